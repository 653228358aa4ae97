"""Running what is asynchronous, also in a process whose main thread has a browser's loop in it."""

import asyncio
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

Result = TypeVar("Result")


def completed(work: Coroutine[Any, Any, Result]) -> Result:
    """The result of ``work``, which has a loop and a thread of its own."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(lambda: asyncio.run(work)).result()
