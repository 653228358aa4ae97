"""The database is asked in the background; who wants to know whether it answers does not wait."""

import threading
from datetime import UTC, datetime

import pytest
from django.db import OperationalError, ProgrammingError

from cms.ledger import contact as module
from cms.ledger.contact import Contact
from cms.ledger.moments import Moment

MOMENT = Moment(1, 1, datetime(2026, 11, 5, tzinfo=UTC))


class Clock:
    """Time that moves by hand."""

    def __init__(self, monkeypatch):
        self.now = 1_000.0
        monkeypatch.setattr(module.time, "monotonic", lambda: self.now)


class Database:
    """Answers, refuses with an error, or is silent until it is told to speak."""

    def __init__(self):
        self.error = None
        self.speaks = threading.Event()
        self.speaks.set()
        self.asked = threading.Event()

    def __call__(self):
        self.asked.set()
        assert self.speaks.wait(30)
        if self.error:
            raise self.error
        return MOMENT


@pytest.fixture
def clock(monkeypatch):
    monkeypatch.setattr(module, "INTERVAL_SECONDS", 0.001)
    monkeypatch.setattr(module, "SILENT_SECONDS", 0.5)
    return Clock(monkeypatch)


@pytest.fixture
def database():
    return Database()


@pytest.fixture
def told():
    return []


@pytest.fixture
def contact(clock, database, told):
    made = Contact(database, told.append, is_remote=True)
    made.start()
    yield made
    made.stop()
    database.speaks.set()


def comes_true(question):
    """Wait for the thread."""
    pause = threading.Event()
    for _ in range(3_000):
        if question():
            return True
        pause.wait(0.01)
    return False


def test_the_first_answer_is_there_when_it_has_started(contact, told):
    assert not contact.lost()
    assert contact.lost_for() == 0.0
    assert told[0] == MOMENT


@pytest.mark.parametrize("error", [OperationalError("refused"), ProgrammingError("no table yet"), OSError("disk")])
def test_a_refusal_is_known_and_ends_with_the_next_answer(contact, database, clock, error):
    database.error = error
    assert comes_true(contact.lost)
    clock.now += 7
    assert contact.lost_for() >= 7
    database.error = None
    assert comes_true(lambda: not contact.lost())
    assert contact.lost_for() == 0.0


def test_silence_is_known_by_how_long_it_lasts(contact, database, clock):
    database.speaks.clear()
    database.asked.clear()
    assert database.asked.wait(30)
    assert comes_true(lambda: contact._asked_at is not None)
    assert (contact.owing(), contact.lost()) == (0.0, False)
    clock.now += 0.4
    assert (round(contact.owing(), 3), contact.lost()) == (0.4, False)
    clock.now += 0.2
    assert contact.lost()
    database.speaks.set()
    assert comes_true(lambda: not contact.lost())


def test_a_file_of_this_machine_is_never_silent(clock, database, told):
    contact = Contact(database, told.append, is_remote=False)
    contact.start()
    database.speaks.clear()
    database.asked.clear()
    assert database.asked.wait(30)
    clock.now += 60
    assert (contact.owing(), contact.lost()) == (0.0, False)
    contact.stop()
    database.speaks.set()
