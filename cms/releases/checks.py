"""Checks at start: whatever page type publishes records is screened before they are public."""

from collections.abc import Iterable
from typing import Any

from django.core.checks import CheckMessage, Error, register


@register()
def records_are_screened(**kwargs: Any) -> list[CheckMessage]:
    """A type that forgets it, or extends the mixin after BasePage, would publish what nobody has looked at."""
    from wagtail.models import get_page_models

    return list(check_screening(get_page_models()))


def check_screening(models: Iterable[type]) -> Iterable[CheckMessage]:
    """madang.E004 for each page type whose records would be public without a verdict of the screening on them."""
    from cms.releases.models.documents import DocumentPage
    from cms.releases.models.screened import ScreenedMixin

    gates = (ScreenedMixin.is_held, DocumentPage.is_held)
    for model in models:
        if getattr(model, "publishes", None) == "record" and getattr(model, "is_held", None) not in gates:
            yield Error(
                f"{model.__name__} publishes records that nobody has screened",
                hint="Extend ScreenedMixin, before BasePage, and do not override is_held().",
                obj=model,
                id="madang.E004",
            )
