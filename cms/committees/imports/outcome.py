"""The section that imports go to, and the words of their commands on what became of a file."""

from django.core.management.base import CommandError

from cms.committees.imports.drafts import Totals
from cms.committees.models import CommitteesPage


def section() -> CommitteesPage:
    """The section of committees; CommandError where there is none."""
    found: CommitteesPage | None = CommitteesPage.objects.order_by("path").first()
    if found is None:
        raise CommandError("There is no section of committees yet: run manage.py load_city first.")
    return found


def explain(totals: Totals) -> str:
    """The counts, and a line for each row that was left out."""
    counts = (
        f"{totals.created} created, {totals.updated} updated, {totals.unchanged} unchanged,"
        f" {len(totals.refused)} refused"
    )
    return "\n".join([counts, *(f"  {refusal.where}: {refusal.reason}" for refusal in totals.refused)])
