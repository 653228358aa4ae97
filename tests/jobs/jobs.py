"""Jobs made up for a test, and a worker that does them at the pace of a test."""

import threading
import time
from contextlib import contextmanager

from cms.jobs.job import Job
from cms.jobs.worker import Tempo, Worker

# A lease ends a second after its holder was killed.
QUICK = Tempo(lease=1.0, keep=0.1, fresh=0.2, first=0.05, most=0.2, away=0.05, grace=5.0)


class Counter:
    """Work that counts its steps: each does ``amount``, or raises what it is given instead."""

    def __init__(self, amount=0, error=None):
        self.steps, self.amount, self.error = 0, amount, error

    def __call__(self):
        self.steps += 1
        if self.error is not None:
            raise self.error
        return self.amount


def make_job(name="sample", work=None, **over):
    return Job(**({"name": name, "words": name, "work": work or Counter()} | over))


@contextmanager
def working(*jobs, tempo=QUICK):
    """A worker beside the test, told to stop at the end."""
    stop, worker = threading.Event(), Worker(jobs, tempo=tempo)
    thread = threading.Thread(target=worker.run, args=(stop,))
    thread.start()
    try:
        yield worker
    finally:
        stop.set()
        thread.join()


def wait_until(condition, seconds=30):
    until = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < until, "it did not come to that"
        time.sleep(0.01)
