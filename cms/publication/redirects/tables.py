"""Redirects as lines of CSV, ``from,to,permanent``: read, judged line by line, kept all or none; and written."""

import csv
import io
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice
from typing import Final

from django.db import transaction
from django.utils.translation import gettext as _

from cms.core import delimited
from cms.core.delimited import folded
from cms.core.errors import BadInput, TooLarge
from cms.core.models import Redirect
from cms.core.reading import EachOnce, one_reading
from cms.core.rows import BATCH, batches
from cms.ledger import standing
from cms.ledger.standing import Standing
from cms.publication.redirects import chains, making, targets
from cms.publication.redirects.chains import Wishes
from cms.publication.redirects.making import Wish
from cms.publication.redirects.targets import Known

MOST_BYTES: Final = 1_000_000
MOST_LINES: Final = 10_000
HEAD: Final = ("from", "to", "permanent")
# The same in the words of the editor's list.
_NAMES: Final = {
    **dict.fromkeys(("출발 주소", "출발"), "from"),
    **dict.fromkeys(("도착 주소", "도착"), "to"),
    **dict.fromkeys(("영구", "종류"), "permanent"),
}
_PERMANENT: Final = {
    **dict.fromkeys(("", "1", "y", "yes", "o", "○", "true", "301", "308", "permanent", "영구", "예", "네"), True),
    **dict.fromkeys(("0", "n", "no", "x", "×", "false", "302", "307", "temporary", "임시", "아니오", "아니요"), False),
}
# The number of a line, and what it says of from, to and permanent.
Row = tuple[int, str, str, str]


@dataclass(frozen=True, kw_only=True)
class Line:
    """The task for a line of a file: none where there is an ``error``, or where it ``is_done`` already.

    ``standing`` is what answers at the address today, and comes before the redirect.
    """

    number: int
    source: str
    target: str
    wish: Wish | None = None
    error: str = ""
    is_done: bool = False
    standing: Standing | None = None


def judged(text: str, known: Known = set) -> list[Line]:
    """The lines with what each would do, told to somebody to whom these pages are ``known``.

    BadInput where this is no such file at all, TooLarge where it has too many lines.
    """
    rows = list(islice(_rows(text), MOST_LINES + 1))
    if not rows:
        raise BadInput(_("The file has no lines."))
    if len(rows) > MOST_LINES:
        raise TooLarge(_("The file has more than %(limit)s lines.") % {"limit": f"{MOST_LINES:,}"})
    with one_reading():
        judge = _Judge(rows, known)
        lines = [judge.line(*row) for batch in batches(rows) for row in judge.ahead(batch)]
        return [judge.again(line) for line in lines]


class _Judge:
    """Judges the lines of a file one after the other, having asked for what that takes for many of them at once."""

    def __init__(self, rows: Iterable[Row], known: Known) -> None:
        self._known = _each_once(known)
        self._among = Wishes()
        self._targets: dict[str, tuple[int | None, str]] = {}
        self._offered: set[str] = set()
        for _number, source, _target, _permanent in rows:
            # What is no address is told of its own line.
            with suppress(BadInput):
                self._offered.update(making.written_digests(source))

    def ahead(self, rows: list[Row]) -> list[Row]:
        """The same rows, when all that they need has been read. A few queries."""
        targets.look_ahead({target for _number, _source, target, _permanent in rows}, known=self._known)
        wishes: list[Wish] = []
        for _number, source, target, permanent in rows:
            with suppress(BadInput):
                wishes.append(self._wish(source, target, permanent))
        chains.look_ahead(wishes)
        standing.look_ahead((one.source, one.site) for one in wishes)
        return rows

    def line(self, number: int, source: str, target: str, permanent: str) -> Line:
        try:
            one = self._wish(source, target, permanent)
            if one.digest not in self._among and making.is_same(one):
                return Line(number=number, source=source, target=target, wish=one, is_done=True)
            chains.refuse(one, among=self._among, known=self._known)
            before = standing.judged(one.source, one.site)
        except BadInput as error:
            return Line(number=number, source=source, target=target, error=error.message)
        self._among.add(one)
        return Line(number=number, source=source, target=target, wish=one, standing=before)

    def again(self, line: Line) -> Line:
        """The same now that all lines are known: a later one may lead further than anybody follows."""
        one = line.wish
        if one is None or line.is_done:
            return line
        try:
            chains.refuse_way(one, among=self._among, known=self._known)
        except BadInput as error:
            return Line(number=line.number, source=line.source, target=line.target, error=error.message)
        return line

    def _wish(self, source: str, target: str, permanent: str) -> Wish:
        lasting = _PERMANENT.get(folded(permanent))
        if lasting is None:
            raise BadInput(
                _("“%(value)s” does not say whether it is permanent: write yes or no, or leave it empty.")
                % {"value": permanent}
            )
        if target not in self._targets:
            self._targets[target] = targets.read_target(target, among=self._offered, known=self._known)
        page_id, url = self._targets[target]
        return making.settled(source, page_id=page_id, url=url, permanent=lasting)


def _each_once(known: Known) -> Known:
    """The same in a reading, in which what was asked for of many is not asked for again of each."""

    @EachOnce
    def told(page_ids: list[int]) -> dict[int, int]:
        return {page_id: page_id for page_id in known(page_ids)}

    return told


def _rows(text: str) -> Iterator[Row]:
    """The number and cells of each line that is not empty; a head may name the columns, in any order."""
    columns: list[int] = []
    for number, cells in delimited.cells(text):
        if not columns:
            columns = _columns(cells)
            if columns:
                continue
            columns = [*range(len(HEAD))]
        source, target, permanent = (cells[place] if 0 <= place < len(cells) else "" for place in columns)
        yield number, source, target, permanent


def _columns(cells: list[str]) -> list[int]:
    """The places of the cells of each column, by a head; none where the first line is no head."""
    names = [_NAMES.get(name, name) for name in map(folded, cells)]
    if not {"from", "to"} <= set(names):
        return []
    return [names.index(name) if name in names else -1 for name in HEAD]


@transaction.atomic
def keep(lines: Iterable[Line]) -> int:
    """Store what the lines ask for, all of it; BadInput, with nothing changed, where one of them cannot be done."""
    lines = list(lines)
    if wrong := next((line for line in lines if line.error), None):
        raise BadInput(wrong.error, where=_("line %(number)s") % {"number": wrong.number})
    wishes = [line.wish for line in lines if line.wish and not line.is_done]
    return making.keep(wishes, origin=Redirect.Origin.FILE)


def written(known: Known = set) -> Iterator[str]:
    """All redirects as the lines of such a file, by the order in which they were made; those to a page that is not
    ``known`` are left out."""
    yield _line(HEAD)
    after = 0
    while batch := list(Redirect.objects.filter(pk__gt=after).order_by("pk")[:BATCH]):
        after = batch[-1].pk
        pages = targets.page_addresses(known([row.page_id for row in batch if row.page_id]))
        for row in batch:
            if target := row.url or pages.get(row.page_id or 0):
                yield _line((str(row), target, "yes" if row.permanent else "no"))


def _line(cells: Iterable[str]) -> str:
    written = io.StringIO()
    csv.writer(written).writerow(cells)
    return written.getvalue()
