"""Committees: who sits in them, what they meet about, and what they decided."""
