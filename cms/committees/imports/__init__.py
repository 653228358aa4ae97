"""Committees and their meetings from the lists of another system."""
