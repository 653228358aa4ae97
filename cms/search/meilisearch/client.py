"""The official client, whose answers end in time: each as a whole within its seconds, and within a number of bytes.

The client's own time-out is for each piece of an answer, so that a server that sends one byte a second would keep a
reader's thread for as long as it likes. Import it where a server is asked: it brings pydantic.
"""

from collections.abc import Callable, Iterator
from functools import wraps
from time import monotonic
from typing import Any, Final

from meilisearch import Client
from meilisearch._httprequests import HttpRequests
from meilisearch.index import Index
from requests import ConnectionError, Response, Timeout
from urllib3.exceptions import HTTPError

# Bytes of an answer, of which the largest lists the keys of an index.
LONGEST: Final = 32_000_000
_PIECE: Final = 65_536

Asked = Callable[..., Response]


class TimelyClient(Client):
    """The client of a server, with ``seconds`` for each answer."""

    def __init__(self, url: str, key: str, *, seconds: int) -> None:
        super().__init__(url, key, timeout=seconds)
        self.http = self.task_handler.http = _Requests(self.config)

    def index(self, uid: str) -> Index:
        """An index by its name; nothing is asked."""
        index = super().index(uid)
        index.http = index.task_handler.http = self.http
        return index


class _Requests(HttpRequests):
    def send_request(self, http_method: Asked, *given: Any, **named: Any) -> Any:
        return super().send_request(_timely(http_method, self.config.timeout or 0), *given, **named)


def _timely(method: Asked, seconds: float) -> Asked:
    """The same method, whose answer has been read when it is returned; the client looks at its name."""

    @wraps(method)
    def asked(url: str, **named: Any) -> Response:
        deadline = monotonic() + seconds
        with method(url, stream=True, **named) as answer:
            answer._content = b"".join(_pieces(answer, deadline))
        return answer

    return asked


def _pieces(answer: Response, deadline: float) -> Iterator[bytes]:
    """What comes of a body, as it comes."""
    left = LONGEST
    try:
        while piece := answer.raw.read1(_PIECE, decode_content=True):
            left -= len(piece)
            if left < 0:
                raise ConnectionError(f"an answer of more than {LONGEST} bytes")
            if monotonic() > deadline:
                raise Timeout("an answer that has not ended in time")
            yield piece
    except HTTPError as error:
        raise ConnectionError("an answer that has not ended") from error
