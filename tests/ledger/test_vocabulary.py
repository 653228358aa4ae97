"""Terms as they are read from the store, whose JSON keeps its keys in an order or not."""

import pytest

from cms.ledger import generation
from cms.ledger.models import TermRow
from cms.ledger.vocabulary import vocabulary
from tests.factories import SITE, make_tag, make_terms, store

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


@pytest.mark.parametrize("keys", [[f"tag {n}" for n in range(9)], [f"tag {n}" for n in reversed(range(9))]])
def test_terms_of_an_open_vocabulary_come_in_the_order_that_they_are_asked_for(keys):
    store(terms=[*make_terms(), *(make_tag(key) for key in keys)])
    asked = [keys[4], "none", *keys, keys[0]]
    assert list(vocabulary(SITE).open_terms("tag", asked)) == [keys[4], *keys[:4], *keys[5:]]
