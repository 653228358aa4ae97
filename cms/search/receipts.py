"""Receipts of searches: what whoever shows an answer sends back, so that the search and what is opened are counted.

A receipt is signed and says only what the answer was counted as: the city, the day, the query of
:func:`cms.search.insight.counted_as`, whether nothing was found. So nobody can have words counted that were not
searched for here, and a page that a cache has kept is counted each time that it is shown. It names nobody, and is the
same for all who ask the same on one day.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from django.core.signing import BadSignature, Signer
from django.utils import timezone

from cms.core.errors import BadInput
from cms.search import insight
from cms.search.answers import Answer
from cms.search.requests import Order

# Characters of the longest: of a query each letter may be two escapes of six, in base64, beside a city and a signature.
LONGEST: Final = 1_500
# A page that was opened yesterday may still be read.
_DAYS: Final = timedelta(days=1)
_SALT: Final = "cms.search.receipts"
WHERE: Final = "receipt"


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """The receipt of an answer. ``counts`` is False where it goes on with a search that was counted before."""

    site: str
    day: date
    query: str
    is_without_result: bool
    counts: bool

    def encode(self) -> str:
        """The form that is sent back."""
        said = [self.site, self.day.isoformat(), self.query, int(self.is_without_result), int(self.counts)]
        return Signer(salt=_SALT).sign_object(said)

    def shown(self) -> None:
        """Count that the answer was shown to somebody."""
        if self.counts:
            insight.searched(self.site, self.query, int(not self.is_without_result))

    def opened(self, position: int) -> None:
        """Count that the result at this place of the whole list, the first being 1, was opened."""
        insight.clicked(self.site, self.query, position)


def receipt(answer: Answer) -> Receipt | None:
    """The receipt of an answer; None where none is counted: without words, and by date, where no place tells anything.

    A later page, and one that is narrowed or read as it was typed, goes on with a search that was counted.
    """
    request = answer.request
    if not request.text or request.order is not Order.RELEVANCE:
        return None
    goes_on = request.after is not None or request.is_narrowed or request.as_typed
    return Receipt(
        site=request.site,
        day=timezone.localdate(),
        query=insight.counted_as(request.text),
        is_without_result=not (answer.matches or answer.picks),
        counts=not goes_on,
    )


def read(value: str, *, site: str) -> Receipt:
    """Read one back; BadInput for what this city has not signed, today or yesterday."""
    try:
        if len(value) > LONGEST:
            raise BadSignature
        of, day, query, is_without_result, counts = Signer(salt=_SALT).unsign_object(value)
        found = Receipt(
            site=of,
            day=date.fromisoformat(day),
            query=query,
            is_without_result=bool(is_without_result),
            counts=bool(counts),
        )
    except (BadSignature, ValueError):
        raise BadInput("is no receipt of a search", where=WHERE) from None
    if found.site != site or not timedelta() <= timezone.localdate() - found.day <= _DAYS:
        raise BadInput("is no receipt of a search of these days", where=WHERE)
    return found
