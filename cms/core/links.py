"""Links of rich text to pages: an address stands in them only while the public may see the page."""

from collections.abc import Iterable
from typing import Any, Final

from django.utils.html import escape
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail.rich_text.pages import PageLinkHandler
from wagtail.rich_text.rewriters import LinkRewriter

from cms.core import closed_links
from cms.core.reading import read_once
from cms.core.visibility import gate


class PublicPageLinkHandler(PageLinkHandler):
    """Wagtail's, which would write the address of a draft; the words of such a link stay, without the link.

    When the page becomes public, or ceases to be, the publication looks again at the pages that link to it.
    """

    @classmethod
    def expand_db_attributes_many(cls, attrs_list: list[dict[str, Any]]) -> list[str]:
        if (met := closed_links.met()) is not None:
            met += [str(attrs.get("id", "")) for attrs in attrs_list]
            return ["<a>"] * len(attrs_list)
        addresses = [page and _address(page) for page in cls.get_many(attrs_list)]
        return [f'<a href="{escape(url)}">' if url else "<a>" for url in addresses]


@read_once(lambda page: page.pk)
def _address(page: Any) -> str | None:
    """The public address of a page now, or of the source of an alias; None where the public does not find it."""
    target = page.alias_of.specific if page.alias_of_id else page
    return target.url if gate().reason(target) is None else None


# HTML in which links to pages are ids, and nothing else is what only rich text can be.
PAGE_LINKS: Final = LinkRewriter(
    bulk_rules={PublicPageLinkHandler.identifier: PublicPageLinkHandler.expand_db_attributes_many},
    reference_extractors={PublicPageLinkHandler.identifier: PublicPageLinkHandler.extract_references},
)


def hidden_targets(page: Any) -> tuple[list[Page], int]:
    """The pages that a page, as it is in memory, links to and that the public may not see, each once; and how many of
    its targets are gone. Two queries for all of its links."""
    wanted = dict.fromkeys(int(pk) for pk in _targets(page) if str(pk).isdecimal())
    found = {target.pk: target for target in Page.objects.filter(pk__in=wanted).specific()} if wanted else {}
    hidden = [found[pk] for pk in wanted if pk in found and _address(found[pk]) is None]
    return hidden, len(wanted.keys() - found.keys())


def _targets(page: Any) -> Iterable[Any]:
    for spec in page._meta.get_fields():
        if isinstance(spec, StreamField) and (value := getattr(page, spec.name)):
            for model, pk, *_path in spec.stream_block.extract_references(value):
                if model is Page:
                    yield pk
