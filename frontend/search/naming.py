"""The words of the pages for what narrows a search, for the titles of its feeds."""

from collections.abc import Iterable

from cms.ledger.store import Vocabulary
from cms.search.requests import Request
from frontend.search.asked import Asked
from frontend.wording import wording


def narrowing(request: Request, terms: Vocabulary, language: str) -> Iterable[str]:
    """The values and periods that narrow a search, in a language."""
    return Asked(request=request, url="", terms=terms, t=wording(language)).narrowing()
