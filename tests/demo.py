"""The committees of a city that the meetings of the demo are of."""

from cms.ledger.models import Entry
from tests.content import make_committee

# How many documents of the demo were written by hand.
WRITTEN = 21
COMMITTEES = ("urban-planning", "information-disclosure", "transport-policy", "participatory-budget", "contract-review")


def make_committees():
    """Those of the city; departments that it lacks are made."""
    for key in COMMITTEES:
        make_committee(key)


def public(kind):
    """The records of a kind that are public."""
    return [entry.record for entry in Entry.objects.filter(kind=kind, state="public")]
