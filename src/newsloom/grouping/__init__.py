"""Group articles about one event into stories: features, index, assign, revise. Pure: no clock, network or database."""

from newsloom.grouping.assign import Explanation, Grouper, Placement, Tie, cluster, story_id

__all__ = ["Explanation", "Grouper", "Placement", "Tie", "cluster", "story_id"]
