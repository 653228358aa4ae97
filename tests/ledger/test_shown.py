"""The pictures and files that the ledger says are shown: probed by its index, and written for an older store."""

from importlib import import_module
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.core.cache import cache
from django.db import connection

from cms.core import showing
from cms.core.records import Body
from cms.core.records import Post as PostRecord
from cms.ledger import shown
from cms.ledger.models import Entry, EntryBody, Shown, TermRow, Touch
from cms.publication import sync
from cms.subsites.models import CityPage
from tests.api.test_media import illustrated, picture
from tests.content import draft_post, publish, published_meeting, released_document
from tests.factories import make_post

PATH = "/media/images/0123.webp"


@pytest.mark.django_db
def test_asking_whether_an_address_is_shown_is_one_probe_of_an_index():
    Shown.objects.bulk_create(Shown(path=f"/media/images/{number}.webp", entry_id=number) for number in range(1, 3_000))
    sql, params = shown.query([PATH])
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("ANALYZE publication_shown")
        cursor.execute(f"EXPLAIN {'QUERY PLAN' if connection.vendor == 'sqlite' else ''} {sql}", params)
        plan = "\n".join(str(row[-1]) for row in cursor.fetchall())
    assert "shown_path" in plan and "SCAN s" not in plan and "Seq Scan on publication_shown" not in plan


@pytest.mark.usefixtures("prepared_city")
@pytest.mark.django_db
def test_an_older_store_is_told_what_its_entries_and_terms_show(settings, tmp_path):
    cache.clear()
    settings.MEDIA_ROOT = tmp_path
    city = CityPage.objects.first()
    city.logo = picture("문장")
    city.save_revision().publish()
    post, other = illustrated(), illustrated("옮길 글")
    published_meeting()
    rows = set(Shown.objects.values_list("path", "entry_id", "term_id"))
    before = {row for row in rows if not row[0].endswith(".jpg")}  # of which an older store has none
    assert (len(before), len(rows)) == (3 + 3 + 1, 5 + 5 + 3)
    assert TermRow.objects.filter(shown__isnull=False).distinct().count() == 1
    entry = Entry.objects.get(page_id=other.pk)
    stored = dict(entry.record["image"])
    entry.record["image"]["url"] = "https://files.example.org/m/images/old.webp"
    entry.save()
    migration = import_module("cms.ledger.migrations.0011_fill_shown")
    for _ in range(2):
        migration.fill(apps, None)
    moved = showing.path_of(stored["url"])
    assert set(Shown.objects.values_list("path", "entry_id", "term_id")) == before - {(moved, entry.pk, None)}
    assert list(Touch.objects.values_list("page_id", flat=True)) == [other.pk] != [post.pk]


@pytest.mark.usefixtures("prepared_city")
@pytest.mark.django_db
def test_an_older_store_tells_its_pictures_as_jpeg_too_and_writes_nothing_else_again(settings, tmp_path):
    cache.clear()
    settings.MEDIA_ROOT = tmp_path
    city = CityPage.objects.first()
    city.logo = picture("문장")
    city.save_revision().publish()
    post, plain, document = illustrated(), publish(draft_post("그림 없는 글")), released_document(1)
    told = set(Shown.objects.values_list("path", "entry_id", "term_id"))
    older(Entry.objects.get(page_id=post.pk), TermRow.objects.get(scheme="city"))
    before = dict(Entry.objects.values_list("page_id", "version"))
    migration = import_module("cms.ledger.migrations.0023_look_again_at_pictures")
    for _ in range(2):
        migration.queue(apps, SimpleNamespace(connection=connection))
    assert set(Touch.objects.values_list("page_id", flat=True)) == {
        post.pk,
        *CityPage.objects.values_list("pk", flat=True),
    }
    sync.touch_queued()
    after = dict(Entry.objects.values_list("page_id", "version"))
    assert after == before | {post.pk: before[post.pk] + 1} and {plain.pk, document.pk} < after.keys()
    assert set(Shown.objects.values_list("path", "entry_id", "term_id")) == told
    assert list(sync.touch([post.pk, plain.pk, document.pk])) == []


@pytest.mark.usefixtures("prepared_city")
@pytest.mark.django_db
def test_an_older_store_tells_its_pictures_in_widths_too(settings, tmp_path):
    cache.clear()
    settings.MEDIA_ROOT = tmp_path
    post = illustrated()
    told = set(Shown.objects.values_list("path", "entry_id", "term_id"))
    entry = Entry.objects.get(page_id=post.pk)
    renditions = entry.record["image"]["renditions"]
    entry.record["image"]["renditions"] = [one for one in renditions if one["type"] == "image/jpeg"]
    entry.digest = "older"
    entry.save()
    migration = import_module("cms.ledger.migrations.0038_look_again_at_widths")
    (operation,) = migration.Migration.operations
    operation.code(apps, SimpleNamespace(connection=connection))
    assert post.pk in Touch.objects.values_list("page_id", flat=True)
    sync.touch_queued()
    entry.refresh_from_db()
    assert entry.record["image"]["renditions"] == renditions
    assert [one["type"] for one in renditions] == ["image/jpeg", "image/webp"]
    assert set(Shown.objects.values_list("path", "entry_id", "term_id")) == told


@pytest.mark.usefixtures("prepared_city")
@pytest.mark.django_db
def test_an_older_store_makes_again_the_summaries_that_were_made_of_a_text():
    told, made, meeting, document = (
        publish(draft_post("리드가 있는 글")),
        publish(draft_post("리드가 없는 글", lead="")),
        published_meeting(notice=""),
        released_document(1),
    )
    for page in (made, meeting):
        entry = Entry.objects.get(page_id=page.pk)
        entry.record["summary"], entry.digest = "문서 내려받기 PDF, 303 바이트", "older"
        entry.save()
    versions = dict(Entry.objects.values_list("page_id", "version"))
    migration = import_module("cms.ledger.migrations.0027_summaries_of_prose")
    for _ in range(2):
        migration.queue(apps, SimpleNamespace(connection=connection))
    assert set(Touch.objects.values_list("page_id", flat=True)) == {made.pk, meeting.pk}
    sync.touch_queued()
    assert dict(Entry.objects.values_list("page_id", "version")) == versions | {
        page.pk: versions[page.pk] + 1 for page in (made, meeting)
    }
    assert Entry.objects.get(page_id=made.pk).record["summary"] == "본문입니다."
    assert list(sync.touch([told.pk, document.pk])) == []


@pytest.mark.usefixtures("prepared_city")
@pytest.mark.django_db
def test_an_older_store_says_the_sizes_of_files_anew_and_touches_nothing_without_one(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    sized, plain, document = illustrated(), publish(draft_post("파일 없는 글")), released_document(1)
    withdrawn = illustrated("내린 글")
    withdrawn.unpublish()
    entry = Entry.objects.get(page_id=sized.pk)
    EntryBody.objects.filter(entry=entry).update(text="계획 CSV, 303 bytes")
    Entry.objects.filter(pk=entry.pk).update(digest="older")
    migration = import_module("cms.news.migrations.0002_sizes_of_files")
    for _ in range(2):
        migration.queue(apps, None)
    assert list(Touch.objects.values_list("page_id", flat=True)) == [sized.pk]
    sync.touch_queued()
    assert "바이트" in EntryBody.objects.get(entry=entry).text
    assert list(sync.touch([sized.pk, plain.pk, document.pk, withdrawn.pk])) == []


def older(entry, term):
    """As they were stored before there was a JPEG."""
    Shown.objects.filter(path__endswith=".jpg").delete()
    for image in (entry.record["image"], *entry.record["images"], term.data["logo"]):
        del image["share"], image["renditions"]
    entry.digest = "older"
    entry.save()
    term.save()


@pytest.mark.parametrize(
    ("url", "path"),
    [
        ("http://a.example/media/images/1.webp", "/media/images/1.webp"),
        ("/files/12/%EA%B3%84%ED%9A%8D.csv", "/files/12/계획.csv"),
        ("/files/12/%E1%84%80%E1%85%A8.csv", "/files/12/계.csv"),
        ("/files/12/a.csv?lent=x#y", "/files/12/a.csv"),
        ("/media/original_images/1.jpg", None),
        ("/media/images/a/b.webp", None),
        ("/media/images/" + "a" * 256, None),
        ("/media/images/%00.webp", None),
        ("/media/images/", None),
        ("/files/x/a.csv", None),
        (f"/files/{'9' * 19}/a.csv", None),
        ("/attachments/a/b/c.pdf", None),
        ("https://[bad/media/images/1.webp", None),
    ],
)
def test_an_address_of_the_library_has_one_path(url, path):
    assert showing.path_of(url) == path


def test_a_record_shows_its_pictures_and_its_files_and_what_its_body_shows():
    html = (
        '<p><img loading="lazy" src="/media/images/b.webp?x=1&amp;y=2" alt=""></p><a href="/files/9/held.pdf">held</a>'
    )
    record = make_post(1)
    found = showing.paths(record, Body(html=html, text=""))
    pictures = {url for image in (record.image, *record.images) for url in image.urls}
    own = {showing.path_of(url) for url in pictures | {file.url for file in record.files}}
    assert len(record.image.urls) == 4 and len({*record.image.urls}) == 3, "the picture, its card, its sizes"
    assert found == {*own, "/media/images/b.webp"} - {None} and "/files/9/held.pdf" not in found


def test_a_draft_on_loan_is_the_same_draft_but_for_its_addresses():
    record = make_post(1)
    html = f'<img loading="lazy" src="{record.image.url}" alt=""><img src="https://other.example/a.png">'
    lent, body = showing.lend(record, Body(html=html, text="글"))
    path, _, loan = lent.image.url.partition(f"?{showing.LOAN}=")
    shared = [lent.image.share, *lent.image.renditions]
    assert [one.url.partition("?")[0] for one in shared] == [*record.image.urls[1:]]
    for one in shared:
        assert showing.is_lent(showing.path_of(one.url), one.url.partition(f"?{showing.LOAN}=")[2])
    assert path == record.image.url and showing.is_lent(showing.path_of(path), loan)
    assert not showing.is_lent(PATH, loan) and not showing.is_lent(showing.path_of(path), "")
    assert body.html == html.replace(record.image.url, lent.image.url) and body.text == "글"
    assert (lent.key, lent.title, type(lent)) == (record.key, record.title, PostRecord)


@pytest.mark.usefixtures("prepared_city")
@pytest.mark.django_db
def test_the_files_of_documents_have_a_door_of_their_own_and_are_not_written_here():
    released_document(1)
    assert Entry.objects.filter(kind="document").exists() and not Shown.objects.exists()
