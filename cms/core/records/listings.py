"""Lists that are made when they are read, by filters that a page or a layout has."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """A list of the newest that some filters find, which is made when it is read: ``first`` of them.

    ``kind`` says of what, ``field``, ``website``, ``unit`` and ``tag`` are keys of terms that it is narrowed to, and
    ``language`` is empty for what is shown in every language.
    ``url`` is where all of it is found. Where a list stands in a body, a link to that stands at its place.
    """

    url: str
    title: str
    kind: str
    language: str = ""
    field: str | None = None
    website: str | None = None
    unit: str | None = None
    tag: str | None = None
    first: int = 5
