"""Workers to be killed, each a fork of this program, which has loaded everything once.

A line on its standard input names a job and a database; the answer is the number of a process that does the job and
stands still before it commits, saying so. With ``commits`` at the end of the line it does not stand still by itself.
"""

import os
import signal
import sys
import threading
import time

import django
from django.db.backends.base.base import BaseDatabaseWrapper

commit = BaseDatabaseWrapper.commit


def stand_still(connection):
    if not threading.current_thread().name.startswith("job "):
        return commit(connection)
    print("about to commit", flush=True)
    time.sleep(600)
    return None


def work(name, database, *flags):
    from django.db import connection

    from cms.jobs.job import registered
    from cms.jobs.worker import Worker
    from tests.jobs.jobs import QUICK

    connection.settings_dict["NAME"] = database
    if "commits" not in flags:
        BaseDatabaseWrapper.commit = stand_still
    Worker([job for job in registered() if job.name == name], tempo=QUICK).run(threading.Event())


if __name__ == "__main__":
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    django.setup()
    for line in sys.stdin:
        if pid := os.fork():
            print(pid, flush=True)
        else:
            work(*line.split())
