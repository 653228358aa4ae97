"""From a draft to the page of a document: what the source says, checked; what it is silent about is left as it is."""

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import fields, replace
from datetime import date
from operator import attrgetter
from typing import Any, Final

from cms.core.errors import BadInput
from cms.core.hashing import hash_texts
from cms.core.licences import LICENCES
from cms.core.records import from_data, to_data
from cms.core.text import clean_line, clean_text
from cms.releases.attachments import Attachment, AttachmentData
from cms.releases.intake.drafts import Draft
from cms.releases.models import DocumentPage, TaskCard
from cms.releases.models.documents import NUMBER_FORM, Genre, Openness, Retention, retention_end
from cms.releases.records import DETAILS, WITHHELD_TITLE
from cms.subsites.models import OrganisationUnit
from screening import Confidence, personal

GROUNDS: Final = range(1, 9)
# Of a path of functions: Seoul's has six. Each step is told with all those above it.
MAX_STEPS: Final = 20
YEARS: Final = range(1900, 2101)
# What a source says about a document, and nothing that the city decides.
SAID: Final = (
    "title", "number", "genre", "unit_id", "produced_on", "approved_on", "task_id", "functions", "officials",
    "openness", "grounds", "reason", "review_on", "review_stage", "title_withheld", "retention", "licence", "tier",
    "text", "attachments", "details",
)  # fmt: skip
_NOT_HASHED: Final = frozenset({"where", "change", "text"})
_said_by: Final = attrgetter(*(spec.name for spec in fields(Draft) if spec.name not in _NOT_HASHED))
_field: Final[Any] = DocumentPage._meta.get_field
_LENGTHS: Final = {name: _field(name).max_length for name in ("title", "number", "review_stage", "tier")}
_VALUES: Final[dict[str, frozenset[str]]] = {
    "genre": frozenset(Genre) | {""},
    "openness": frozenset(Openness) | {""},
    "retention": frozenset(Retention) | {""},
    "licence": frozenset(LICENCES) | {""},
}


def source_hash(draft: Draft) -> str:
    """A hash that two drafts share exactly when they say the same (SHA-256, hexadecimal)."""
    # Texts are hashed as they are: of all that a draft says they are most, and repr looks at each character.
    said = repr((draft.text is None, *_said_by(draft)))
    return hash_texts((said, draft.text or ""))


def check(draft: Draft) -> None:
    """BadInput, saying which field, where a draft says something that no document can be."""
    if not re.match(NUMBER_FORM.regex, draft.management_number):
        raise BadInput(str(NUMBER_FORM.message), where="management_number")
    for name, length in _LENGTHS.items():
        if len(getattr(draft, name)) > length:
            raise BadInput(f"longer than {length} characters", where=name)
    for name, known in _VALUES.items():
        if (value := getattr(draft, name)) not in known:
            raise BadInput(f"“{value[:40]}” is none of {', '.join(sorted(known - {''}))}", where=name)
    for name in ("produced_on", "approved_on", "review_on"):
        day: date | None = getattr(draft, name)
        if day is not None and day.year not in YEARS:
            raise BadInput(f"{day} is not between {YEARS[0]} and {YEARS[-1]}", where=name)
    _check_lists(draft)
    _check_details(draft)
    _check_uncovered(draft)


def _check_lists(draft: Draft) -> None:
    if len(draft.functions) > MAX_STEPS:
        raise BadInput(f"a path of functions has at most {MAX_STEPS} steps", where="functions")
    if unknown := set(draft.grounds) - set(GROUNDS):
        raise BadInput(f"{sorted(unknown)[0]} is no ground of article 9(1): they are 1 to 8", where="grounds")


def check_new(draft: Draft) -> None:
    """BadInput where a draft lacks what a document cannot be without."""
    if not clean_line(draft.title):
        raise BadInput("a document has a title", where="title")
    if draft.produced_on is None:
        raise BadInput("a document has a date of production", where="produced_on")
    if not draft.openness:
        raise BadInput("open, partial or closed (공개, 부분공개, 비공개) must be said", where="openness")


def fill(page: DocumentPage, draft: Draft, *, unit: OrganisationUnit | None, task: TaskCard | None) -> None:
    """Let the page say what the draft says; an empty value of the draft says nothing, nor does what our own lists say
    in place of a withheld title.

    Details belong to a genre, and reason and review to the grounds: where those become others, these are said anew.
    """
    if draft.genre and draft.genre != page.genre:
        page.genre, page.details = draft.genre, {}
    if draft.grounds and sorted(set(draft.grounds)) != page.grounds:
        page.reason, page.review_on, page.review_stage = "", None, ""
    for name, value in _said(draft, unit=unit, task=task):
        if name != "title" or not page.title_withheld or value not in WITHHELD_TITLE.values():
            setattr(page, name, value)
    if draft.details:
        page.details = page.details | to_data(draft.details)
    if draft.attachments is not None:
        page.attachments = _as_decided(draft.attachments, page.attachments)
    if page.openness == Openness.OPEN:
        page.grounds, page.reason, page.review_on, page.review_stage = [], "", None, ""
    page.draft_title = page.title
    page.retained_until = retention_end(page.retention, page.produced_on)


def said(page: DocumentPage) -> dict[str, Any]:
    """The values of the page that a source may say, to be compared."""
    return {name: getattr(page, name) for name in SAID}


def _check_uncovered(draft: Draft) -> None:
    for name, value in _uncovered(draft):
        if kinds := personal(value):
            raise BadInput(f"looks like personal data ({kinds}), and is public as it stands", where=name)
    # Too many numbers look a little like one of a person.
    if kinds := personal(draft.management_number, Confidence.CERTAIN):
        raise BadInput(f"looks like personal data ({kinds}), and is public as it stands", where="management_number")


def _uncovered(draft: Draft) -> Iterator[tuple[str, str]]:
    """The texts that are public as they stand, in lists and addresses too: names, which no verdict speaks of."""
    yield from (("unit", draft.unit), ("task", draft.task), ("review_stage", draft.review_stage))
    yield from (("functions", step) for step in draft.functions)
    for official in draft.officials:
        yield from (("officials", official.name), ("officials", official.position))
    yield from (("details", step) for step in draft.details.get("path", ()))


def _said(draft: Draft, *, unit: OrganisationUnit | None, task: TaskCard | None) -> Iterator[tuple[str, Any]]:
    lines = {name: clean_line(getattr(draft, name)) for name in ("title", "number", "reason", "review_stage")}
    given = {
        **lines,
        "unit": unit,
        "task": task,
        "produced_on": draft.produced_on,
        "approved_on": draft.approved_on,
        "functions": list(map(clean_line, draft.functions)),
        "officials": [to_data(official) for official in draft.officials],
        "grounds": sorted(set(draft.grounds)),
        "openness": draft.openness,
        "review_on": draft.review_on,
        "retention": draft.retention,
        "licence": draft.licence,
        "tier": draft.tier,
    }
    yield from ((name, value) for name, value in given.items() if value)
    if draft.title_withheld is not None:
        yield "title_withheld", draft.title_withheld
    if draft.text is not None:
        yield "text", clean_text(draft.text)


def _as_decided(files: Iterable[Attachment], stored: Iterable[AttachmentData]) -> list[AttachmentData]:
    """The files as JSON; the masked copy of one, or that it is withheld, is the city's and not its source's."""
    decided = {file["digest"]: Attachment.from_data(file) for file in stored}
    return [_kept(file, decided.get(file.digest)).to_data() for file in files]


def _kept(file: Attachment, decided: Attachment | None) -> Attachment:
    if decided is None:
        return file
    return replace(file, copy=decided.copy, copy_size=decided.copy_size, withheld=decided.withheld)


def _check_details(draft: Draft) -> None:
    """Refuse details that no record can be built of: they would keep the whole batch from the public."""
    if not draft.details:
        return
    if not draft.genre:
        raise BadInput("the genre of the document is said with them", where="details")
    if draft.genre not in DETAILS:
        raise BadInput(f"a document of the kind {draft.genre} has none", where="details")
    try:
        from_data(DETAILS[draft.genre][1], json.loads(json.dumps(to_data(draft.details))))
    except (TypeError, ValueError, AttributeError) as error:
        raise BadInput(f"not what a document of the kind {draft.genre} has: {error}", where="details") from error
