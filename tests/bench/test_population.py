"""The records that the benchmark adds to a store of documents."""

import pytest

from bench import addresses
from bench.population import COMMITTEES, populate
from bench.questions import answered
from bench.samples import sample
from cms.ledger import generation
from cms.ledger.models import Clock, Entry, TermRow
from cms.wsgi import django_application
from tests.factories import make_document, make_released_terms, store

pytestmark = pytest.mark.django_db


def test_posts_and_meetings_are_made_once_and_every_address_of_them_answers() -> None:
    left_out = {"committees", "notices"}
    terms = [
        term for term in make_released_terms() if term.scheme not in ("committee", "board") and term.key not in left_out
    ]
    store([make_document(1)], terms)
    populate(1_200)
    generation.replace()
    counts = {kind: Entry.objects.filter(kind=kind).count() for kind in ("post", "meeting", "document")}
    assert counts == {"post": 12, "meeting": 3, "document": 1}
    assert TermRow.objects.filter(scheme="committee").count() == COMMITTEES
    for question in addresses.questions(sample(2)):
        answered(django_application, question.requests[0])
    before = Clock.objects.values().get()
    populate(1_200)
    assert Clock.objects.values().get() == before
