"""Loaded by Wagtail where the other systems are installed."""

from bench.tuned import add_newest_posts

__all__ = ["add_newest_posts"]
