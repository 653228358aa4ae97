"""The names of the indexes of a city, and the server they are on."""

import re
from typing import Final

from django.conf import settings

from cms.search.meilisearch.server import READ, WRITE, Server

# The channel that tells the indexes that are read.
FOLLOWER: Final = "meilisearch"
_PLAIN: Final = re.compile(r"(?!x-)[A-Za-z0-9_-]{1,60}")


def is_configured() -> bool:
    """Return whether there is a server."""
    return bool(settings.MEILISEARCH)


def live(site: str) -> str:
    """The index that is read."""
    return _name("live", site)


def following(site: str) -> str:
    """The index that is being made to take its place."""
    return _name("next", site)


def _name(part: str, site: str) -> str:
    """The prefix has no underscore, so no two cities, parts or installations have a name in common."""
    city = site if _PLAIN.fullmatch(site) else f"x-{site.encode().hex()}"
    return f"{settings.MEILISEARCH['prefix']}_{part}_{city}"


def reader() -> Server:
    """The server as requests of readers ask it: with the key that can only search."""
    return Server(settings.MEILISEARCH["url"], settings.MEILISEARCH["search_key"], seconds=READ)


def writer() -> Server:
    """The server as the worker and commands tell it."""
    return Server(settings.MEILISEARCH["url"], settings.MEILISEARCH["key"], seconds=WRITE)
