"""The report of screening on a page for a person: each finding with its place in the editor and the text around it."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from django.utils.functional import lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from cms.core.hashing import hash_texts
from cms.releases import authored
from cms.releases.authored import Place
from cms.releases.desk import wording
from cms.releases.kinds import KINDS
from cms.releases.missed_schedules import Stopped
from cms.releases.models.screened import FILE, is_screened
from cms.releases.page_judging import POLICY, Judgement, PageJudge, of_file, of_value
from cms.releases.public_text import BODY, HIDDEN
from screening import Finding, Outcome, screen

AROUND: Final = 30
# As many are shown; the others are counted.
MOST: Final = 50
_PARTS: Final[dict[str, Any]] = {
    "title": _("title"),
    "url": _("address of the page"),
    "summary": _("summary"),
    "byline": _("byline"),
    "image": _("picture"),
    "images": _("picture"),
    "files": _("file"),
    "tags": _("tags"),
    "names": _("tags"),
    BODY: _("body"),
    HIDDEN: _("links of the body"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One finding, or one file that could not be read (``problem``).

    ``stops`` says that the page cannot be published with it; ``can_be_covered`` that it stands in a field of the form,
    otherwise it is in the library. ``declared`` is the entry that says of it that it is meant to be public.
    """

    label: str
    what: str
    stops: bool
    declared: str
    before: str = ""
    value: str = ""
    after: str = ""
    problem: str = ""
    can_be_covered: bool = False


@dataclass(frozen=True, slots=True)
class Spot:
    """Findings in a place, their positions those of its text."""

    place: Place
    findings: tuple[Finding, ...]


def report(page: Any, judgement: Judgement) -> list[Item]:
    """The findings that stop first, then the doubtful ones, each in the order of the page."""
    items = [*_items(page, judgement), *_problems(judgement)]
    return sorted(items, key=lambda item: not item.stops)


def stopping_spots(page: Any, judgement: Judgement) -> Iterator[Spot]:
    """The places in the form where something stands that stops the publication."""
    return _spots(page, judgement, judgement.stopping)


def said(items: Sequence[Item]) -> str:
    """The findings that stop, in one line: kinds and places, never a value."""
    told = dict.fromkeys(f"{item.what} ({item.label})" for item in items if item.stops)
    return ", ".join(told)


def judged(page: Any) -> Judgement:
    """The verdict of the present rules on a page in memory, with what people have said of it."""
    row = page.screening_row
    return PageJudge().judged(page, meant=row.meant if row else ())


def check(page: Any) -> None:
    """Stopped, naming kinds and places and no value, where a page as it is in memory must not be public."""
    judgement = judged(page)
    if judgement.verdict.outcome is Outcome.HELD:
        raise Stopped(lazy(_explained, str)(page, judgement))


def _explained(page: Any, judgement: Judgement) -> str:
    found = said(report(page, judgement))
    return gettext("This cannot be published as it is. Found: %(what)s.") % {"what": found}


def refuse(page: Any, **kwargs: Any) -> None:
    """Of a page that somebody asks to publish, whatever way."""
    if is_screened(page):
        check(page)


def seen(items: Iterable[Item]) -> str:
    """A short hash of what was shown, by which a form that comes back says so."""
    return hash_texts(sorted({item.declared for item in items}))[:16]


def _items(page: Any, judgement: Judgement) -> Iterator[Item]:
    found = judgement.verdict.findings
    located: set[str] = set()
    for spot in _spots(page, judgement, found):
        for each in spot.findings:
            located.add(_bare(spot.place.text[each.start : each.end]))
            yield _item(spot.place.label, spot.place.text, each, can_be_covered=True)
    for each in found:
        if _bare(judgement.value(each)) not in located:
            located.add(_bare(judgement.value(each)))
            yield _item(_label(judgement, each.part), judgement.texts[each.part], each)


def _spots(page: Any, judgement: Judgement, findings: Sequence[Finding]) -> Iterator[Spot]:
    """The places of values that were found in what the public would read, as the rules or as they are written."""
    values = {judgement.value(each): each for each in findings}
    bare = {_bare(value): each for value, each in values.items()}
    if not values:
        return
    for place in authored.places(page):
        by_rules = [
            replace(bare[key], start=each.start, end=each.end)
            for each in screen(place.text)
            if (key := _bare(place.text[each.start : each.end])) in bare
        ]
        as_written = [each for value, each in values.items() for each in _occurrences(value, each, place.text)]
        if found := _apart([*by_rules, *as_written]):
            yield Spot(place, found)


def _occurrences(value: str, found: Finding, text: str) -> Iterator[Finding]:
    at = text.find(value)
    while at >= 0:
        yield replace(found, start=at, end=at + len(value))
        at = text.find(value, at + len(value))


def _apart(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """In order, each stretch once."""
    kept: list[Finding] = []
    for each in sorted(findings, key=lambda found: (found.start, -found.end)):
        if not kept or each.start >= kept[-1].end:
            kept.append(each)
    return tuple(kept)


def _bare(value: str) -> str:
    return "".join(value.split())


def _item(label: str, text: str, found: Finding, *, can_be_covered: bool = False) -> Item:
    value = text[found.start : found.end]
    return Item(
        label=label,
        what=str(KINDS[found.kind]),
        stops=POLICY.stops(found),
        declared=of_value(value),
        before=text[max(0, found.start - AROUND) : found.start],
        value=value,
        after=text[found.end : found.end + AROUND],
        can_be_covered=can_be_covered,
    )


def _problems(judgement: Judgement) -> Iterator[Item]:
    for part, problem in judgement.problems.items():
        yield Item(
            label=_label(judgement, part),
            what=str(wording.REASONS.get(problem, wording.UNKNOWN)),
            stops=True,
            declared=of_file(judgement.digests[part]),
            problem=problem,
        )


def _label(judgement: Judgement, part: str) -> str:
    """The name of a part in words."""
    if part.startswith(FILE):
        return gettext("file “%(name)s”") % {"name": judgement.files.get(part, part)}
    head = part.partition(".")[0]
    return str(_PARTS.get(part) or _PARTS.get(head) or head)
