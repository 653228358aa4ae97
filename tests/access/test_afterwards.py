"""What is left for after an answer: it begins when it is due, in a thread, and fails in the log alone."""

import logging
from threading import current_thread
from time import monotonic

from cms.access import afterwards


def test_it_begins_when_it_is_due_and_not_in_the_thread_of_the_answer():
    begun = []
    due = monotonic() + 0.05
    afterwards._THREADS.submit(afterwards._do, lambda: begun.append((monotonic(), current_thread())), due).result()
    ((moment, thread),) = begun
    assert moment >= due and thread is not current_thread()


def test_what_fails_is_in_the_log_without_what_was_typed(caplog):
    def fail():
        raise ValueError("employee@saebyeol.example")

    afterwards._THREADS.submit(afterwards._do, fail, 0.0).result()
    assert [(record.levelno, record.getMessage()) for record in caplog.records] == [
        (logging.ERROR, "what was left for after an answer failed: ValueError")
    ]
