"""Checks at start: every page type says what it publishes, and every output knows every kind."""

from collections.abc import Iterable
from typing import Any

from django.core.checks import CheckMessage, Error, register

from cms.core import kinds, outputs
from cms.core.kinds import Kind
from cms.core.pages import BasePage


@register()
def pages_say_what_they_publish(**kwargs: Any) -> list[CheckMessage]:
    """A page type of ours that is silent, or that promises a record and builds none, would vanish from every output."""
    from wagtail.models import get_page_models

    return list(check_page_types(model for model in get_page_models() if model.__module__.startswith("cms.")))


def check_page_types(models: Iterable[type]) -> Iterable[CheckMessage]:
    """madang.E001 to E003 for each page type that breaks the rule."""
    for model in models:
        publishes = getattr(model, "publishes", ...)
        if not issubclass(model, BasePage) or publishes is ...:
            yield Error(
                f"{model.__name__} does not say what it publishes",
                hint='Extend BasePage and set publishes = "record", "term" or None.',
                obj=model,
                id="madang.E001",
            )
        elif publishes not in ("record", "term", None):
            yield Error(
                f"{model.__name__} publishes {publishes!r}, which is nothing known",
                hint='Set publishes = "record", "term" or None.',
                obj=model,
                id="madang.E002",
            )
        elif publishes == "record" and model.build_record is BasePage.build_record:
            yield Error(
                f"{model.__name__} publishes a record and builds none",
                hint="Override build_record() so that it returns the record and the body of the stored page.",
                obj=model,
                id="madang.E003",
            )


@register("kinds")
def outputs_know_every_kind(**kwargs: Any) -> list[CheckMessage]:
    """A kind that is registered and that an output has no words for would fail where somebody asks for its records."""
    return list(check_kinds(kinds.registered()))


def check_kinds(found: Iterable[Kind]) -> Iterable[CheckMessage]:
    """madang.E005 for each thing that an output has to be told of a kind."""
    for kind in found:
        for line in outputs.lacking(kind):
            yield Error(line, hint="docs/extending.md, “A new content type”, shows each of them.", id="madang.E005")
