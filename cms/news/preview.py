"""Drafts of posts for those who hold a token."""

from datetime import timedelta

from django.utils import timezone

from cms.core.previews import draft_page
from cms.core.records import Body, Post
from cms.news import records
from cms.news.models import PostPage


def draft(token: str) -> tuple[Post, Body]:
    """The record and body of the state of a post that ``token`` names, as if it were published now.

    NotFound for a token that this server did not make for a post, Gone for one that has expired.
    """
    page = draft_page(PostPage, token)
    page.state_licence()
    page.first_published_at = page.first_published_at or page.go_live_at or timezone.now()
    page.last_published_at = max(page.first_published_at, timezone.now() - timedelta(seconds=1))
    return records.build(page)
