"""The front pages of the city and of its websites: which parts each has, in which order, and what is in the first ones.

A part is as :class:`cms.core.records.FrontSection` has it; without an arrangement a site has the usual ones.
"""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from cms.core.records import LaidOut
from frontend.addresses import Target
from frontend.page import Data

# The posts of a front page, the lead and its headlines among them; further pages of it list as many as all listings do.
POSTS: Final = 8
HEADLINES: Final = 4
_LISTED: Final = 20
_USUAL: Final[Mapping[str, tuple[str, ...]]] = {
    "home": ("lead", "fields", "events", "boards", "documents", "news", "websites"),
    "website": ("lead", "events", "boards", "news"),
}
FRONTS: Final = frozenset(_USUAL)
# What is asked for only where a part shows it.
_ASKED: Final = ("fields", "events", "boards", "documents")
# So many of these that follow each other stand side by side.
_BESIDE: Final = 3
_NARROW: Final = frozenset({"boards", "events", "documents", "listing", "links"})


def is_arranged(target: Target) -> bool:
    """Return whether its web team has said what the front page is made of."""
    return bool(_arranged(target))


def variables(target: Target, after: str | None) -> Data:
    """The variables of the document of a front page: with ``after``, older posts and no parts."""
    if target.name not in FRONTS:
        return {}
    types = () if after else _types(target)
    asked = {f"with{name.capitalize()}": name in types for name in _ASKED}
    return asked | {"first": _LISTED if after else POSTS}


def _types(target: Target) -> tuple[str, ...]:
    return _arranged(target) or _USUAL[target.name]


def _arranged(target: Target) -> tuple[str, ...]:
    layout = target.term.layout(target.language) if isinstance(target.term, LaidOut) else None
    return tuple(one.type for one in layout.sections) if layout else ()


def front(name: str, data: Data) -> Data:
    """The rows of the parts, and the posts in them: those that are pinned come first.

    A part of a list that has nothing in it and never had is left out.
    """
    term, posts = data["term"], data["posts"]["nodes"]
    layout = term["layout"] or {}
    usual = [{"type": type_, "title": ""} for type_ in _USUAL[name]]
    told = [part for part in layout.get("sections") or usual if _has_something(part["type"], data)]
    parts = [{**part, "id": f"{part['type']}-{number}"} for number, part in enumerate(told, 1)]
    given = [part["type"] for part in parts]
    lead = _lead(term["pinned"], posts) if "lead" in given else []
    shown = {post["url"] for post in lead}
    news = [post for post in posts if post["url"] not in shown]
    return {
        "rows": list(_rows(parts)),
        "leads": "lead" in given,
        "lead": lead,
        "news": news,
        "shortcuts": layout.get("shortcuts", []),
    }


def _has_something(type_: str, data: Data) -> bool:
    if type_ == "events":
        return any(section["key"] == "events" for section in data["sections"])
    if type_ == "documents":
        return bool(data["documents"]["nodes"])
    return bool(data.get(type_)) if type_ in ("boards", "websites") else True


def _lead(pinned: list[Data], posts: list[Data]) -> list[Data]:
    """The lead and its headlines: what is pinned, else the newest with a picture; then the newest."""
    first = pinned[:1] or [post for post in posts if post["image"]][:1] or posts[:1]
    found = {post["url"]: post for post in (*first, *pinned, *posts)}
    return list(found.values())[: HEADLINES + 1]


def _rows(parts: list[Data]) -> Iterator[list[Data]]:
    row: list[Data] = []
    for part in parts:
        if row and (len(row) == _BESIDE or not (_is_narrow(row[0]) and _is_narrow(part))):
            yield row
            row = []
        row.append(part)
    if row:
        yield row


def _is_narrow(part: Any) -> bool:
    return part["type"] in _NARROW
