"""Screening former versions: one may be read on while nothing in it is found that the item does not say any more.

What a person has taken out, covered or closed stands in the versions before. So each is judged as its item would be,
by the present rules, and beside what the item says now; what is not clear is removed.
"""

import re
from collections.abc import Collection, Iterator, Sequence
from contextlib import nullcontext
from dataclasses import replace
from typing import Any, Final

from wagtail.models import Page

from cms.core.disclosure import OPENNESS
from cms.core.reading import one_reading
from cms.core.records import Body, Record
from cms.jobs import asides
from cms.ledger import keeping
from cms.ledger.keeping import Waiting
from cms.releases import public_text
from cms.releases.judging import Judge
from cms.releases.models import DocumentPage
from cms.releases.models.screened import is_screened
from cms.releases.page_judging import POLICY, of_value
from screening import HOLD_ALL, Finding, Outcome, Part, Policy, judge, rules_version

JOB: Final = "versions"
_OPEN: Final = tuple(OPENNESS)
# The fields of records, at whatever depth, that name people.
_PEOPLE: Final = frozenset({"byline", "credit", "name", "target"})


def judge_some(*, limit: int = 20) -> int:
    """Judge the versions of some entries that wait for it; returns of how many entries."""
    ids = keeping.entries_waiting(limit=limit, leaving=asides.waiting(JOB))
    # Judging takes its time, so nothing is locked until what came of it is written.
    return len(asides.apart(JOB, ids, _judge_each, within=nullcontext))


def _judge_each(entry_ids: Sequence[int]) -> None:
    rules, found = rules_version(), keeping.waiting(entry_ids)
    with one_reading():
        pages = {page.pk: page for page in Page.objects.filter(pk__in=[one.page_id for one in found]).specific()}
        judge_of = _VersionJudge()
        judged = [(one, list(judge_of.clear(one, pages.get(one.page_id)))) for one in found]
    keeping.settle(judged, entry_ids=entry_ids, rules=rules)


class _VersionJudge:
    """The rules with the city's settings of one moment, for a batch of entries."""

    def __init__(self) -> None:
        self._judge = Judge()

    def clear(self, waiting: Waiting, page: Any) -> Iterator[int]:
        """The rows of the versions that may be read, given the page of their entry; of one that is gone, none."""
        if page is None or (isinstance(page, DocumentPage) and _is_covered(page)):
            return
        record_now, body_now = waiting.now
        said, people = self._said(_parts(record_now, body_now), page), _people(record_now)
        for row, (record, body) in waiting.versions.items():
            if _openness(record) < _openness(record_now) or not _people(record) <= people:
                continue
            if self._is_clear(_parts(record, body), page, said):
                yield row

    def _said(self, parts: Sequence[Part], page: Any) -> "_Said":
        """What an item says now: its text, and the values that the rules find in it."""
        return _Said("\n".join(part.text for part in parts), {value for value, _ in self._found(parts, page)})

    def _is_clear(self, parts: Sequence[Part], page: Any, said: "_Said") -> bool:
        """Return whether all that is found stands in the item too, and what stops one is meant to be public there."""
        policy, _, meant = _settings(page)
        return all(
            value in said and (not policy.stops(finding) or of_value(value) in meant)
            for value, finding in self._found(parts, page)
        )

    def _found(self, parts: Sequence[Part], page: Any) -> Iterator[tuple[str, Finding]]:
        policy, unit, _ = _settings(page)
        texts = {part.name: part.text for part in parts}
        for finding in judge(parts, known_good=self._judge.known_good(unit), policy=policy).findings:
            yield texts[finding.part][finding.start : finding.end], finding


class _Said:
    """The values that an item says: those that the rules find in it, and any that stands in it by itself.

    김영 does not stand in 김영수, nor the address hong@city.kr in gildonghong@city.kr.
    """

    def __init__(self, text: str, found: Collection[str]) -> None:
        self._text = text
        self._found = found

    def __contains__(self, value: str) -> bool:
        return value in self._found or re.search(rf"(?<![\w.@-]){re.escape(value)}(?![\w@-])", self._text) is not None


def _people(record: Record) -> set[str]:
    """The values of the fields of a record that name people, whatever the rules would say of them."""
    written = public_text.parts(record, Body())
    return {part.text for part in written if part.name.rpartition(".")[2] in _PEOPLE}


def _settings(page: Any) -> tuple[Policy, int | None, Collection[str]]:
    """What stops a page, the department that answers for it, and what is meant to be public on it."""
    if isinstance(page, DocumentPage):
        return HOLD_ALL, page.unit_id, ()
    if not is_screened(page):
        return POLICY, None, ()
    row = page.screening_row
    return POLICY, page.screened_unit, row.meant if row else ()


def _parts(record: Record, body: Body) -> list[Part]:
    """What was read, but for the officials of the approval line, who are public by law."""
    changes: dict[str, Any] = {"officials": ()} if hasattr(record, "officials") else {}
    return list(public_text.parts(replace(record, **changes), body))


def _is_covered(page: DocumentPage) -> bool:
    """Whether something that a document says is kept from the public, by rules or by a person."""
    verdict = page.screening
    is_masked = verdict is None or verdict.outcome is not Outcome.CLEAR
    return is_masked or page.title_withheld or any(file.withheld or file.copy for file in page.files)


def _openness(record: Record) -> int:
    """How much the law closes of it: 0 for nothing."""
    openness = getattr(record, "openness", _OPEN[0])
    return _OPEN.index(openness) if openness in _OPEN else len(_OPEN)
