"""Lists that web teams put in a page or on a front page: which filters the editor offers, and what they become."""

from collections.abc import Mapping
from typing import Any, Final
from urllib.parse import urlencode

from django.apps import apps
from django.core.exceptions import ValidationError
from django.utils import translation
from django.utils.text import capfirst, slugify
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail import blocks
from wagtail.snippets.blocks import SnippetChooserBlock

from cms.core import kinds
from cms.core.iri import absolute_url
from cms.core.records import Listing
from cms.core.text import clean_line

MOST_LISTED: Final = 10
_NARROWED_BY: Final = ("field", "website", "unit", "tag")


def _kinds() -> list[tuple[str, str]]:
    """What is news, by the words of the editor."""
    return [(kind.name, capfirst(translation.gettext(kind.nouns))) for kind in kinds.registered() if kind.is_news]


def _fields() -> list[tuple[str, str]]:
    return [(field.key, str(field)) for field in apps.get_model("subsites", "Field").objects.all()]


class ListingBlock(blocks.StructBlock):
    """The newest of something, found by filters; it is made when it is read."""

    title = blocks.CharBlock(max_length=100, label=_("Title"))
    kind = blocks.ChoiceBlock(choices=_kinds, label=_("Of what"))
    field = blocks.ChoiceBlock(choices=_fields, required=False, label=pgettext_lazy("listing", "Field"))
    website = blocks.PageChooserBlock("subsites.WebsitePage", required=False, label=_("Website"))
    unit = SnippetChooserBlock("subsites.OrganisationUnit", required=False, label=_("Department"))
    tag = blocks.CharBlock(required=False, max_length=100, label=pgettext_lazy("listing", "Tag"))
    first = blocks.IntegerBlock(min_value=1, max_value=MOST_LISTED, default=5, label=_("How many"))

    def clean(self, value: Any) -> Any:
        result = super().clean(value)
        facets = {facet.name for facet in kinds.kind(result["kind"]).facets}
        message = _("This kind is not narrowed by that.")
        wrong = {name: ValidationError(message) for name in _NARROWED_BY if result[name] and name not in facets}
        if wrong:
            raise blocks.StructBlockValidationError(block_errors=wrong)
        return result

    class Meta:
        icon = "list-ul"
        label = _("Listing")


def listing_of(value: Mapping[str, Any], keys: Mapping[str, str], *, home: str, language: str) -> Listing:
    """The filters of a block whose website and department have these ``keys``; all they find is a search below
    ``home``."""
    given = {
        "field": value["field"] or None,
        "website": keys["website"] or None,
        "unit": keys["unit"] or None,
        "tag": slugify(value["tag"] or "", allow_unicode=True) or None,
    }
    kind, language = value["kind"], "" if kinds.kind(value["kind"]).section else language
    query = {"kind": kind, "language": language, **given}
    url = absolute_url(f"search/?{urlencode({name: key for name, key in query.items() if key})}", home) or home
    title = clean_line(value["title"])
    return Listing(url=url, title=title, kind=kind, language=language, first=value["first"], **given)
