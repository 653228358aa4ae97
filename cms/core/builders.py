"""The common parts of the builders of all records: times, bodies, and the same item in other languages."""

from datetime import UTC, datetime
from typing import Any, Final
from zoneinfo import ZoneInfo

from django.conf import settings
from wagtail.blocks import StreamValue

from cms.core.html import clean_html, html_text
from cms.core.iri import encode_uri
from cms.core.records import Body, Translation
from cms.core.visibility import gate

_NEVER: Final = datetime(1970, 1, 1, tzinfo=UTC)


def moment(value: datetime | None) -> datetime:
    """A time in the city's zone, in whole seconds; 1970 where a page was made live behind Wagtail's back."""
    return (value or _NEVER).astimezone(ZoneInfo(settings.TIME_ZONE)).replace(microsecond=0)


def build_body(body: StreamValue, base: str, language: str, *, home: str = "") -> Body:
    """The clean HTML of a body and its text; sizes of files are said in ``language``, whoever saved the page.

    ``home`` is the city's page in that language, below which its searches are.
    """
    context = {"language": language, "home": home}
    html = clean_html("\n".join(block.render(context) for block in body), base)
    return Body(html=html, text=html_text(html))


def translations(page: Any) -> tuple[Translation, ...]:
    """The same item in other languages, as far as the public may see it."""
    others = gate().public(page.get_translations().select_related("locale").order_by("locale__language_code"))
    addresses = [(other, other.get_full_url(request=page)) for other in others]
    return tuple(
        Translation(key=str(other.key), language=other.locale.language_code, url=encode_uri(address))
        for other, address in addresses
        if address
    )
