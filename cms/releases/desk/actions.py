"""The acts of an officer on a document: each a function, one transaction, and one row of who did it and why.

All take the primary key and an :class:`Officer`, and raise ``Refused`` where the document has changed since the officer
saw it, ``BadInput`` (``where`` is the name of the field) where something is missing or impossible; nothing is then
stored.
"""

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any, Final

from django.utils import timezone
from django.utils.translation import gettext as _

from cms.core import versions
from cms.core.errors import BadInput, Refused
from cms.core.text import clean_line
from cms.releases.desk import covering, rescreening
from cms.releases.desk.closing import Closing
from cms.releases.desk.deciding import Deciding, Officer, deciding, resume, standing
from cms.releases.desk.rescreening import Scope
from cms.releases.judging import Judge
from cms.releases.models import Decision, DocumentPage, KnownGoodValue
from cms.releases.models.documents import Openness, State
from cms.releases.models.rules import ReleaseRules
from screening import Finding, Outcome, Verdict, rules_version

Action = Decision.Action
LONGEST_VALUE: Final[int] = KnownGoodValue._meta.get_field("value").max_length or 0


def release(pk: int, officer: Officer) -> Decision:
    """Open the document as it is: a person has looked at this content and takes the findings to be none."""
    _demand_note(officer)
    with deciding(pk, Action.RELEASE, officer) as current:
        page = current.page
        _refuse_withdrawn(page)
        page.attachments = [file.as_read.to_data() for file in page.files]
        _open(current, Outcome.CLEAR)
    return _made(current)


def mask(
    pk: int, officer: Officer, *, findings: Sequence[Finding] | None = None, withhold: Collection[str] | None = None
) -> Decision:
    """Open the document with the findings covered, by default those of its verdict.

    Of each PDF with findings a masked copy is written; ``withhold`` are the digests of files that are not served at
    all, by default those that could not be read. Files of other types with findings are never served. A note is needed
    where something of what the rules held is shown.
    """
    page = DocumentPage.objects.filter(pk=pk).first()
    stands = standing(page) if page else ""
    officer = replace(officer, expected=stands if officer.expected is None else officer.expected)
    # Before the transaction: copies take seconds. Where the document changes meanwhile, they are orphans to sweep.
    covered = (
        covering.cover(page, findings=findings, withhold=withhold) if page and stands == officer.expected else None
    )
    with deciding(pk, Action.MASK, officer) as current:
        _refuse_withdrawn(current.page)
        assert covered is not None
        if _shows_what_was_held(current.page, covered):
            _demand_note(officer)
        current.page.attachments = [file.to_data() for file in covered.files]
        _open(current, Outcome.MASKED if covered.findings else Outcome.CLEAR, covered.findings)
    return _made(current)


def close(pk: int, officer: Officer, *, closing: Closing) -> Decision:
    """Close the document: the public reads its number, its title unless withheld, the ground and the reason."""
    closing.check()
    with deciding(pk, Action.CLOSE, officer) as current:
        _refuse_withdrawn(current.page)
        _close(current, closing)
    return _made(current)


def send_back(pk: int, officer: Officer) -> Decision:
    """Send the document back to its department, which reads in the note what to put right; it is not public."""
    _demand_note(officer)
    with deciding(pk, Action.RETURN, officer) as current:
        _refuse_withdrawn(current.page)
        current.page.state, current.page.live = State.RETURNED, False
    return _made(current)


def open_lapsed(pk: int, officer: Officer) -> Decision:
    """Open a closed or partial document whose ground has lapsed; what its text says is then screened by the rules."""
    with deciding(pk, Action.OPEN, officer) as current:
        page = current.page
        _demand_not_open(page)
        current.facts = {"grounds": page.grounds, "rules_version": rules_version()}
        page.openness, page.grounds, page.reason = Openness.OPEN, [], ""
        page.review_on, page.review_stage, page.title_withheld = None, "", False
        versions.forget(page)
        page.take_verdict(Judge().verdict(page))
    return _made(current)


def keep_closed(pk: int, officer: Officer, *, closing: Closing) -> Decision:
    """Leave a document closed, or partial, with a reason for today and a new date for looking at it again."""
    closing.check(needs_review=True)
    with deciding(pk, Action.KEEP, officer) as current:
        _demand_not_open(current.page)
        _close(current, closing, openness=current.page.openness)
    return _made(current)


def screen_again(pk: int, officer: Officer) -> Decision:
    """Let the present rules judge the document afresh; what people decided on it no longer counts."""
    with deciding(pk, Action.SCREEN, officer) as current:
        current.page.take_verdict(Judge().verdict(current.page))
        current.facts = {"rules_version": rules_version()}
    return _made(current)


def embargo(pk: int, officer: Officer, *, until: datetime | None) -> Decision:
    """Keep the document from the public until a moment, or with None only as long as the release rule does.

    Refused where the document is public: it has to be taken down.
    """
    _demand_note(officer)
    if until is not None and until <= timezone.now():
        raise BadInput(_("This moment is over already."), where="until")
    with deciding(pk, Action.EMBARGO, officer) as current:
        page = current.page
        _refuse_withdrawn(page)
        if page.live and not page.is_held():
            raise Refused(_("This document is public already: take it down."))
        page.embargoed_until = until
        page.release_at = ReleaseRules().due_of(page)
        if page.state == State.RELEASED:
            page.state = State.WAITING
    return _made(current)


def take_down(pk: int, officer: Officer) -> Decision:
    """Withdraw the document from every output, in this transaction; see :mod:`cms.releases.desk.proof`."""
    _demand_note(officer)
    with deciding(pk, Action.TAKE_DOWN, officer) as current:
        _refuse_withdrawn(current.page)
        current.page.state, current.page.live = State.WITHDRAWN, False
    return _made(current)


def restore(pk: int, officer: Officer) -> Decision:
    """Undo a takedown: the document stands with the release rule as it did before."""
    with deciding(pk, Action.RESTORE, officer) as current:
        page = current.page
        if page.state != State.WITHDRAWN:
            raise Refused(_("This document is not taken down."))
        last = page.decisions.filter(action=Action.TAKE_DOWN).order_by("-pk").first()
        before: dict[str, Any] = last.before if last else {"state": State.WAITING, "live": True}
        page.state = State(before["state"])
        if page.state == State.WAITING or before["live"]:
            resume(page)
    return _made(current)


def allow_value(pk: int, officer: Officer, *, part: str, start: int, end: int) -> KnownGoodValue:
    """Say that what stands in a place of a document is public in its department.

    The document is screened again at once, and a run is begun over the others of the department that are held.
    """
    with deciding(pk, Action.ALLOW, officer) as current:
        page = current.page
        text = next((each.text for each in page.parts() if each.name == part), "")
        value = clean_line(text[start:end]) if 0 <= start < end <= len(text) else ""
        if not value or len(value) > LONGEST_VALUE:
            raise BadInput(_("There is no such place in this document."), where="part")
        known, _created = KnownGoodValue.objects.get_or_create(unit_id=page.unit_id, value=value)
        page.take_verdict(Judge().verdict(page))
        others = rescreening.begin_anew(
            Scope(held_only=True, unit=page.unit), actor=officer.user, examined=1, cleared=int(not page.held)
        )
        current.facts = {"rules_version": rules_version(), "batch": others.batch}
    return known


def _made(current: Deciding) -> Decision:
    assert current.decision is not None
    return current.decision


def _open(current: Deciding, outcome: Outcome, findings: tuple[Finding, ...] = ()) -> None:
    page = current.page
    page.take_verdict(_decided(page, outcome, findings))
    if page.state == State.RETURNED:
        resume(page)
    current.facts = {"rules_version": rules_version()}


def _decided(page: DocumentPage, outcome: Outcome, findings: tuple[Finding, ...] = ()) -> Verdict:
    return Verdict(
        outcome=outcome,
        rules_version=rules_version(),
        content_hash=page.content_hash,
        findings=findings,
        decided=True,
    )


def _close(current: Deciding, closing: Closing, *, openness: str = Openness.CLOSED) -> None:
    page = current.page
    verdict = page.screening if page.screening and page.screening.content_hash == page.content_hash else None
    page.openness, page.grounds, page.reason = openness, sorted(set(closing.grounds)), clean_line(closing.reason)
    page.review_on, page.review_stage = closing.review_on, clean_line(closing.review_stage)
    page.title_withheld = closing.title_withheld and openness == Openness.CLOSED
    versions.forget(page)
    if openness == Openness.CLOSED:
        # What is left to read is covered where the rules find something in it; closing never shows more.
        found = Judge().verdict(page).findings
        page.take_verdict(_decided(page, Outcome.MASKED if found else Outcome.CLEAR, found))
    elif verdict is not None:
        # What was said of the text stands; of the new reason, the check has said that there is nothing in it.
        found = tuple(each for each in verdict.findings if each.part != "reason")
        page.take_verdict(replace(verdict, content_hash=page.content_hash, findings=found))
    if page.state == State.RETURNED:
        resume(page)
    current.facts = {"grounds": page.grounds, "rules_version": rules_version()}


def _shows_what_was_held(page: DocumentPage, covered: covering.Covered) -> bool:
    """Return whether a finding of the rules is left uncovered, or a file is served that nobody could read."""
    verdict = page.screening
    if verdict is None or page.unscreened:
        raise Refused(_("Its present content has not been screened yet."))
    dropped = set(verdict.findings) - set(covered.findings)
    return bool(dropped) or any(file.problem and not file.withheld for file in covered.files)


def _demand_note(officer: Officer) -> None:
    if not clean_line(officer.note):
        raise BadInput(_("Say why: the reason is kept with the decision."), where="note")


def _demand_not_open(page: DocumentPage) -> None:
    _refuse_withdrawn(page)
    if page.openness == Openness.OPEN:
        raise Refused(_("This document is open already."))


def _refuse_withdrawn(page: DocumentPage) -> None:
    if page.state == State.WITHDRAWN:
        raise Refused(_("This document was taken down: restore it first."))
