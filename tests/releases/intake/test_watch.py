"""Drop folders: what is whole is fed once, and moved with its report; whatever ends a run, nothing is lost."""

import threading
from datetime import UTC, datetime

import pytest
from django.db import OperationalError

from cms.core.errors import BadInput, Unavailable
from cms.releases.intake import watching
from cms.releases.intake.pipeline import Stopped
from cms.releases.intake.watching import DropFolder, watch

from .lists import INFO, written

NOW = datetime(2026, 11, 3, 10, 0, 1, tzinfo=UTC)


class Feed:
    """Remembers what it was fed; ``answers`` are errors to raise, in their order."""

    def __init__(self, *answers):
        self.fed = []
        self.answers = list(answers)

    def __call__(self, entry, reports):
        self.fed.append(entry.name)
        if self.answers and (answer := self.answers.pop(0)):
            raise answer
        return f"{entry.name}: fed\n"


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "drop").mkdir()
    return tmp_path / "drop"


def drop_folder(folder, feed):
    return DropFolder(folder, feed, now=lambda: NOW)


def taken(drop):
    """Feed what is whole now."""
    for entry in drop.whole():
        drop.take(entry)


def everything(folder):
    return {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}


def test_a_file_is_fed_when_two_looks_find_it_the_same_and_moved_with_its_report(folder):
    feed = Feed()
    drop = drop_folder(folder, feed)
    path = written(folder, "a.csv", INFO)
    assert drop.whole() == []
    path.write_text(INFO + "x")
    assert drop.whole() == []
    taken(drop)
    assert feed.fed == ["a.csv"]
    assert everything(folder) == {"done/a.csv", "done/a.csv.report.txt"}
    assert (folder / "done/a.csv.report.txt").read_text() == "a.csv: fed\n"
    taken(drop)
    assert feed.fed == ["a.csv"]


@pytest.mark.parametrize("name", ["a.csv.part", "a.csv.filepart", ".a.csv", "a.csv~", "plan.hwp", "a.refused.csv"])
def test_what_is_being_written_or_is_no_list_stays_where_it_is(folder, name):
    drop = drop_folder(folder, Feed())
    path = written(folder, name, INFO)
    drop.whole()
    assert drop.whole() == []
    assert path.exists()


def test_a_renamed_file_is_fed_under_its_name(folder):
    feed = Feed()
    drop = drop_folder(folder, feed)
    written(folder, "a.csv.part", INFO).rename(folder / "a.csv")
    drop.whole()
    taken(drop)
    assert feed.fed == ["a.csv"]


def test_a_folder_is_fed_when_all_of_it_is_there(folder):
    feed = Feed()
    drop = drop_folder(folder, feed)
    written(folder, "day/list.csv", INFO)
    part = written(folder, "day/NEW-1/plan.hwp.part", "x")
    drop.whole()
    assert drop.whole() == []
    part.rename(part.with_suffix(""))
    drop.whole()
    taken(drop)
    assert feed.fed == ["day"]
    assert everything(folder) == {"done/day/list.csv", "done/day/NEW-1/plan.hwp", "done/day.report.txt"}


def test_a_list_that_cannot_be_read_is_moved_to_failed_with_the_reason(folder):
    drop = drop_folder(folder, Feed(BadInput("broken JSON", where="character 7")))
    written(folder, "a.json", "[")
    drop.whole()
    taken(drop)
    assert everything(folder) == {"failed/a.json", "failed/a.json.report.txt"}
    assert (folder / "failed/a.json.report.txt").read_text() == "character 7: broken JSON\n"


def test_a_file_of_the_same_name_does_not_replace_the_earlier_one(folder):
    drop = drop_folder(folder, Feed())
    for text in (INFO, INFO + "\n"):
        written(folder, "a.csv", text)
        drop.whole()
        taken(drop)
    names = {"a.csv", "20261103100001-a.csv"}
    assert everything(folder) == {f"done/{name}" for name in names} | {f"done/{name}.report.txt" for name in names}
    assert (folder / "done/a.csv").read_text() == INFO


@pytest.mark.parametrize("error", [KeyboardInterrupt(), SystemExit(), OperationalError("gone"), Unavailable("gone")])
def test_what_ends_a_run_leaves_the_file_to_be_fed_again(folder, error):
    feed = Feed(error)
    drop = drop_folder(folder, feed)
    written(folder, "a.csv", INFO)
    drop.whole()
    with pytest.raises(type(error)):
        taken(drop)
    assert everything(folder) == {"a.csv"}
    again = drop_folder(folder, feed)
    again.whole()
    taken(again)
    assert feed.fed == ["a.csv", "a.csv"]
    assert everything(folder) == {"done/a.csv", "done/a.csv.report.txt"}


def test_a_run_that_was_told_to_stop_leaves_the_file_where_it_is(folder):
    drop = drop_folder(folder, Feed(Stopped()))
    written(folder, "a.csv", INFO)
    drop.whole()
    taken(drop)
    assert everything(folder) == {"a.csv"}


def test_what_nobody_foresaw_fails_the_file_and_not_the_watch(folder, caplog):
    drop = drop_folder(folder, Feed(ZeroDivisionError("with a secret")))
    written(folder, "a.csv", INFO)
    drop.whole()
    taken(drop)
    assert (folder / "failed/a.csv.report.txt").read_text() == "a.csv: an error of the program (ZeroDivisionError)\n"
    assert "ZeroDivisionError" in caplog.text


def watching_in_a_thread(folder, feed, stop):
    thread = threading.Thread(target=watch, args=([drop_folder(folder, feed)],), kwargs={"stop": stop, "seconds": 0.01})
    thread.start()
    return thread


def test_watching_goes_on_after_the_database_was_away_and_ends_when_told(folder, monkeypatch, caplog):
    monkeypatch.setattr(watching, "RETRY_SECONDS", 0.01)
    fed, stop = threading.Event(), threading.Event()

    class Late(Feed):
        def __call__(self, entry, reports):
            answer = super().__call__(entry, reports)
            fed.set()
            return answer

    feed = Late(OperationalError("the database is away"))
    written(folder, "a.csv", INFO)
    thread = watching_in_a_thread(folder, feed, stop)
    assert fed.wait(20)
    stop.set()
    thread.join(20)
    assert not thread.is_alive()
    assert feed.fed == ["a.csv", "a.csv"]
    assert everything(folder) == {".intake.lock", "done/a.csv", "done/a.csv.report.txt"}
    assert "the database is away" in caplog.text


def test_two_processes_do_not_watch_the_same_folder(folder):
    stop = threading.Event()
    stop.set()
    with (
        watching._alone([folder]),
        pytest.raises(BadInput, match="another process watches it"),
    ):
        watch([drop_folder(folder, Feed())], stop=stop, seconds=0.01)
    watch([drop_folder(folder, Feed())], stop=stop, seconds=0.01)
