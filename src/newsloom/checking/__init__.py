"""Does the source really say so? Rules and a small calibrated score, for claims, further citations and whole pages.

`support` compares a claim with source texts, `cite` answers the two questions that writing asks, `gate` lets a page
through. Pure: no clock, network, database or model; an optional `Judge` can only refuse more.
"""
