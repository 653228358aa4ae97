"""The answers of every output about an item of each kind, while it is public and after it has gone."""

import pytest

from cms.ledger import generation
from cms.publication import proof
from tests.background import keep
from tests.content import published_meeting, published_post, released_document

# The requests of a proof give their connection back, so no transaction of the test may be open.
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.usefixtures("prepared_archive")
def test_what_is_public_is_gone_nowhere_and_what_has_gone_is_gone_everywhere():
    for page in (published_post("소식"), released_document(), published_meeting()):
        keep()
        generation.replace()
        before = proof.answers(page.pk)
        assert before[0]["output"] == "page"
        assert [row for row in before if row["gone"]] == []
        page.unpublish()
        generation.replace()
        after = proof.answers(page.pk)
        assert [row for row in after if not row["gone"]] == []
        assert [row["address"] for row in after] == [row["address"] for row in before]


def test_what_was_never_public_is_asked_nowhere():
    assert proof.answers(None) == proof.answers(1_000) == []
