"""Drafts on loan: the one door through which an item that is not public can be read, by a token that expires.

A page app registers how a token becomes a draft; outputs call :func:`load` and know nothing of the app. A draft is
never stored in the ledger, so nothing but the holder of its token can see it.
"""

from collections.abc import Callable

from cms.core.errors import NotFound
from cms.core.records import Body, Record

Draft = tuple[Record, Body]
Loader = Callable[[str], Draft]

_loaders: list[Loader] = []


def register(loader: Loader) -> None:
    """Add a loader: it returns the draft that a token names, raises NotFound for a token it did not make and Gone for
    one that has expired."""
    if loader not in _loaders:
        _loaders.append(loader)


def load(token: str) -> Draft:
    """The draft that ``token`` names, from the first loader that knows it; NotFound or Gone."""
    for loader in _loaders:
        try:
            return loader(token)
        except NotFound:
            continue
    raise NotFound("no draft has this preview token", where="token")
