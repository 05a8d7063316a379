"""The front page: what a story is about, how it ranks, and why. Pure: no clock, network or database."""

from newsloom.ranking.novelty import new_sentences
from newsloom.ranking.scoring import country_of, front, score, spread
from newsloom.ranking.topics import TOPICS, topic

__all__ = ["TOPICS", "country_of", "front", "new_sentences", "score", "spread", "topic"]
