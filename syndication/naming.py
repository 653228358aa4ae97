"""The words for what narrows a search, in the titles of its feeds: the pages have them, and say them at the start."""

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from cms.ledger.store import Vocabulary
    from cms.search.requests import Request

# The values and periods that narrow a search, in the words of a language.
Narrowing = Callable[["Request", "Vocabulary", str], Iterable[str]]
_said: Final[list[Narrowing]] = []


def say_by(narrowing: Narrowing) -> None:
    """Let these words be said; to be called in ``AppConfig.ready``."""
    _said[:] = [narrowing]


def narrowing(request: "Request", terms: "Vocabulary", language: str) -> Iterable[str]:
    """The words for what narrows a search; the values themselves in an installation without pages."""
    for words in _said:
        return words(request, terms, language)
    return [value for values in request.filters.values() for value in values]
