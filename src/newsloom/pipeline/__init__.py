"""The order of the stages: what is read, which pure stage is called, what is stored. Owns no rule of its own.

`compose` is the pure path from articles to a checked page, which `newsloom.write` and the stored path both call: no clock,
network or database. `run.Pipeline` is the stored path.
"""

from newsloom.pipeline.compose import Composed, compose, composed

__all__ = ["Composed", "compose", "composed"]
