"""The reader's site and its open formats: server-rendered pages over the verbs of `newsloom.app`.

`create_app` builds the site, `export` writes it as static files, `render.story_html` makes one page that needs nothing else.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

__all__ = ["create_app", "export"]

if TYPE_CHECKING:
    from newsloom.web.exporting import export
    from newsloom.web.site import create_app


def __getattr__(name: str) -> Any:
    if name == "create_app":
        from newsloom.web.site import create_app  # lazy: FastAPI

        return create_app
    if name == "export":
        from newsloom.web.exporting import export  # lazy: templates

        return export
    raise AttributeError(f"module 'newsloom.web' has no attribute {name!r}")
