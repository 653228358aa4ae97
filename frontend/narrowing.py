"""The filters of a page, by links and by forms that work without scripts.

Addresses stay short: the unit of a list is a page of its own, so a form that names one is led there, and what a form
sends empty is left out. Parameters that are none of ours are ignored, as everywhere.
"""

from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import Final
from unicodedata import normalize

from django.utils import timezone

from cms.core import kinds
from cms.core.errors import BadInput
from cms.core.records import Document, Section, Unit
from cms.core.text import clean_line
from cms.ledger.directories import INITIALS
from cms.ledger.hosts import CityHost
from cms.ledger.store import Vocabulary, store
from cms.search.staff import LONGEST
from frontend import boards, events
from frontend.addresses import BELOW_UNITS, CALENDARS, DOCUMENT_LISTINGS, Redirect, Target
from frontend.page import narrowed

CHOICES: Final = {facet.name: facet.values for facet in kinds.kind_of(Document).narrow}
YEARS: Final = 10
_UNIT: Final = "unit"
# Of these there are too many to name.
_TERMS: Final = frozenset({"unit", "field", "website"})
_YEAR: Final = "year"
_INITIAL: Final = "initial"
_QUESTION: Final = "q"


def narrow(target: Target, query: Mapping[str, str], city_host: CityHost) -> Target | Redirect:
    """The target narrowed to what a query asks for, or where that is shown; BadInput for a value that there is not."""
    query = {name: normalize("NFC", value) for name, value in query.items()}
    if target.name in DOCUMENT_LISTINGS:
        return _documents(target, query, city_host)
    if target.name in CALENDARS:
        return _calendar(target, query, city_host)
    if target.name in ("board", boards.SECTION):
        offered = boards.choices(target)
        filters = {name: value for name, values in offered.items() if (value := _chosen(name, query, values))}
        return _narrowed(target, query, filters, offered)
    if target.name == "units":
        initial = _chosen(_INITIAL, query, INITIALS)
        return _narrowed(target, query, {_INITIAL: initial} if initial else {}, {_INITIAL})
    if target.name == "staff":
        return _staff(target, query, city_host)
    return _statistics(target, query, city_host) if target.name == "statistics" else target


def _documents(target: Target, query: Mapping[str, str], city_host: CityHost) -> Target | Redirect:
    filters = {name: value for name in CHOICES if (value := _chosen(name, query, CHOICES[name]))}
    if _UNIT in query and target.term is not None and target.term.scheme in (Section.scheme, Unit.scheme):
        return _of_unit(target, query[_UNIT], filters, store.vocabulary(city_host.site))
    return _narrowed(target, query, filters, CHOICES)


def _calendar(target: Target, query: Mapping[str, str], city_host: CityHost) -> Target | Redirect:
    chosen = {"type": _chosen("type", query, [*events.TYPES, *events.OTHERS])}
    terms = store.vocabulary(city_host.site)
    for name in events.TERMS:
        key = query.get(name, "")
        chosen[name] = _chosen(name, query, (key,) if key and terms.term(name, key) else ())
    return _narrowed(target, query, {name: value for name, value in chosen.items() if value}, chosen)


def _staff(target: Target, query: Mapping[str, str], city_host: CityHost) -> Target | Redirect:
    asked = {_QUESTION: clean_line(query.get(_QUESTION, ""))[:LONGEST], _UNIT: query.get(_UNIT, "")}
    if asked[_UNIT] and store.vocabulary(city_host.site).term(Unit.scheme, asked[_UNIT]) is None:
        raise BadInput("there is no such unit", where=_UNIT)
    return _narrowed(target, query, {name: value for name, value in asked.items() if value}, asked)


def _statistics(target: Target, query: Mapping[str, str], city_host: CityHost) -> Target | Redirect:
    key = query.get(_UNIT, "")
    units = (key,) if key and store.vocabulary(city_host.site).term(Unit.scheme, key) else ()
    chosen = {_UNIT: _chosen(_UNIT, query, units), _YEAR: _chosen(_YEAR, query, years())}
    return _narrowed(target, query, {name: value for name, value in chosen.items() if value}, chosen)


def years() -> list[str]:
    """The years whose statistics can be asked for, this one first."""
    this = timezone.localdate().year
    return [str(this - back) for back in range(YEARS)]


def _chosen(name: str, query: Mapping[str, str], values: tuple[str, ...] | list[str]) -> str:
    value = query.get(name, "")
    if value and value not in values:
        offered = "" if name in _TERMS else f", offered are {', '.join(values)}"
        raise BadInput(f"there is no such {name}{offered}", where=name)
    return value


def _narrowed(
    target: Target, query: Mapping[str, str], filters: Mapping[str, str], names: Collection[str]
) -> Target | Redirect:
    if any(query.get(name) == "" for name in names):
        return Redirect(narrowed(target.url, filters))
    return replace(target, filters=filters)


def _of_unit(target: Target, key: str, filters: Mapping[str, str], terms: Vocabulary) -> Redirect:
    """The same listing of one unit, or of all where the key is empty."""
    term = terms.term(Unit.scheme, key) if key else terms.section_of(Document)
    url = term and terms.page(term, target.language)
    if not url:
        raise BadInput("there is no such unit", where=_UNIT)
    month = target.url.removeprefix(target.listing)
    return Redirect(narrowed(f"{url}{BELOW_UNITS}{month}" if key else f"{url}{month}", filters))
