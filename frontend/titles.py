"""The title of a page, and a sentence on what it is, where neither is an item's nor a term's own."""

from typing import Final

from cms.core.records import Section, Tag, Term, Unit
from cms.ledger.store import Vocabulary
from frontend.addresses import SEARCH, Target
from frontend.wording import wording

# Directories and pages of the whole city, by the names of their templates: their title and their introduction.
_CITY: Final = {
    "fields": ("all_fields", "fields_intro"),
    "websites": ("all_websites", "websites_intro"),
    "units": ("all_units", "units_intro"),
    "staff": ("staff_title", "staff_intro"),
    "follow": ("follow", "follow_intro"),
    "reuse": ("reuse_title", "reuse_intro"),
    "open-data": ("open_data_title", "open_data_intro"),
    SEARCH: ("search_title", "search_intro"),
}
_OF_DOCUMENTS: Final = frozenset({"unit-documents", "task"})
# Lists of a term that have a title of their own, and what is said where the term says nothing of itself.
_ARCHIVES: Final = {
    "archive": "archive_of",
    "documents-archive": "docs_archive_of",
    "board-archive": "board_archive",
}
_INTRODUCED: Final = {
    "documents": "docs_intro",
    "committees": "committees_intro",
    "events": "events_intro",
    "notices": "notices_intro",
}


def title_of(target: Target, term: Term, terms: Vocabulary) -> str:
    """The title of the page at a target."""
    t, name = wording(target.language), term.name(target.language)
    if target.name == "events-month" and target.month is not None:
        return t("events_of_month", month=t.month(target.month.year, target.month.month))
    if target.month is not None:
        # The section is called after its documents.
        words = "docs_archive" if isinstance(term, Section) else _ARCHIVES[target.name]
        return t(words, name=name, month=t.month(target.month.year, target.month.month))
    if target.name in _CITY:
        return t(_CITY[target.name][0])
    if target.name == "statistics":
        unit = terms.term(Unit.scheme, target.filters.get("unit", ""))
        return t("statistics_of", name=(unit or term).name(target.language))
    return t("docs_of", name=name) if target.name in _OF_DOCUMENTS else name


def description_of(target: Target, term: Term) -> str:
    """The description of the page at a target, in a sentence or two; empty where its title says all that is known."""
    t, told = wording(target.language), term.description(target.language)
    if target.name in _CITY:
        return t(_CITY[target.name][1])
    if target.name == "statistics":
        return t("statistics_intro")
    return told or (t("tag_intro", name=term.name(target.language)) if isinstance(term, Tag) else introduction(target))


def introduction(target: Target) -> str:
    """The introduction of each city's list of this kind; empty where there is none such."""
    return wording(target.language)(_INTRODUCED[target.name]) if target.name in _INTRODUCED else ""
