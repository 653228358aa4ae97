"""The rules for browsers about a page: where its parts may come from, and who may frame it."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Final
from urllib.parse import urlsplit

from django.conf import settings
from django.core.files.storage import default_storage

from cms.ledger.hosts import hosts
from cms.normal_form import origin_of

# The players that cms.core.video turns addresses into; a test keeps the two lists the same.
PLAYERS: Final = (
    "https://www.youtube-nocookie.com",
    "https://player.vimeo.com",
    "https://tv.naver.com",
    "https://play-tv.kakao.com",
)
NOBODY: Final = "'none'"


def headers(*, styles: str = "", framed_by: str = NOBODY, frames: tuple[str, ...] = ()) -> dict[str, str]:
    """The security headers of a page. No script and no style stands in it; ``styles`` is a further source of styles.

    ``frames`` are the addresses of what it shows in a frame beside videos. Forms are sent to the city alone, and its
    search alone is asked for suggestions.
    """
    return {
        "Content-Security-Policy": _policy(
            styles, framed_by, frames, next(iter(hosts()), ""), settings.MADANG_BASE_URL
        ),
        "Referrer-Policy": "strict-origin-when-cross-origin",
        "X-Content-Type-Options": "nosniff",
        "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    }


def editor() -> str:
    """The hosts that may frame a preview: this one, and the editor's where it is another."""
    return f"'self' {origin_of(settings.WAGTAILADMIN_BASE_URL)}"


@lru_cache(maxsize=256)
def _policy(styles: str, framed_by: str, frames: tuple[str, ...], main_host: str, base_url: str) -> str:
    rules = {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'", styles],
        "img-src": ["'self'", main_host, *_media_origins(base_url)],
        "frame-src": [*PLAYERS, *dict.fromkeys(map(_folder, frames))],
        "connect-src": ["'self'", main_host],
        "form-action": ["'self'", main_host],
        "base-uri": ["'none'"],
        "frame-ancestors": [framed_by],
    }
    return "; ".join(f"{name} {_words(sources)}" for name, sources in rules.items())


def _media_origins(base_url: str) -> list[str]:
    """The origins of pictures besides the page's own host: the base address, and an object store."""
    addresses = (base_url, settings.MEDIA_URL, default_storage.url("picture"))
    parts = (urlsplit(address) for address in addresses)
    return sorted({f"{part.scheme}://{part.netloc}" for part in parts if part.netloc})


def _folder(url: str) -> str:
    """The source that admits an address and nothing outside its folder (CSP 3, 6.7.2.10); a file name may hold
    characters that end a source, its folder's has none."""
    path = url.partition("?")[0]
    return path[: path.rindex("/") + 1]


def _words(sources: Sequence[str]) -> str:
    return " ".join(source for source in sources if source)
