"""A further output is a folder, a line at the door and a line among the addresses."""

import pytest

from cms.core import outputs
from cms.core.addresses import is_reserved
from cms.ledger import generation
from cms.publication import proof
from tests.content import HOST, published_post
from tests.examples.vcard.output import VCARD

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def vcard(monkeypatch, settings):
    """The output, registered and at its addresses."""
    monkeypatch.setattr(outputs, "_outputs", dict(outputs._outputs))
    settings.ROOT_URLCONF = "tests.examples.vcard.urls"
    assert not is_reserved("cards")
    outputs.register(VCARD)


@pytest.mark.usefixtures("prepared_city")
def test_an_output_answers_is_proved_and_keeps_its_name(vcard, client):
    post = published_post("길")
    generation.replace()
    (address,) = [row["address"] for row in proof.answers(post.pk) if row["output"] == "vCard"]
    said = client.get(address.partition(HOST)[2], headers={"host": HOST})
    assert (said.status_code, said["Content-Type"]) == (200, "text/vcard; charset=utf-8")
    assert f"URL:{post.full_url}\r\n" in said.content.decode()
    assert (
        client.get(address.partition(HOST)[2], headers={"host": HOST, "if-none-match": said["ETag"]}).status_code == 304
    )
    assert is_reserved("cards")
    post.unpublish()
    generation.replace()
    (row,) = [row for row in proof.answers(post.pk) if row.get("output") == "vCard"]
    assert (row["address"], row["status"], row["gone"]) == (address, 410, True)
    assert client.get(f"/cards/{post.pk:032x}.vcf", headers={"host": HOST}).status_code == 404
