"""What a reader narrows a listing of documents to, by links and by a form that works without scripts.

Addresses stay short: the unit is a page of its own, so a form that names one is led there, and what a form sends empty
is left out.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Final
from urllib.parse import urlencode

from cms.core.errors import BadInput
from cms.core.records import Document, Section, Term, Unit
from cms.publication.vocabulary import Place, Vocabulary, vocabulary
from frontend.addresses import DOCUMENT_LISTINGS, Redirect, Target

# In the order in which a form offers them.
CHOICES: Final = {
    "genre": ("approval", "press-release", "research", "advance-publication", "expense"),
    "openness": ("open", "partial", "closed"),
}
_UNIT: Final = "unit"


def narrow(target: Target, query: Mapping[str, str], place: Place) -> Target | Redirect:
    """The target narrowed to what a query asks for, or where that is shown; BadInput for a value that there is not.

    Parameters that are none of ours are ignored, as everywhere.
    """
    if target.name not in DOCUMENT_LISTINGS:
        return target
    filters = {name: value for name in CHOICES if (value := _chosen(name, query.get(name, "")))}
    if _UNIT in query and target.term is not None and target.term.scheme in (Section.scheme, Unit.scheme):
        return _of_unit(target, query[_UNIT], filters, vocabulary(place.site))
    if any(query.get(name) == "" for name in CHOICES):
        return Redirect(_address(target.url, filters))
    return replace(target, filters=filters)


def _chosen(name: str, value: str) -> str:
    if value and value not in CHOICES[name]:
        raise BadInput(f"must be one of {', '.join(CHOICES[name])}", where=name)
    return value


def _of_unit(target: Target, key: str, filters: Mapping[str, str], terms: Vocabulary) -> Redirect:
    """The same listing of one unit, or of all where the key is empty."""
    scheme, wanted = (Unit.scheme, key) if key else (Section.scheme, Document.section)
    term: Term | None = terms.term(scheme, wanted)
    url = term and term.url(target.language)
    if not url:
        raise BadInput("no unit has this key", where=_UNIT)
    month = target.url.removeprefix(target.listing)
    return Redirect(_address(f"{url}documents/{month}" if key else f"{url}{month}", filters))


def _address(url: str, filters: Mapping[str, str]) -> str:
    return f"{url}?{urlencode(filters)}" if filters else url
