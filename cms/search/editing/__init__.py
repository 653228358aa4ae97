"""Search in the editor: what editors keep for the search of their city, and how they see what it is used for.

No public code imports it.
"""
