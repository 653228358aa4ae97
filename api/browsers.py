"""The ``Accept`` headers of browsers: the same in other words, so that they share what is kept of a page."""

import re
from functools import lru_cache
from typing import Final

_LONGEST: Final = 400
# A page at the highest quality, then nothing that is negotiated anywhere here, and all else below it.
_BROWSER: Final = re.compile(
    r"text/html(?:\s*,\s*(?:(?:application/(?:xhtml\+xml|xml|signed-exchange)|image/[a-z0-9*+.-]+)(?:;[^,]*)?"
    r"|\*/\*;\s*q=0\.[1-9]\d*))*",
    re.IGNORECASE,
)


def normal_accept(accept: str | None) -> str | None:
    """An Accept header by which every offer is chosen as by this one (RFC 9111, 4.1).

    Browsers differ in the pictures that they take, and a page has nothing to do with these.
    """
    return _normal(accept) if accept and len(accept) <= _LONGEST else accept


@lru_cache(maxsize=512)
def _normal(accept: str) -> str:
    if not _BROWSER.fullmatch(accept):
        return accept
    return "text/html, */*;q=0.8" if "*/*" in accept else "text/html"
