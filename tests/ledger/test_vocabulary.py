"""Terms as they are read from the store, whose JSON keeps its keys in an order or not."""

import pytest

from cms.ledger import generation
from cms.ledger.models import TermRow
from cms.ledger.vocabulary import vocabulary
from tests.factories import SITE, make_terms, store

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("stored", [("en", "de", "ko"), ("ko", "de", "en")])
def test_the_citys_own_language_comes_first_whatever_order_the_database_keeps(stored):
    store(terms=make_terms())
    urls = {language: f"https://saebyeol.example/{language}/" for language in stored}
    for row in TermRow.objects.filter(scheme__in=("city", "field")):
        row.data |= {"urls": urls}
        row.save()
    generation.replace()
    read = vocabulary(SITE)
    assert [list(term.urls) for term in (read.city, *read.all("field"))] == [["ko", "de", "en"]] * 3
