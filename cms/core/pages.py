"""The base of every page type: a stable key, and the duty to say what it publishes."""

from typing import Any, ClassVar, Literal
from uuid import uuid4

from django.db import models
from wagtail.models import Page

from cms.core.records import Body, Record
from cms.core.signals import page_saved


class BasePage(Page):
    """A page that says what it publishes: a ``record``, a vocabulary ``term``, or None; a system check insists."""

    publishes: ClassVar[Literal["record", "term"] | None]
    exclude_fields_in_copy: ClassVar[list[str]] = ["key"]

    key = models.UUIDField(default=uuid4, unique=True, editable=False)

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> Any:
        result = super().save(*args, **kwargs)
        page_saved.send(type(self), page_id=self.pk)
        return result

    def build_record(self) -> tuple[Record, Body]:
        """The public record of the page as stored now; only for ``publishes = "record"``."""
        raise NotImplementedError(f"{type(self).__name__} publishes no record")

    def is_held(self) -> bool:
        """Whether a rule of the page's own type keeps it from the public although it is live."""
        return False
