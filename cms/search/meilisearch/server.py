"""The one place that speaks to a Meilisearch server: the official client, with its errors in two sorts.

Whatever the server is to blame for, or nobody, is :class:`Away`: it does not answer, is too busy, does not know the
key, has no room, answers what is not Meilisearch's. What it will never take is :class:`Refused`. Both say a code of
Meilisearch's own, never a message, which may quote a document.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from time import monotonic, sleep
from typing import TYPE_CHECKING, Any, Final, cast

from cms.jobs.failures import Away, Reasoned

if TYPE_CHECKING:
    from meilisearch import Client
    from meilisearch.models.task import Task, TaskInfo

# Seconds for one answer to a reader, for one answer to the worker, and for what the worker has asked to be done.
READ: Final = 2
WRITE: Final = 30
DONE: Final = 120
_JSON: Final = "application/json"
_MOST_INDEXES: Final = 10_000
_POLL_MS: Final = 50
_CODE: Final = re.compile("[a-z_]{1,60}")
_BUSY: Final = {401, 403, 408, 429}
_ITEMS: Final = "invalid_request"
_UNDONE: Final = ("enqueued", "processing")


class Refused(Reasoned):
    """Meilisearch does not take what it was given; the reason is its own, such as ``index_not_found``."""

    @property
    def is_missing_index(self) -> bool:
        """Return whether it is the index that is not there."""
        return self.reason == "index_not_found"


class Server:
    """A server by its address and a key; ``seconds`` for each answer. A thread may not share one with another."""

    def __init__(self, url: str, key: str, *, seconds: int) -> None:
        # It brings pydantic: 0.2 s of CPU and 20 MB, for those alone who have a server.
        from cms.search.meilisearch.client import TimelyClient

        self._client = TimelyClient(url, key, seconds=seconds)

    def search(self, index: str, text: str, parameters: Mapping[str, Any]) -> Mapping[str, Any]:
        """Return the answer to a search."""
        with _errors():
            return self._client.index(index).search(text, dict(parameters))

    def created(self, index: str) -> str | None:
        """The moment at which an index was made, which is its own whatever it is called; None where there is none."""
        try:
            with _errors():
                return str(self._client.get_raw_index(index)["createdAt"])
        except Refused as error:
            if error.is_missing_index:
                return None
            raise

    def create(self, index: str, settings: Mapping[str, Any]) -> str:
        """Make an index with these settings; returns when it was made."""
        self._do(lambda client: client.create_index(index, {"primaryKey": "key"}))
        self.configure(index, settings)
        created = self.created(index)
        if created is None:
            raise Away("index_not_found")
        return created

    def configure(self, index: str, settings: Mapping[str, Any]) -> None:
        """Let an index have these settings; costs next to nothing where it has them."""
        self._do(lambda client: client.index(index).update_settings(dict(settings)))

    def delete(self, index: str) -> None:
        """Delete an index; one that is not there is none."""
        try:
            self._do(lambda client: client.delete_index(index))
        except Refused as error:
            if not error.is_missing_index:
                raise

    def swap(self, first: str, second: str, *, rename: bool) -> None:
        """Let two indexes take each other's place at once; with ``rename`` the first alone takes it, which is free.

        A key for the indexes of one prefix is not shown the task of a swap, which is of no index alone. So it is the
        index in the place that is asked when it was made.
        """
        made = self.created(first)
        if made is None:
            raise Refused("index_not_found")
        pair: Mapping[str, Any] = {"indexes": [first, second], **({"rename": True} if rename else {})}
        with _errors():
            self._client.swap_indexes([pair])
        deadline = monotonic() + DONE
        while self.created(second) != made:
            if monotonic() > deadline:
                raise Away("the indexes have not changed places")
            sleep(_POLL_MS / 1000)

    def write(self, index: str, payloads: Sequence[bytes], *, without: str = "") -> None:
        """Let an index have these documents, as lists in JSON, and none that the filter finds; waits until it is done.

        What was asked before and is still to be done, by this worker or one that was killed, is waited for first.
        """
        self._wait_for_index(index)
        asked = [partial(_put, index, payload) for payload in payloads]
        if without:
            asked.append(partial(_remove, index, without))
        self._do(*asked)

    def number(self, index: str) -> int:
        """The number of documents that an index has."""
        with _errors():
            return int(self._client.index(index).get_stats().number_of_documents)

    def keys(self, index: str, *, after: int, limit: int) -> list[int]:
        """The keys of documents in their order, those after one."""
        with _errors():
            asked = {"filter": f"key > {after}", "sort": ["key:asc"], "limit": limit, "fields": ["key"]}
            found = self._client.index(index).get_documents(asked)
            return [int(document.key) for document in found.results]

    def names(self, beginning: str) -> list[str]:
        """The names of indexes that begin so."""
        with _errors():
            found = self._client.get_raw_indexes({"limit": _MOST_INDEXES})
            # The client's word for the type is wrong: what it gives is the page, with its results.
            uids = [str(one["uid"]) for one in cast(Mapping[str, Any], found)["results"]]
            return [uid for uid in uids if uid.startswith(beginning)]

    def _do(self, *asked: "Callable[[Client], TaskInfo]") -> None:
        """Ask for these, one after the other, and wait until all are done."""
        deadline = monotonic() + DONE
        with _errors():
            tasks = [ask(self._client).task_uid for ask in asked]
        for task in tasks:
            self._wait(task, deadline)

    def _wait_for_index(self, index: str) -> None:
        with _errors():
            asked: dict[str, Any] = {"indexUids": [index], "statuses": list(_UNDONE), "limit": 1}
            waiting = self._client.get_tasks(asked).results
        deadline = monotonic() + DONE
        for task in waiting:
            self._wait(task.uid, deadline, is_ours=False)

    def _wait(self, uid: int, deadline: float, *, is_ours: bool = True) -> None:
        left_ms = max(int((deadline - monotonic()) * 1000), _POLL_MS)
        with _errors():
            task = self._client.wait_for_task(uid, timeout_in_ms=left_ms, interval_in_ms=_POLL_MS)
        if is_ours and task.status != "succeeded":
            raise _of_task(task)


def _put(index: str, payload: bytes, client: "Client") -> "TaskInfo":
    return client.index(index).add_documents_raw(payload, content_type=_JSON)


def _remove(index: str, filter: str, client: "Client") -> "TaskInfo":
    return client.index(index).delete_documents(filter=filter)


def _of_task(task: "Task") -> Exception:
    """The error of a task that failed, or that somebody has cancelled."""
    error = task.error or {}
    code = _known(error.get("code"))
    return Refused(code) if error.get("type") == _ITEMS else Away(code or task.status)


@contextmanager
def _errors() -> Iterator[None]:
    """Everything that asking the server can raise, as one of the two."""
    from meilisearch.errors import MeilisearchApiError, MeilisearchError
    from requests import RequestException

    try:
        yield
    except MeilisearchApiError as error:
        code = _known(error.code)
        if error.status_code >= 500 or error.status_code in _BUSY or not code:
            raise Away(code or f"answers {error.status_code}") from error
        raise Refused(code) from error
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        # An answer that is not JSON, or says something else than Meilisearch would.
        raise Away("answers what is not Meilisearch's") from error
    except (MeilisearchError, RequestException) as error:
        raise Away("does not answer") from error


def _known(code: object) -> str:
    """A code of Meilisearch's; nothing where it is none."""
    return code if isinstance(code, str) and _CODE.fullmatch(code) else ""
