"""What can be read off a text without knowing what it is for: language, sentences, terms, names, dates, quantities, kinds.

Pure and linear in the length of the text; never raises on any string. Offsets are code points of the text as given.
"""
