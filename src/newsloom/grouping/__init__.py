"""Group articles about one event into stories: features, index, assign, revise. Pure: no clock, network or database."""

from newsloom.grouping.assign import Grouper, Placement
from newsloom.grouping.explain import Explanation, Tie
from newsloom.grouping.names import story_id
from newsloom.grouping.stream import cluster

__all__ = ["Explanation", "Grouper", "Placement", "Tie", "cluster", "story_id"]
