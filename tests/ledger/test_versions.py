"""Keeping former versions: how many, of what, and who may read them."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from cms.core.records import Body
from cms.ledger import keeping, versions, writing
from cms.ledger.models import Bookmark, Clock, Entry, EntryVersion
from cms.ledger.writing import Publication
from tests.factories import (
    SITE,
    make_body,
    make_document,
    make_file,
    make_image,
    make_post,
    make_translation,
    post_key,
    store,
)

pytestmark = pytest.mark.django_db
RULES = "rules of the test"


@pytest.fixture(autouse=True)
def city(settings, monkeypatch):
    settings.MADANG_KEPT_VERSIONS = 3
    monkeypatch.setattr(versions, "_rules", [lambda: RULES])
    store()


def publish(number=1, *, body=None, page_id=None, **over):
    record = make_post(number, **over)
    publication = Publication(record=record, body=body or make_body(number), page_id=page_id or number)
    return writing.publish([publication])


def publish_each(*titles, number=1):
    for title in titles:
        publish(number, title=title)


def pk(number=1):
    return Entry.objects.get(key=post_key(number)).pk


def judge(clear=lambda record: True):
    """Let the rules find clear what ``clear`` says."""
    ids = keeping.entries_waiting(limit=100, leaving=EntryVersion.objects.none().values_list("entry_id", flat=True))
    judged = [
        (one, [row for row, (record, _) in one.versions.items() if clear(record)]) for one in keeping.waiting(ids)
    ]
    keeping.settle(judged, entry_ids=ids, rules=RULES)
    return ids


def read(number=1, *, first=20):
    """The titles of the versions that the public may read."""
    found = versions.of_entries([pk(number)], first=first)
    return [version.item.record.title for version in found.get(pk(number), [])]


def kept():
    return list(EntryVersion.objects.order_by("entry", "version").values_list("version", "record__title"))


def test_what_is_written_over_is_kept_with_its_body_number_and_time():
    publish(title="하나", body=Body(html="<p>처음</p>", text="처음"))
    first = Entry.objects.get()
    publish(title="둘")
    row = EntryVersion.objects.get()
    assert (row.entry_id, row.site, row.version, row.record["title"]) == (first.pk, SITE, 1, "하나")
    assert (row.html, row.text, row.changed_at, row.rules) == ("<p>처음</p>", "처음", first.changed_at, "")


def test_the_last_versions_are_kept_and_no_more_than_the_city_keeps():
    publish_each("하나", "둘", "셋", "넷", "다섯", "여섯")
    assert kept() == [(3, "셋"), (4, "넷"), (5, "다섯")]


def test_what_is_published_again_as_it_is_leaves_no_version():
    publish_each("하나", "하나")
    assert kept() == []


def test_many_are_kept_by_two_statements():
    for title in ("하나", "둘"):
        records = [make_post(number, title=title) for number in range(1, 21)]
        with CaptureQueriesContext(connection) as asked:
            writing.publish(
                [Publication(record=record, body=make_body(), page_id=n) for n, record in enumerate(records)]
            )
    assert EntryVersion.objects.count() == 20
    assert len([query for query in asked if "publication_entryversion" in query["sql"]]) == 2


def test_where_none_are_kept_only_a_withdrawal_asks_for_one_left_from_before(settings):
    settings.MADANG_KEPT_VERSIONS = 0
    publish(title="하나")
    with CaptureQueriesContext(connection) as asked:
        publish(title="둘")
        writing.withdraw([pk()], reason="draft")
        assert read() == [] and judge() == []
    assert [query["sql"].split()[0] for query in asked if "publication_entryversion" in query["sql"]] == ["DELETE"]
    assert kept() == []


def test_a_version_is_read_once_the_rules_in_force_have_judged_it_clear():
    publish_each("하나", "둘", "셋")
    assert read() == []
    judge()
    assert read() == ["둘", "하나"]
    assert read(first=1) == ["둘"]


def test_a_version_in_which_something_is_found_is_removed():
    publish_each("하나", "둘", "셋")
    judge(lambda record: record.title != "둘")
    assert (read(), kept()) == (["하나"], [(1, "하나")])


def test_nobody_reads_a_version_that_former_rules_have_judged(monkeypatch):
    publish_each("하나", "둘")
    judge()
    for other in ("a", "z"):
        monkeypatch.setattr(versions, "_rules", [lambda name=other: name])
        assert read() == []
        leaving = EntryVersion.objects.none().values_list("entry_id", flat=True)
        assert keeping.entries_waiting(limit=10, leaving=leaving) == [pk()]


def test_nobody_reads_a_version_while_nobody_says_which_rules_are_in_force(monkeypatch):
    publish_each("하나", "둘")
    judge()
    monkeypatch.setattr(versions, "_rules", [])
    assert (read(), judge()) == ([], [])


def test_after_another_change_all_are_judged_again_beside_what_is_said_then():
    publish_each("하나", "둘")
    judge()
    publish(title="셋")
    assert read() == []
    seen = []
    judge(lambda record: seen.append(record.title) or True)
    assert (seen, read()) == (["둘", "하나"], ["둘", "하나"])


def test_what_changes_while_it_is_judged_waits_to_be_judged_again():
    publish_each("하나", "둘")
    (one,) = keeping.waiting([pk()])
    publish(title="셋")
    keeping.settle([(one, list(one.versions))], entry_ids=[pk()], rules=RULES)
    assert (read(), len(kept())) == ([], 2)
    judge()
    assert read() == ["둘", "하나"]


def test_a_judgement_of_what_has_left_meanwhile_brings_nothing_back():
    publish_each("하나", "둘")
    (one,) = keeping.waiting([pk()])
    writing.withdraw([pk()], reason="draft")
    keeping.settle([(one, list(one.versions))], entry_ids=[pk()], rules=RULES)
    assert (read(), kept()) == ([], [])


@pytest.mark.parametrize("reason", ["draft", "scheduled", "expired", "private", "held", "deleted", "site", "alias"])
def test_with_the_item_all_of_its_versions_leave(reason):
    publish_each("하나", "둘", number=1)
    publish_each("셋", "넷", number=2)
    judge()
    writing.withdraw([pk(1)], reason=reason)
    assert (read(1), read(2), kept()) == ([], ["셋"], [(1, "셋")])


def test_what_returns_has_none_of_the_versions_before():
    publish_each("하나", "둘")
    writing.withdraw([pk()], reason="draft")
    publish_each("셋", "넷")
    judge()
    assert read() == ["셋"]


def test_an_item_that_has_expired_shows_no_versions_whoever_has_written_it_down(monkeypatch):
    ends = timezone.now() + timedelta(hours=1)
    for title in ("하나", "둘"):
        record = make_post(1, title=title)
        writing.publish([Publication(record=record, body=make_body(), page_id=1, expires_at=ends)])
    judge()
    assert read() == ["하나"]
    with monkeypatch.context() as later:
        later.setattr(timezone, "now", lambda: ends)
        assert read() == []
        publish(title="셋")
    assert kept() == []


def test_what_moves_to_another_city_leaves_its_versions_behind():
    publish_each("하나", "둘")
    judge()
    publish(title="둘", site="other")
    assert (read(), kept()) == ([], [])


def test_pictures_and_files_that_nothing_public_shows_are_left_out():
    old, new, other = make_image(1), make_image(2), make_image(3)
    html = f'<p>본문</p><img src="{old.url}" alt="옛"><a href="{make_file(1).url}">계획</a> <a href="/x/">길</a>'
    publish(image=old, images=(old, other), files=(make_file(1), make_file(2)), body=Body(html=html, text="본문"))
    publish(image=new, files=(make_file(2),))
    publish(2, image=other)
    judge()
    (version,) = versions.of_entries([pk()], first=1)[pk()]
    record = version.item.record
    assert (record.image, record.images, record.files) == (None, (other,), (make_file(2),))
    assert versions.bodies([version.item.row])[version.item.row].html == '<p>본문</p>계획 <a href="/x/">길</a>'


def test_a_picture_loses_those_sizes_that_are_not_public():
    whole = make_image(1)
    publish(image=whole)
    publish(image=replace(whole, share=None, renditions=()))
    judge()
    (version,) = versions.of_entries([pk()], first=1)[pk()]
    assert version.item.record.image == replace(whole, share=None, renditions=())


def test_of_a_document_those_attachments_stay_that_it_still_has():
    one, two = make_document(1).files[0], make_document(2).files[0]
    for files in ((one, two), (two,)):
        writing.publish([Publication(record=make_document(1, files=files), body=Body(text="글"), page_id=1)])
    judge()
    entry = Entry.objects.get(kind="document").pk
    (version,) = versions.of_entries([entry], first=1)[entry]
    assert version.item.record.files == (two,)


def test_of_its_translations_those_stay_that_the_item_still_has_and_as_they_are_now():
    withdrawn, moved, new = make_translation(2), make_translation(3), make_translation(4)
    publish(title="하나", translations=(withdrawn, moved))
    moved = replace(moved, url=f"{moved.url}moved/")
    publish(title="둘", translations=(moved, new))
    judge()
    (version,) = versions.of_entries([pk()], first=1)[pk()]
    assert version.item.record.translations == (moved,)
    publish(title="셋", translations=())
    judge()
    found = versions.of_entries([pk()], first=2)[pk()]
    assert [(one.item.record.title, one.item.record.translations) for one in found] == [("둘", ()), ("하나", ())]


def test_versions_of_one_and_of_twenty_items_are_read_by_as_many_queries():
    for number in range(1, 21):
        for title in ("하나", "둘", "셋"):
            publish(number, title=title, body=Body(html=f'<img src="{make_image(number).url}">', text=""))
    judge()
    ids = list(Entry.objects.values_list("pk", flat=True))
    asked = []
    for some in (ids[:1], ids):
        with CaptureQueriesContext(connection) as queries:
            found = versions.of_entries(some, first=2)
            rows = [version.item.row for each in found.values() for version in each]
            assert len(versions.bodies(rows)) == 2 * len(some)
        asked.append(len(queries))
    assert asked == [4, 4]


def test_what_is_kept_of_answers_ends_when_versions_are_judged():
    publish_each("하나", "둘")
    before = Clock.objects.get(site=SITE).sequence
    judge()
    assert Clock.objects.get(site=SITE).sequence == before + 1
    keeping.judge_again([1])
    assert (read(), Clock.objects.get(site=SITE).sequence) == ([], before + 2)
    keeping.judge_again([1])
    assert Clock.objects.get(site=SITE).sequence == before + 2


def finish():
    while keeping.tidy():
        pass


def test_fewer_are_kept_from_the_day_on_that_the_city_says_so(settings, monkeypatch):
    monkeypatch.setattr(keeping, "_TIDIED", 1)
    for number in (1, 2, 3):
        publish_each("하나", "둘", "셋", number=number)
    judge()
    settings.MADANG_KEPT_VERSIONS = 1
    assert read(2) == ["둘"]
    finish()
    assert kept() == [(2, "둘")] * 3
    settings.MADANG_KEPT_VERSIONS = 0
    assert read(2) == []
    finish()
    assert (kept(), Bookmark.objects.get(name=keeping.TIDYING).sequence) == ([], 0)


def test_what_left_or_changed_while_none_were_kept_is_not_read_when_some_are_again(settings):
    publish_each("하나", "둘", number=1)
    publish_each("셋", "넷", number=2)
    judge()
    settings.MADANG_KEPT_VERSIONS = 0
    publish(1, title="다섯")
    writing.withdraw([pk(2)], reason="draft")
    publish(2, title="여섯")
    settings.MADANG_KEPT_VERSIONS = 3
    assert (read(1), read(2)) == ([], [])
    publish(2, title="일곱")
    finish()
    assert judge() == [pk(1), pk(2)]
    assert read(2) == ["여섯"]


@pytest.mark.parametrize("kept_then", [0, 3])
def test_what_leaves_leaves_no_version_behind_whatever_is_kept_now(settings, kept_then):
    publish_each("하나", "둘")
    settings.MADANG_KEPT_VERSIONS = kept_then
    writing.withdraw([pk()], reason="draft")
    assert kept() == []


def test_what_had_expired_comes_back_without_versions_whatever_is_kept_then(settings):
    publish_each("하나", "둘")
    Entry.objects.update(expires_us=1)
    settings.MADANG_KEPT_VERSIONS = 0
    publish(title="셋")
    assert kept() == []
