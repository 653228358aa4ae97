"""A small city for its demo: the committees that the demo's meetings are of, and the section of documents."""

from cms.ledger.models import Entry
from tests.content import make_city, make_committee, make_documents

# How many documents of the demo were written by hand.
WRITTEN = 21
COMMITTEES = ("urban-planning", "information-disclosure", "transport-policy", "participatory-budget", "contract-review")


def make_section():
    """The section of documents of a small city with committees; departments that it lacks are made."""
    make_city()
    for key in COMMITTEES:
        make_committee(key)
    return make_documents()


def public(kind):
    """The records of a kind that are public."""
    return [entry.record for entry in Entry.objects.filter(kind=kind, state="public")]
