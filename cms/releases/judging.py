"""Screening a document page: all that the public would read, against the rules and what its unit has said is public."""

from dataclasses import replace
from functools import cached_property
from typing import Final

from cms.releases.models.documents import DocumentPage
from cms.releases.models.places import DocumentsPage, section_of
from cms.releases.models.rules import KnownGoodValue
from screening import KnownGood, Outcome, Policy, Reason, Verdict, judge
from screening.verdicts import REVIEW

# The rule of a finding that no rule has found.
BY_PERSON: Final = "person"


class Judge:
    """The rules with the city's settings of one moment, read once for a batch.

    With a ``section`` all pages are taken to be in it, so that those can be judged that are in no tree yet.
    """

    def __init__(self, section: DocumentsPage | None = None) -> None:
        self._section = section
        self._policies: dict[str, Policy] = {}
        self._known_good: dict[int | None, KnownGood] = {}

    def verdict(self, page: DocumentPage) -> Verdict:
        """The verdict of the rules on what the page says now."""
        return judge(list(page.parts()), known_good=self.known_good(page.unit_id), policy=self.policy(page))

    def screen(self, page: DocumentPage) -> None:
        """Let the page take that verdict; the caller stores it.

        What a person has marked, or holds, no rule finds: with other content it waits for a person again.
        """
        verdict = _kept_from_opening(self.verdict(page), before=page.screening)
        page.take_verdict(verdict, content=verdict.content_hash)

    def policy(self, page: DocumentPage) -> Policy:
        """The policy of the page's section: what may be masked without a person."""
        path = "" if self._section else page.path[: 3 * page.steplen]
        if path not in self._policies:
            section = self._section or section_of(page)
            self._policies[path] = Policy(mask=section.policy_kinds if section else frozenset())
        return self._policies[path]

    def known_good(self, unit_id: int | None) -> KnownGood:
        """The values that the unit, or the whole city, has said are public."""
        if unit_id not in self._known_good:
            values = [value for unit, value in self._values if unit in (None, unit_id)]
            self._known_good[unit_id] = KnownGood.of(values)
        return self._known_good[unit_id]

    @cached_property
    def _values(self) -> list[tuple[int | None, str]]:
        return list(KnownGoodValue.objects.values_list("unit_id", "value"))


def _kept_from_opening(verdict: Verdict, *, before: Verdict | None) -> Verdict:
    if before is None or not before.decided:
        return verdict
    if before.outcome is not Outcome.HELD and all(found.rule != BY_PERSON for found in before.findings):
        return verdict
    reasons = verdict.reasons or (Reason(REVIEW, "text"),)
    return replace(verdict, outcome=Outcome.HELD, reasons=reasons, decided=True)
