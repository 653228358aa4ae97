"""One web process on a socket that its parent has opened: ``python -m cms.serving MODULE:APPLICATION DESCRIPTOR``."""

import os
import resource
import signal
import socket
import sys
from collections.abc import Callable
from typing import Any, Final

from uvicorn import Config, Server

from cms.serving.protocol import Connection, Patience

# Open files beside the connections: the database, files that are sent, bodies on the disk, the loop's own.
_OTHER_FILES: Final = 200
_MOST_FILES: Final = 65_536
KEEP_ALIVE_SECONDS: Final = 20
# Less than a parent waits before it kills.
STOP_SECONDS: Final = 10


def main(application: str, descriptor: int) -> None:
    """Serve until SIGTERM; requests under way are answered first."""
    _when_asked(_leave_loading)
    config = Config(
        application,
        http=Connection,
        ws="none",
        loop="uvloop",
        lifespan="off",
        log_config=None,
        log_level="warning",
        access_log=False,
        proxy_headers=False,
        server_header=False,
        timeout_keep_alive=KEEP_ALIVE_SECONDS,
        timeout_graceful_shutdown=STOP_SECONDS,
    )
    # Before there is a loop, in which Django would refuse to ask the database.
    config.load()
    _when_asked(_leave)
    Connection.patience = _patience()
    Server(config).run(sockets=[socket.socket(fileno=descriptor)])


def _patience() -> Patience:
    from django.conf import settings

    return Patience(
        headers=settings.MADANG_HEADER_SECONDS,
        stall=settings.MADANG_STALL_SECONDS,
        rate=settings.MADANG_LEAST_RATE,
        connections=min(settings.MADANG_CONNECTIONS, max(_files() - _OTHER_FILES, 16)),
    )


def _files() -> int:
    """The number of files that this process may open, after raising that to its bound."""
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    files = _MOST_FILES if hard == resource.RLIM_INFINITY else min(hard, _MOST_FILES)
    resource.setrlimit(resource.RLIMIT_NOFILE, (files, hard))
    return files


def _when_asked(leave: Callable[..., None]) -> None:
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, leave)


def _leave_loading(*_: Any) -> None:
    """End at once, with nothing begun: an exit raised while a class is being made is told as a fault of that class."""
    os._exit(0)


def _leave(*_: Any) -> None:
    sys.exit(0)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
