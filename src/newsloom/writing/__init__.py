"""The extractive writer: from the articles of one event to a story page whose every sentence is a passage of theirs.

Pure: no clock, network, database, settings or randomness; the same articles give the same page to the byte.
The one verb is `draft.draft`; `checking.gate` decides afterwards what of the draft is published.
"""
