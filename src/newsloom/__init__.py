"""Newsloom: one story page for what many outlets write about one event, every sentence cited and checked.

The public verbs are `cluster`, `write`, `check` and `open_app`; the types are in `newsloom.model`, the errors in
`newsloom.errors`, the fakes for users' tests in `newsloom.testing`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"
__all__ = ["check", "cluster", "open_app", "write"]

if TYPE_CHECKING:
    from newsloom.app import check, cluster, open_app, write


def __getattr__(name: str) -> Any:
    if name in __all__:
        from newsloom import app  # lazy: `import newsloom` alone stays instant

        return getattr(app, name)
    raise AttributeError(f"module 'newsloom' has no attribute {name!r}")
