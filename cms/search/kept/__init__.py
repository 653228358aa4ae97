"""The engine that needs no server: an index in Django's database, made of the segments of :mod:`retrieval`.

A batch of texts becomes a small segment; small segments are merged into larger ones, up to 65,536 texts. A text that
changes or leaves gets a mark in the segment that has it. Both databases keep the same bytes and answer alike.
"""
