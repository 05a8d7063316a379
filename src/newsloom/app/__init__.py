"""The composition root, and all that the edges call: verbs without a database, installations, and the language models of the settings.

`engines` has the verbs on articles alone, `installation` has `open_app` and the verbs of what it opens, `reader` and `alerting` those
of marks, reports, channels and whom they call; `models` and `nli` build what the settings say of language models and of a judge that
runs here. Here every part is put together; nothing below knows settings, network and database at once.
"""

from newsloom.app.engines import check, cluster, write, write_with
from newsloom.app.installation import App, open_app, open_demo, utc_now
from newsloom.app.models import doctor, endpoint_of, language_models, metered, style_of
from newsloom.app.nli import NliJudge, nli_judges

__all__ = [
    "App",
    "NliJudge",
    "check",
    "cluster",
    "doctor",
    "endpoint_of",
    "language_models",
    "metered",
    "nli_judges",
    "open_app",
    "open_demo",
    "style_of",
    "utc_now",
    "write",
    "write_with",
]
