"""The pages: which operation each runs, with which variables, and what its template needs to know beside the answer."""

from dataclasses import replace
from typing import Any, Final

from django.utils import timezone
from graphql_relay import to_global_id

from cms.core import kinds
from cms.core.records import Website
from cms.ledger.hosts import CityHost
from cms.ledger.store import store
from frontend import boards, directories, events, figures, fronts, months
from frontend.addresses import CALENDARS, Target
from frontend.kinds import ROWS, Show
from frontend.operations import answer
from frontend.page import Content, Data, base_page, in_every_language, narrowed


def show(target: Target, *, city_host: CityHost, after: str | None) -> Content:
    """Ask for what a target shows; BadCursor for an ``after`` that no page of ours linked to."""
    after = after if target.name in _LISTINGS and after else None
    variables = _variables(target, city_host) | fronts.variables(target, after)
    variables |= {"after": after, "chart": not (after or target.filters)}
    data = answer(f"pages/{target.name}", variables, city_host=city_host, language=target.language)
    page = base_page(data, name=target.name, language=target.language, host=city_host.host)
    page = replace(
        page,
        url=target.url,
        canonical=narrowed(target.original or target.url, {**target.filters, **({"after": after} if after else {})}),
        after=after,
        listing=target.listing,
        source=target.source,
        filters=target.filters,
        today=timezone.localdate().isoformat(),
    )
    content: Content = _SHOWN.get(target.name, directories.show)(page, data, target)
    content.data["site"] = _site(target, content.data)
    return replace(content, page=in_every_language(content.page, target.original)) if target.original else content


def _site(target: Target, data: Data) -> Data | None:
    """The website whose page this is, or that it lies in, where its web team has arranged a frame."""
    if target.found is not None:
        return site_of(data, target.found.item.kind)
    term = data.get("term") or {}
    return _arranged(term if isinstance(target.term, Website) else term.get("website"))


# What a template calls the item that it shows, where that is not the name of its kind: `page` is the page around it.
_CALLED: Final = {"page": "webpage"}


def site_of(data: Data, kind: str) -> Data | None:
    """The same of the item of a page's answer."""
    name = kinds.kind(kind).singular
    return _arranged((data.get(_CALLED.get(name, name)) or {}).get("website"))


def _arranged(website: Data | None) -> Data | None:
    return website if website and website.get("layout") else None


def _variables(target: Target, city_host: CityHost) -> Data:
    """All that the documents may ask for; each takes what it declares. ``texts`` is the language of what is listed."""
    today = months.start(timezone.localdate())
    if target.found is not None:
        data = target.found.item.data
        website: Any = data.get("website")
        field = next(iter(data["topics"]), None)
        known = {"key": data["key"], "field": field, "website": website}
        return known | {"language": target.language, "today": today}
    texts = store.vocabulary(city_host.site).frames.default if target.is_frame else target.language
    variables: Data = {"language": target.language, "texts": texts, "today": today, **target.filters}
    if target.term is not None:
        variables |= {"website": target.term.key} if isinstance(target.term, Website) else {}
        variables |= {"key": target.term.key, "id": to_global_id(type(target.term).__name__, target.term.key)}
    if target.name in CALENDARS:
        variables |= events.variables(target)
    if target.name == "board":
        variables |= boards.variables(target)
    if "year" in target.filters:
        variables |= figures.period(target.filters["year"])
    if target.month is not None:
        variables |= {"since": months.start(target.month), "until": months.start(months.following(target.month))}
    return variables


_SHOWN: Final[dict[str, Show]] = {
    "units": directories.show_units,
    **figures.SHOWN,
    **{name: show for row in ROWS.registered().values() for name, show in row.listings.items()},
    **{name: row.item for name, row in ROWS.registered().items()},
}
_LISTINGS: Final = directories.PAGED.union(*(row.listings for row in ROWS.registered().values()))
