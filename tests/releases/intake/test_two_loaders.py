"""Two loaders with the same documents at once neither lose nor repeat any; on a database with more than one writer."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from wagtail.models import Page

from cms.ledger.models import Entry, Listing
from cms.releases.demo.generator import documents
from cms.releases.intake.load import Loader
from cms.releases.models import DocumentPage, DocumentsPage, Folder

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite has one writer, which waits for its turn"),
]


@pytest.fixture
def section(prepared_archive):
    return prepared_archive


def load(drafts):
    try:
        loader = Loader(DocumentsPage.objects.get())
        return [
            outcome.status for start in range(0, len(drafts), 20) for outcome in loader.load(drafts[start : start + 20])
        ]
    finally:
        connection.close()


def test_the_same_drafts_from_both_ends_become_one_document_each(section):
    drafts = list(documents(3, 120, units=["한 부서", "두 부서"]))
    with ThreadPoolExecutor(3) as pool:
        answers = list(pool.map(load, (drafts, drafts[::-1], drafts[60:] + drafts[:60])))
    created = [status for answer in answers for status in answer if status != "unchanged"]
    held = DocumentPage.objects.filter(held=True).count()
    waiting = DocumentPage.objects.filter(state="waiting").count()
    assert (len(created), DocumentPage.objects.count()) == (120, 120)
    assert Entry.objects.filter(kind="document").count() == 120 - held - waiting
    assert len(set(Folder.objects.values_list("url_path"))) == Folder.objects.count()
    assert Listing.objects.filter(listing__endswith=":section:documents").count() == 120 - held - waiting
    assert Page.find_problems() == ([], [], [], [], [])
