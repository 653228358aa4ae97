"""The finding of things: the page of a search, suggestions while typing, and what tells browsers where to search."""
