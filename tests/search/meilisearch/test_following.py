"""The worker and a server: what is public is told, what fails is kept, and an index is made anew beside the other."""

from datetime import timedelta

import pytest
from django.utils import timezone

from cms.jobs import asides
from cms.jobs.failures import Away
from cms.jobs.models import SetAside
from cms.ledger import following, generation, writing
from cms.ledger.models import Bookmark, Entry
from cms.ledger.terms import change as change_terms
from cms.ledger.writing import Publication
from cms.search import engines
from cms.search.answers import answer
from cms.search.meilisearch import configuring, followers, names, rebuilds
from cms.search.meilisearch.engine import Meilisearch
from cms.search.meilisearch.job import JOB
from cms.search.meilisearch.models import Rebuild
from cms.search.meilisearch.server import Server
from cms.search.meilisearch.upkeep import MeilisearchUpkeep
from cms.search.requests import Request
from cms.search.upkeep import Difference, State, difference
from tests.background import keep
from tests.factories import SITE, make_body, make_post, make_unit, post_key, store

pytestmark = pytest.mark.django_db


class Killed(BaseException):
    """The worker was killed at this point."""


@pytest.fixture(autouse=True)
def begun(monkeypatch):
    """A city with its terms, a process that has told the server nothing yet, and our engine in front."""
    store()
    monkeypatch.setattr(configuring, "keeper", configuring.Keeper())
    monkeypatch.setattr("cms.search.meilisearch.job.keeper", configuring.keeper)
    monkeypatch.setattr(engines, "_others", [lambda site: ENGINE])
    monkeypatch.setattr(ENGINE, "_rests_until", 0.0)


ENGINE = Meilisearch()


def publish(*numbers, **over):
    records = [make_post(number, **over) for number in numbers]
    writing.publish([Publication(record=record, body=make_body(1)) for record in records])


def take_down(*numbers):
    writing.withdraw(ids(*numbers), reason="private")


def ids(*numbers):
    return list(Entry.objects.filter(key__in=map(post_key, numbers)).order_by("pk").values_list("pk", flat=True))


def work():
    """Do all that the job has to do."""
    while JOB.work():
        pass


def told():
    """The ids of the items in the index that is read."""
    return names.writer().keys(names.live(SITE), after=0, limit=1_000)


def titles(text="", **over):
    return {hit.item.data["title"] for hit in answer(Request(site=SITE, text=text, **over)).hits}


def test_what_is_public_is_found_and_what_is_withdrawn_is_not_before_and_after_it_is_told(server):
    publish(1, title="자전거길 개통")
    publish(2, title="자전거 보관대")
    work()
    assert titles("자전거") == {"자전거길 개통", "자전거 보관대"}
    take_down(1)
    assert titles("자전거") == {"자전거 보관대"}
    assert told() == ids(1, 2)
    work()
    assert told() == ids(2)
    found = answer(Request(site=SITE, text="자전거"))
    assert (found.engine, found.is_standby) == ("meilisearch", False)


def test_what_has_changed_is_not_counted_before_the_server_is_told(server):
    publish(1, title="자전거길 개통")
    publish(2, title="자전거 보관대", tags=("한강",))
    publish(3, title="자전거 수리", tags=("한강",))
    work()
    take_down(2)
    publish(3, title="자전거 안내")
    found = answer(Request(site=SITE, text="자전거", counts=("tag",)))
    assert [hit.item.data["title"] for hit in found.hits] == ["자전거길 개통"]
    assert (found.estimated, [(one.value, one.count) for one in found.counts["tag"]]) == (1, [("자전거", 1)])
    assert titles("수리") == set()


def test_a_change_is_told_as_it_is_now_and_nothing_of_what_it_was_is_left(server):
    publish(1, title="자전거길 개통")
    work()
    publish(1, title="한강 다리")
    work()
    assert (titles("자전거길"), titles("다리")) == (set(), {"한강 다리"})


def test_while_it_is_away_the_database_answers_and_says_so_and_then_it_catches_up(stub):
    publish(1, title="자전거길 개통")
    work()
    stub.fault = lambda method, path: (503, b"")
    publish(2, title="자전거 보관대")
    with pytest.raises(Away) as caught:
        JOB.work()
    assert caught.value.reason == "answers 503"
    keep()
    found = answer(Request(site=SITE, text="자전거"))
    assert (found.engine, found.is_standby, len(found.hits)) == ("database", True, 2)
    stub.fault = None
    ENGINE._rests_until = 0.0
    work()
    assert told() == ids(1, 2)
    assert titles("자전거") == {"자전거길 개통", "자전거 보관대"}


def test_a_document_that_is_never_taken_is_set_aside_with_the_reason_and_all_others_are_told(stub):
    publish(1)
    work()
    (bad,) = ids(1)
    publish(2, 3, 4)
    refused = ids(3)[0]
    stub.memory.refuses = lambda document: document["key"] == refused
    work()
    assert told() == [bad, *ids(2), *ids(4)]
    row = SetAside.objects.get()
    assert (row.job, row.item_id) == ("meilisearch", refused)
    assert row.error.startswith("Refused: invalid_document_id (cms/search/meilisearch/server.py:")
    stub.memory.refuses = lambda document: False
    SetAside.objects.update(retry_at=timezone.now() - timedelta(seconds=1))
    work()
    assert (told(), SetAside.objects.count()) == (ids(1, 2, 3, 4), 0)


def test_many_changes_are_told_in_payloads_of_a_bounded_size(stub, monkeypatch):
    monkeypatch.setattr("cms.search.meilisearch.documents.MOST_BYTES", 5_000)
    publish(*range(1, 41))
    work()
    assert told() == ids(*range(1, 41))
    sizes = [len(sent) for method, path, sent in stub.seen if method == "post" and path.endswith("/documents")]
    assert sum(sizes) == 40
    assert max(sizes) < 40


def test_the_configuration_of_an_index_is_told_with_it_and_once_more_when_it_changes(stub, monkeypatch):
    publish(1)
    work()
    settings = stub.memory.indexes[names.live(SITE)].settings
    assert settings["searchableAttributes"] == ["title", "aside", "summary", "body"]
    changed = [path for method, path, _ in stub.seen if method == "patch"]
    monkeypatch.setattr(configuring, "EVERY", 0.0)
    work()
    work()
    again = [path for method, path, _ in stub.seen if method == "patch"]
    assert len(again) - len(changed) == 1
    monkeypatch.setattr(configuring.configuration, "of_city", lambda site: {"stopWords": ["은"]})
    work()
    assert stub.memory.indexes[names.live(SITE)].settings["stopWords"] == ["은"]


def renamed(monkeypatch):
    """A post of a department that was renamed after it was told, with the worker's next look at its configuration."""
    publish(1, title="강변 개통")
    work()
    change_terms([make_unit(names={"ko": "두바퀴정책과", "en": "Two Wheels Division"})])
    generation.replace()
    monkeypatch.setattr(configuring, "EVERY", 0.0)
    work()


def test_the_names_of_a_department_that_was_renamed_are_told_as_synonyms(stub, monkeypatch):
    renamed(monkeypatch)
    told = stub.memory.indexes[names.live(SITE)].settings["synonyms"]
    assert (told["두바퀴정책과"], told["자전거팀"]) == (["자전거팀"], ["두바퀴정책과"])


@pytest.mark.meilisearch
def test_what_was_told_under_the_old_name_of_a_department_is_found_by_the_new_one(live, monkeypatch):
    renamed(monkeypatch)
    for typed in ("두바퀴정책과", "자전거팀", "two wheels division"):
        assert titles(typed) == {"강변 개통"}, typed


class TestRebuild:
    @pytest.fixture
    def before(self, server):
        publish(1, 2, 3)
        work()
        return server.created(names.live(SITE))

    def test_an_index_made_anew_takes_the_place_of_the_other_and_what_it_had_too_much_is_gone(self, server, before):
        server.write(names.live(SITE), [b'[{"key": 999999}]'])
        Rebuild.ask(SITE)
        work()
        assert told() == ids(1, 2, 3)
        assert server.created(names.live(SITE)) != before
        assert server.created(names.following(SITE)) is None
        assert Rebuild.objects.count() == 0
        assert list(Bookmark.objects.filter(name__startswith="meilisearch").values_list("name", "sequence")) == [
            (f"meilisearch:{SITE}", 3)
        ]

    def test_the_index_that_is_read_is_never_empty_and_hears_of_what_changes_meanwhile(self, server, before):
        Rebuild.ask(SITE)
        seen = []
        publish(4)
        while JOB.work():
            seen.append(len(told()))
        assert min(seen) >= 3
        assert told() == ids(1, 2, 3, 4)

    def test_what_changes_after_the_new_index_was_filled_is_told_to_it_in_the_end(self, server, before, monkeypatch):
        Rebuild.ask(SITE)
        swap = Server.swap

        def late(self, first, second, *, rename):
            publish(4)
            take_down(1)
            assert following.step(followers.LIVE, cities=[SITE]) == 2
            swap(self, first, second, rename=rename)

        monkeypatch.setattr(Server, "swap", late)
        work()
        assert told() == ids(2, 3, 4)

    @pytest.mark.parametrize("point", ["create", "swap", "delete"])
    @pytest.mark.parametrize("is_done", [True, False], ids=["after", "before"])
    def test_a_worker_that_is_killed_is_followed_by_one_that_ends_the_same(
        self, point, is_done, server, before, monkeypatch
    ):
        real = getattr(Server, point)

        def killed(self, *given, **named):
            if is_done:
                real(self, *given, **named)
            raise Killed

        Rebuild.ask(SITE)
        with monkeypatch.context() as patch:
            patch.setattr(Server, point, killed)
            with pytest.raises(Killed):
                work()
        assert told() == ids(1, 2, 3)
        publish(4)
        take_down(2)
        work()
        assert told() == ids(1, 3, 4)
        assert server.created(names.live(SITE)) != before
        assert server.created(names.following(SITE)) is None

    def test_a_worker_killed_before_its_last_note_never_brings_the_old_index_back(self, server, before, monkeypatch):
        Rebuild.ask(SITE)
        with monkeypatch.context() as patch:
            patch.setattr(rebuilds, "_end", lambda row: (_ for _ in ()).throw(Killed))
            with pytest.raises(Killed):
                work()
        made = server.created(names.live(SITE))
        work()
        assert server.created(names.live(SITE)) == made != before

    def test_an_index_that_the_server_has_lost_is_made_anew_and_the_database_answers_until_then(self, server, before):
        server.delete(names.live(SITE))
        keep()
        assert answer(Request(site=SITE)).is_standby
        publish(4)
        work()
        assert told() == ids(1, 2, 3, 4)
        ENGINE._rests_until = 0.0
        assert not answer(Request(site=SITE)).is_standby

    def test_asking_again_begins_again(self, server, before):
        Rebuild.ask(SITE)
        rebuilds.step()
        made = Rebuild.objects.get().created
        Rebuild.ask(SITE)
        work()
        assert server.created(names.live(SITE)) not in ("", before, made)

    def test_what_could_not_be_told_to_the_new_index_is_tried_again_once_it_is_read(self, stub):
        publish(1, 2)
        refused = ids(2)[0]
        stub.memory.refuses = lambda document: document["key"] == refused
        work()
        assert list(SetAside.objects.values_list("job", "item_id")) == [("meilisearch", refused)]
        stub.memory.refuses = lambda document: False
        asides.retry(SetAside.objects.values_list("pk", flat=True))
        work()
        assert (told(), SetAside.objects.count()) == (ids(1, 2), 0)


class TestUpkeep:
    @pytest.fixture
    def upkeep(self):
        return MeilisearchUpkeep()

    def test_the_state_says_how_far_each_index_is(self, server, upkeep):
        publish(1, 2)
        assert upkeep.states() == [State(site=SITE, texts=None, changes=2, behind=2)]
        work()
        publish(3)
        upkeep.rebuild(SITE)
        assert upkeep.states() == [State(site=SITE, texts=2, changes=3, behind=1, rebuilt=0)]

    def test_what_is_missing_and_what_is_left_are_told_apart(self, server, upkeep, monkeypatch):
        publish(*range(1, 6))
        work()
        assert difference(upkeep, SITE) == Difference(missing=[], left=[])
        take_down(2)
        server.write(names.live(SITE), [b'[{"key": 999999}]'], without=f"key IN [{ids(4)[0]}]")
        monkeypatch.setattr("cms.search.upkeep.READ", 2)
        assert difference(upkeep, SITE) == Difference(missing=ids(4), left=[*ids(2), 999999])
        upkeep.rebuild(SITE)
        work()
        assert difference(upkeep, SITE) == Difference(missing=[], left=[])
