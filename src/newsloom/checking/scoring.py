"""From what is missing to one score: a logistic whose signs are fixed, with weights learned by `benchmarks/train_check.py`. Pure."""

from __future__ import annotations

import math
from collections.abc import Sequence

from newsloom.checking.facts import Fault
from newsloom.checking.features import Cover
from newsloom.checking.source import Piece

THRESHOLD = 0.5


def score(pieces: Sequence[Piece], covers: Sequence[Cover], faults: Sequence[Fault]) -> float:
    """Probability that the source supports the claim, were half of all claims supported."""
    share = min((c.window_share for c in covers), default=0.0)
    z = 8.0 * (share - 0.6) - 1.5 * len(faults) - 1.0 * sum(f.contradicted for f in faults)
    return round(1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, z)))), 4)
