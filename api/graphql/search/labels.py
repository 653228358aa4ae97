"""The words for the values that hits are counted by, in a language: names of terms, of the law, of kinds."""

from collections.abc import Callable, Iterable, Mapping
from typing import Final

from api.graphql.context import Context
from api.graphql.kinds import ROWS
from cms.core import kinds
from cms.core.disclosure import ground_names, said
from cms.core.licences import LICENCES
from cms.core.records import TERMS
from cms.search import dimensions

Label = Callable[[Context, str, str], str]


def announce(context: Context, counts: Mapping[str, Iterable[str]]) -> None:
    """Say that the terms of these values, by dimension, are part of the answer."""
    for name, values in counts.items():
        context.announce_terms(name, values)


def label(context: Context, dimension: str, value: str, language: str) -> str:
    """The words for a value; the value itself where there are none."""
    if dimension in TERMS:
        term = context.term(dimension, value)
        return term.name(language) if term else value
    own = _OWN.get(dimension)
    return own(context, value, language) if own else _of_kinds(dimension, value, language)


def _kind(context: Context, value: str, language: str) -> str:
    """The name that a kind is told by, or that of its section."""
    if value not in ROWS:
        return value
    section = context.term("section", kinds.kind(value).section)
    names = ROWS[value].names
    if names:
        return said(names, language)
    return section.name(language) if section else kinds.kind(value).nouns


def _licence(context: Context, value: str, language: str) -> str:
    return LICENCES[value].name(language) if value in LICENCES else value


def _ground(context: Context, value: str, language: str) -> str:
    return said(ground_names(int(value)), language)


def _file(context: Context, value: str, language: str) -> str:
    return said(_FILE, language)


def _of_kinds(dimension: str, value: str, language: str) -> str:
    """The word by which the row of a kind tells a value of one of its facets."""
    for row in ROWS.registered().values():
        if names := row.words.get(dimension, {}).get(value):
            return said(names, language)
    return value


_FILE: Final = {"ko": "첨부파일 있음", "en": "With files"}
_OWN: Final[Mapping[str, Label]] = {
    dimensions.KIND: _kind,
    "licence": _licence,
    "ground": _ground,
    "file": _file,
}
