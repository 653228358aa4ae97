"""Video players that may be framed: which addresses are known, and the player's address for each.

The player of a known service is derived from the address of the video alone, so nothing is asked over the network,
and no other site can ever be framed.
"""

import re
from collections.abc import Callable
from typing import Final
from urllib.parse import parse_qs, urlsplit

_ID: Final = re.compile(r"[A-Za-z0-9_-]{1,40}")
_NUMBER: Final = re.compile(r"[0-9]{1,20}")


def _youtube(path: list[str], query: dict[str, list[str]]) -> str | None:
    if path[:1] == ["watch"]:
        return _player("https://www.youtube-nocookie.com/embed/", query.get("v", [""])[0], _ID)
    if len(path) == 2 and path[0] in {"embed", "shorts", "live", "v"}:
        return _player("https://www.youtube-nocookie.com/embed/", path[1], _ID)
    return None


def _youtu_be(path: list[str], query: dict[str, list[str]]) -> str | None:
    return _player("https://www.youtube-nocookie.com/embed/", path[0] if len(path) == 1 else "", _ID)


def _vimeo(path: list[str], query: dict[str, list[str]]) -> str | None:
    return _player("https://player.vimeo.com/video/", path[-1] if path else "", _NUMBER)


def _naver(path: list[str], query: dict[str, list[str]]) -> str | None:
    return _player("https://tv.naver.com/embed/", path[-1] if path[:1] in (["v"], ["embed"]) else "", _NUMBER)


def _kakao(path: list[str], query: dict[str, list[str]]) -> str | None:
    known = path[:1] == ["v"] or "cliplink" in path
    return _player("https://play-tv.kakao.com/embed/player/cliplink/", path[-1] if known else "", _NUMBER)


_SERVICES: Final[dict[str, Callable[[list[str], dict[str, list[str]]], str | None]]] = {
    "youtube.com": _youtube,
    "youtube-nocookie.com": _youtube,
    "youtu.be": _youtu_be,
    "vimeo.com": _vimeo,
    "player.vimeo.com": _vimeo,
    "tv.naver.com": _naver,
    "tv.kakao.com": _kakao,
    "play-tv.kakao.com": _kakao,
}


def _player(prefix: str, identifier: str, form: re.Pattern[str]) -> str | None:
    return prefix + identifier if form.fullmatch(identifier) else None


def player_url(address: str) -> str | None:
    """The https address of the player for a video on YouTube, Vimeo, Naver TV or Kakao TV; None for anything else."""
    try:
        parts = urlsplit(address.strip())
        host = (parts.hostname or "").removeprefix("www.").removeprefix("m.")
        port = parts.port
    except ValueError:
        return None
    service = _SERVICES.get(host)
    if service is None or parts.scheme not in {"", "http", "https"} or port not in {None, 80, 443}:
        return None
    return service([step for step in parts.path.split("/") if step], parse_qs(parts.query))


_PAGES: Final = (
    ("https://www.youtube-nocookie.com/embed/", "https://www.youtube.com/watch?v="),
    ("https://player.vimeo.com/video/", "https://vimeo.com/"),
    ("https://tv.naver.com/embed/", "https://tv.naver.com/v/"),
    ("https://play-tv.kakao.com/embed/player/cliplink/", "https://tv.kakao.com/v/"),
)


def page_url(player: str) -> str:
    """The page of the video that :func:`player_url` gave this player of, which is what people know it by."""
    return next((page + player.removeprefix(start) for start, page in _PAGES if player.startswith(start)), player)
