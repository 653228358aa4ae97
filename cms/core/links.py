"""Links of rich text to pages: an address stands in them only while the public may see the page."""

from typing import Any

from django.utils.html import escape
from wagtail.rich_text.pages import PageLinkHandler

from cms.core.visibility import gate


class PublicPageLinkHandler(PageLinkHandler):
    """Wagtail's, which would write the address of a draft; the words of such a link stay, without the link.

    When the page becomes public, or ceases to be, the publication looks again at the pages that link to it.
    """

    @classmethod
    def expand_db_attributes_many(cls, attrs_list: list[dict[str, Any]]) -> list[str]:
        return [_opened(page) for page in cls.get_many(attrs_list)]


def _opened(page: Any) -> str:
    target = page and (page.alias_of.specific if page.alias_of_id else page)
    url = target.url if target and gate().reason(target) is None else None
    return f'<a href="{escape(url)}">' if url else "<a>"
