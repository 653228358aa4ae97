"""A further channel is a folder and one line at the door; both forms, in a worker, when all goes well and when not."""

import json
import shutil
import threading
import time
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from cms.core import channels
from cms.core.channels import Limits, Receiver, Retry
from cms.jobs import asides
from cms.jobs import job as jobs
from cms.jobs.models import JobState, SetAside
from cms.jobs.worker import Worker
from cms.ledger import deliveries, dispatch, following, receivers, writing
from cms.ledger.dispatch import Dispatcher
from cms.ledger.models import Bookmark, Clock, Delivery, Entry, ReceiverState
from cms.ledger.writing import Publication
from tests.asked import SAVEPOINT
from tests.examples.file.channel import FILE
from tests.examples.mirror.channel import MIRROR
from tests.factories import SITE, make_body, make_document, make_post, post_key, store

EXAMPLES = Path(__file__).parent
PAGE = EXAMPLES.parents[1] / "docs" / "channels.md"


@pytest.fixture(autouse=True)
def doors(store_on_disk, monkeypatch, settings, tmp_path):
    """The doors as they are, so that what a test registers is there for it alone, and folders to write to."""
    monkeypatch.setattr(channels, "_channels", dict(channels._channels))
    monkeypatch.setattr(jobs, "_jobs", dict(jobs._jobs))
    settings.MADANG_STATE_DIR = tmp_path
    for name in ("out", "mirror"):
        (tmp_path / name).mkdir()
    with transaction.atomic():
        store()


def publish(*numbers, **over):
    records = [make_post(number, **over) for number in numbers]
    writing.publish([Publication(record=record, body=make_body(1)) for record in records])


def take_down(*numbers):
    writing.withdraw(
        Entry.objects.filter(key__in=map(post_key, numbers)).values_list("pk", flat=True), reason="private"
    )


def work(name="deliveries"):
    """Do what a worker does of a job; returns what failed."""
    return Worker([job for job in jobs.registered() if job.name == name]).once()


def lines(tmp_path):
    file = tmp_path / "out" / "changes.jsonl"
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()] if file.exists() else []


def whats(tmp_path):
    return [line["what"] for line in lines(tmp_path)]


def rest_is_over():
    now = timezone.now() - timedelta(seconds=1)
    Delivery.objects.update(available_at=now)
    ReceiverState.objects.update(rests_until=now)


def states():
    return list(Delivery.objects.order_by("id").values_list("target", "state", "attempts"))


def late():
    return [(queue.key, queue.title, queue.count, queue.error, queue.may_again) for queue in receivers.late_receivers()]


def make_late():
    Delivery.objects.update(created_at=timezone.now() - timedelta(hours=1))


def test_each_change_is_told_once_as_what_it_is(tmp_path):
    channels.register(FILE)
    publish(1)
    assert work() == {}
    publish(1, title="고친 제목")
    assert work() == {}
    take_down(1)
    assert work() == {} == work()
    url = make_post(1).url
    assert lines(tmp_path) == [
        {"what": "published", "url": url, "title": make_post(1).title},
        {"what": "changed", "url": url, "title": "고친 제목"},
        {"what": "withdrawn", "url": url, "title": None},
    ]
    assert states() == [("file:1", "done", 1)] * 3
    publish(1)
    work()
    assert whats(tmp_path)[3:] == ["changed"]


def test_what_is_withdrawn_before_it_was_told_is_never_told(tmp_path):
    channels.register(FILE)
    publish(1)
    take_down(1)
    work()
    assert [(line["what"], line["title"]) for line in lines(tmp_path)] == [("withdrawn", None), ("withdrawn", None)]


def test_a_receiver_that_is_away_is_shown_and_told_all_in_order_when_it_is_back(tmp_path):
    channels.register(FILE)
    shutil.rmtree(tmp_path / "out")
    publish(1)
    publish(2)
    assert work() == {}
    assert states() == [("file:1", "pending", 1), ("file:1", "pending", 0)]
    assert late() == [("file:1", "changes.jsonl", 2, "no file: No such file or directory", True)]
    (tmp_path / "out").mkdir()
    rest_is_over()
    work()
    assert [line["url"] for line in lines(tmp_path)] == [make_post(1).url, make_post(2).url]
    assert (ReceiverState.objects.count(), late()) == (0, [])


def test_the_retry_rule_is_the_channels_own_and_what_was_given_up_is_sent_when_asked_for(tmp_path):
    channels.register(replace(FILE, retry=Retry(attempts=2, first=timedelta(hours=5), longest_rest=timedelta(days=2))))
    shutil.rmtree(tmp_path / "out")
    publish(1)
    before = timezone.now()
    work()
    (state,) = ReceiverState.objects.all()
    assert timedelta(hours=5) <= state.rests_until - before < timedelta(hours=7)
    rest_is_over()
    work()
    assert states() == [("file:1", "failed", 2)]
    (tmp_path / "out").mkdir()
    assert deliveries.try_again("file:1") == 1
    work()
    assert whats(tmp_path) == ["published"]


def test_what_a_channel_owes_waits_while_it_is_not_registered_and_blocks_no_other(tmp_path, monkeypatch):
    without = dict(channels._channels)
    other = replace(FILE, name="other", receivers=lambda: [replace(FILE.receivers()[0], key="2")])
    channels.register(FILE, other)
    publish(1)
    with monkeypatch.context() as patch:
        patch.setattr(channels, "_channels", without | {"other": other})
        make_late()
        assert work() == {}
        assert states() == [("file:1", "pending", 0), ("other:2", "done", 1)]
        assert late() == [("file:1", "file:1", 1, "", False)]
        with pytest.raises(LookupError):
            deliveries.try_again("file:1")
        assert deliveries.forget_old() == 0
    work()
    assert states() == [("file:1", "done", 1), ("other:2", "done", 1)]


def test_a_receiver_that_is_gone_or_off_is_owed_nothing_more(tmp_path):
    found = [*FILE.receivers(), *(replace(FILE.receivers()[0], key=key) for key in ("gone", "off"))]
    channels.register(replace(FILE, receivers=lambda: found))
    publish(1)
    found[1:] = [replace(found[2], is_on=False)]
    publish(2)
    work()
    assert states() == [
        ("file:1", "done", 1),
        ("file:gone", "failed", 0),
        ("file:off", "failed", 0),
        ("file:1", "done", 1),
    ]
    assert [key for key, *_ in late()] == ["file:off"]


def test_a_receiver_is_told_of_its_city_and_of_what_it_takes(tmp_path):
    cities = [Receiver(key=site, title=site, site=site) for site in ("saebyeol", "elsewhere")]
    channels.register(
        replace(FILE, name="city", receivers=lambda: cities),
        replace(FILE, takes=lambda receiver, change: change.record["title"] == "고른 글"),
    )
    publish(1, title="고른 글")
    publish(2)
    take_down(1)
    targets = list(Delivery.objects.order_by("id").values_list("target", flat=True))
    assert targets == ["city:saebyeol", "file:1", "city:saebyeol", "city:saebyeol", "file:1"]


def test_nothing_is_sent_where_there_is_nothing_to_tell_any_more(tmp_path):
    channels.register(replace(FILE, build=lambda receiver, change: None))
    publish(1)
    work()
    assert (states(), (tmp_path / "out" / "changes.jsonl").exists()) == ([("file:1", "done", 1)], False)


def failing(*args):
    raise ZeroDivisionError


@pytest.mark.parametrize("part", ["receivers", "takes"])
def test_a_channel_that_cannot_say_whom_it_tells_stops_no_change_and_tells_it_later(tmp_path, monkeypatch, part):
    broken = replace(FILE, name="broken", **{part: failing})
    channels.register(broken, FILE)
    publish(1)
    take_down(1)
    assert (Entry.objects.get().state, work()) == ("gone", {})
    assert whats(tmp_path) == ["withdrawn", "withdrawn"]
    assert [row for row in states() if row[0] != "file:1"] == [("broken:", "pending", 0)] * 2
    ((key, title, count, error, _),) = late()
    assert (key, count, error.partition(" ")[0]) == ("broken:", 2, "ZeroDivisionError")
    assert title == ("broken:" if part == "receivers" else str(FILE.words))
    monkeypatch.setitem(channels._channels, "broken", replace(FILE, name="broken"))
    rest_is_over()
    work()
    assert [row for row in states() if row[0] != "file:1"] == [
        ("broken:", "done", 0), ("broken:", "done", 0), ("broken:1", "done", 1), ("broken:1", "done", 1),
    ]  # fmt: skip
    assert (late(), len(whats(tmp_path))) == ([], 4)


@pytest.mark.parametrize("error", [ZeroDivisionError("홍길동"), SystemExit(1)])
def test_whatever_a_channel_raises_fails_that_delivery_alone_and_is_kept_without_its_message(tmp_path, error):
    def fail(built, limits):
        raise error

    channels.register(replace(FILE, name="broken", send=fail), FILE)
    publish(1)
    work()
    assert states() == [("broken:1", "pending", 1), ("file:1", "done", 1)]
    assert Delivery.objects.get(target="broken:1").error.partition(" ")[0] == type(error).__name__
    assert ReceiverState.objects.count() == 0


def test_a_channel_that_never_ends_holds_up_no_other_and_is_not_waited_for(tmp_path, monkeypatch):
    over, later = threading.Event(), [0.0]
    monkeypatch.setattr(dispatch, "monotonic", lambda: time.monotonic() + later[0])
    channels.register(replace(FILE, name="slow", send=lambda built, limits: over.wait()), FILE)
    publish(1)
    dispatcher = Dispatcher()
    while ("file:1", "done", 1) not in states():
        dispatcher.go_on()
    later[0] = 61.0
    while dispatcher.go_on():
        continue
    assert states() == [("slow:1", "pending", 1), ("file:1", "done", 1)]
    assert [row[3] for row in late()] == ["not sent within 20 s"]
    over.set()
    while Delivery.objects.filter(state="pending").exists():
        dispatcher.go_on()


def test_a_withdrawal_does_not_overtake_what_is_still_being_told_of_the_item():
    told, over = [], threading.Event()

    def send(what, limits):
        told.append(what)
        over.wait()

    channels.register(replace(FILE, build=lambda receiver, change: change.what.value, send=send, limits=Limits()))
    publish(1)
    dispatcher = Dispatcher()
    while not told:
        dispatcher.go_on()
    take_down(1)
    publish(2)
    while len(told) < 2:
        dispatcher.go_on()
    assert (dispatcher._begin(), told) == (0, ["published", "published"])
    over.set()
    while dispatcher.go_on():
        continue
    assert told == ["published", "published", "withdrawn"]


def queries(act):
    with CaptureQueriesContext(connection) as captured:
        act()
    return len(captured)


def test_what_a_change_asks_does_not_grow_with_the_changes_and_by_one_query_with_a_channel():
    def asked():
        Entry.objects.exists()
        return FILE.receivers()

    three = [replace(FILE, name=name, receivers=asked) for name in ("one", "two", "three")]
    publish(1)
    none = queries(lambda: publish(2))
    channels.register(three[0])
    one = queries(lambda: publish(3))
    many = queries(lambda: publish(*range(10, 30)))
    channels.register(*three[1:])
    assert one == none + 2 + SAVEPOINT, "who the receivers are, and one insert"
    assert many - one == queries(lambda: publish(*range(30, 50))) - queries(lambda: publish(4))
    assert queries(lambda: publish(5)) == one + 2 * (1 + SAVEPOINT)
    assert Delivery.objects.count() == 1 + 20 + 3 * (20 + 1 + 1)


def test_looking_for_what_is_due_is_one_query_whatever_the_number_of_channels():
    idle = queries(Dispatcher().go_on)
    channels.register(FILE, *(replace(FILE, name=name) for name in ("two", "three")))
    assert queries(Dispatcher().go_on) == idle == 1


def test_the_status_page_asks_as_much_for_many_receivers_as_for_few(tmp_path):
    found = FILE.receivers()
    channels.register(replace(FILE, receivers=lambda: found))
    publish(1)
    make_late()
    few = queries(receivers.late_receivers)
    found += [replace(found[0], key=str(number)) for number in range(2, 22)]
    publish(*range(2, 22))
    make_late()
    assert (len(late()), queries(receivers.late_receivers)) == (21, few)


def mirrored(tmp_path):
    return {
        path.stem: json.loads(path.read_text(encoding="utf-8"))["title"] for path in (tmp_path / "mirror").iterdir()
    }


def test_a_channel_follows_what_is_published_changed_and_withdrawn(tmp_path):
    channels.register(MIRROR)
    publish(1, 2, title="둘")
    writing.publish([Publication(record=make_document(1), body=make_body(1))])
    assert work("mirror") == {}
    assert mirrored(tmp_path) == {post_key(1): "둘", post_key(2): "둘"}
    publish(1, title="하나")
    take_down(2)
    assert work("mirror") == {} == work("mirror")
    assert mirrored(tmp_path) == {post_key(1): "하나"}
    assert Bookmark.objects.get(name=f"mirror:{SITE}").sequence == Clock.objects.get().sequence == 5
    assert JobState.objects.get(job="mirror").failures == 0


def test_a_city_whose_last_item_has_moved_to_another_holds_up_none(tmp_path):
    told = []
    channels.register(replace(MIRROR, follow=lambda changes: told.extend((one.site, one.pk) for one in changes)))
    publish(1)
    publish(1, site="yonder")
    work("mirror")
    assert told == [("yonder", Entry.objects.get().pk)]
    assert [queue for queue in behind() if queue.key == "mirror"] == []


def test_what_was_set_aside_is_told_with_the_number_of_its_own_city(tmp_path):
    told = []
    channels.register(replace(MIRROR, follow=lambda changes: told.extend((one.site, one.sequence) for one in changes)))
    publish(1, 2, 3)
    publish(4, site="elsewhere")
    work("mirror")
    for key in (post_key(1), post_key(4)):
        asides.add("mirror", Entry.objects.get(key=key).pk, ValueError())
    SetAside.objects.update(retry_at=timezone.now())
    told.clear()
    work("mirror")
    assert told == [(SITE, 3), ("elsewhere", 1)]


def behind():
    return [queue for job in jobs.registered() if job.behind for queue in job.behind()]


def test_a_channel_that_has_not_come_far_is_shown_with_what_it_has_left(tmp_path):
    channels.register(MIRROR)
    publish(1, 2)
    assert behind() == []
    hour_ago = timezone.now() - timedelta(hours=1)
    Entry.objects.update(changed_at=hour_ago)
    shown = [(queue.key, queue.title, queue.count, queue.since, queue.may_again) for queue in behind()]
    assert ("mirror", str(MIRROR.words), 2, hour_ago, False) in shown
    work("mirror")
    assert "mirror" not in [queue.key for queue in behind()]


def test_what_was_told_before_a_kill_is_told_again(tmp_path, monkeypatch):
    told = []
    channels.register(replace(MIRROR, follow=lambda changes: told.append([change.sequence for change in changes])))
    publish(1, 2)

    def killed(bookmark, until):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr(following, "_move", killed)
        following.step(channels._channels["mirror"])
    work("mirror")
    assert told == [[1, 2], [1, 2]]


def test_a_channel_that_is_away_fails_with_its_reason_and_goes_on_where_it_was(tmp_path):
    channels.register(MIRROR)
    (tmp_path / "mirror").rmdir()
    publish(1)
    assert [str(error) for error in work("mirror").values()] == ["the folder is not there"]
    state = JobState.objects.get(job="mirror")
    assert (state.failures, state.error.startswith("Away: the folder is not there (cms/")) == (1, True)
    assert (SetAside.objects.count(), Bookmark.objects.get(name=f"mirror:{SITE}").sequence) == (0, 0)
    (tmp_path / "mirror").mkdir()
    work("mirror")
    assert mirrored(tmp_path).keys() == {post_key(1)}


def test_an_item_that_a_channel_cannot_follow_is_set_aside_and_tried_again(tmp_path):
    channels.register(MIRROR)
    publish(*range(1, 8))
    broken = Entry.objects.get(key=post_key(3))
    Entry.objects.filter(pk=broken.pk).update(record={})
    assert work("mirror") == {} == work("mirror")
    assert mirrored(tmp_path).keys() == {post_key(number) for number in (1, 2, 4, 5, 6, 7)}
    assert list(SetAside.objects.values_list("job", "item_id")) == [("mirror", broken.pk)]
    Entry.objects.filter(pk=broken.pk).update(record=broken.record)
    asides.retry(SetAside.objects.values_list("pk", flat=True))
    work("mirror")
    assert post_key(3) in mirrored(tmp_path)
    assert SetAside.objects.count() == 0


def test_a_channel_that_tells_another_system_holds_nothing_in_the_database_meanwhile(tmp_path):
    held = []
    channels.register(
        replace(MIRROR, follow=lambda changes: held.append(connection.in_atomic_block)),
        replace(
            MIRROR, name="inside", is_outside=False, follow=lambda changes: held.append(connection.in_atomic_block)
        ),
    )
    publish(1)
    work("mirror")
    work("inside")
    assert held == [False, True]


def test_what_follows_goes_on_in_batches(tmp_path):
    sizes = []
    channels.register(replace(MIRROR, batch=3, follow=lambda changes: sizes.append(len(changes))))
    publish(*range(1, 8))
    work("mirror")
    assert sizes == [3, 3, 1]


def test_what_a_follower_asks_does_not_grow_with_the_batch():
    def step():
        assert following.step(MIRROR)

    publish(1)
    step()
    publish(2)
    few = queries(step)
    publish(*range(3, 23))
    assert queries(step) == few


@pytest.mark.parametrize("name", ["file", "mirror"])
def test_the_guide_shows_these_channels_and_they_are_small(name):
    source = (EXAMPLES / name / "channel.py").read_text(encoding="utf-8")
    assert f"```python\n{source}```\n" in PAGE.read_text(encoding="utf-8")
    assert len(source.splitlines()) <= 40
