"""Work that begins when the answer is long gone, so that the time of no answer tells what there was to do."""

import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from time import monotonic, sleep
from typing import Final

from django.db import connections, transaction

logger = logging.getLogger(__name__)

# In seconds. Begun at once it would take the processor from the answer that is being written.
PAUSE: Final = 1.0
# Few: work that waits for a mail server waits in line, and takes no more connections to the database than these.
_THREADS: Final = ThreadPoolExecutor(2, thread_name_prefix="afterwards")


def afterwards(work: Callable[[], None]) -> None:
    """Have work done by a thread a little later, once what is written now is committed.

    It has a connection to the database of its own. A process that ends does first what it was given.
    """
    transaction.on_commit(partial(_THREADS.submit, _do, work, monotonic() + PAUSE))


def _do(work: Callable[[], None], due: float) -> None:
    sleep(max(0.0, due - monotonic()))
    try:
        work()
    except Exception as error:
        # Nobody waits for the result. Never with its words, which may hold what was typed.
        logger.error("what was left for after an answer failed: %s", type(error).__name__)
    finally:
        connections.close_all()
