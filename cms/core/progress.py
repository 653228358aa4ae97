"""A line on the terminal that says how far it is, how fast, and how long yet; silent where nobody watches."""

import time
from typing import Final, TextIO

_EVERY_SECONDS: Final = 0.2


class Progress:
    """Progress towards ``total`` things on ``stream``."""

    def __init__(self, stream: TextIO, *, total: int) -> None:
        self._stream = stream
        self._total = total
        self._start = time.monotonic()
        self._shown = 0.0
        self._watched = stream.isatty()

    def show(self, done: int) -> None:
        """Say that ``done`` things are done; at most five times a second."""
        now = time.monotonic()
        if not self._watched or (now - self._shown < _EVERY_SECONDS and done < self._total):
            return
        self._shown = now
        rate = done / max(now - self._start, 0.001)
        left = int((self._total - done) / rate) if rate else 0
        share = 100 * done // max(self._total, 1)
        self._stream.write(
            f"\r{done:>8,}/{self._total:,}  {share:>3} %  {rate:,.0f}/s  {left // 60}:{left % 60:02} left "
        )
        self._stream.flush()

    def done(self) -> float:
        """End the line; returns the seconds that it took."""
        if self._watched:
            self._stream.write("\n")
        return time.monotonic() - self._start
