"""Intake: source -> parse -> normalise -> extract text -> screen -> load -> touch, the same steps for every source."""
