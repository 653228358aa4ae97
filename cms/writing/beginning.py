"""The beginning of a new page: an empty paragraph, so that there is a place to type in."""

from typing import Any

from wagtail.models import Page

from cms.core.blocks import BodyField


def begin_body(sender: type, page: Page, **kwargs: Any) -> None:
    """Give an empty body its first paragraph; one that stays empty is left out when it is saved."""
    for field in page._meta.get_fields():
        if isinstance(field, BodyField) and not getattr(page, field.name):
            setattr(page, field.name, [("text", "")])
