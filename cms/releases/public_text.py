"""The text that the public reads of a record and of its body, a part each, for screening.

All fields of a record are walked, so a new one joins by itself; left out is what nobody has written.
"""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from html.parser import HTMLParser
from typing import Any, Final
from urllib.parse import unquote, urlsplit

from cms.core.records import Body, Record
from screening import Part

# Fields whose values are made by the program or chosen of a vocabulary that has its own editor, at whatever depth.
NOT_WRITTEN: Final[dict[str, str]] = {
    "key": "made by the program",
    "iri": "made by the program",
    "site": "the key of the city",
    "language": "chosen",
    "licence": "chosen",
    "publisher": "the key of a department",
    "topics": "keys of fields",
    "website": "the key of a website",
    "committee": "the key of a committee",
    "board": "the key of a board",
    "status": "chosen",
    "openness": "chosen",
    "type": "of a file, by its content",
    "role": "chosen",
    "parent": "the key of a page",
    "ancestors": "keys of pages",
    "unit": "the key of a department",
    "field": "the key of a field",
    "kind": "chosen",
    "frequency": "chosen",
    "weekdays": "chosen",
    "rule": "made by the program",
    "time_zone": "that of the city",
}
# Addresses of other places: of these only what somebody has named is read.
_ADDRESSES: Final = frozenset({"url", "map_url", "online_url"})
_READ_WHOLE: Final = ("mailto:", "tel:")
_TEXTUAL: Final = frozenset({"title", "alt", "href", "src", "cite", "datetime"})
BODY: Final = "body"
HIDDEN: Final = "body:links"


def parts(record: Record, body: Body) -> Iterator[Part]:
    """The texts of a record and of its body, in the order of its fields."""
    for name, text in _texts(record, ""):
        if text:
            yield Part(name=name, text=text)
    yield Part(name=BODY, text=body.text)
    yield Part(name=HIDDEN, text=_hidden(body.html))


def named(address: str) -> str:
    """The words that somebody has put into an address: its last step and its query, of mail and telephone all."""
    if address.startswith(_READ_WHOLE):
        return unquote(address)
    parts_ = urlsplit(address)
    step = parts_.path.rstrip("/").rpartition("/")[2]
    return unquote(f"{step}?{parts_.query}" if parts_.query else step)


def _texts(value: Any, name: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, str):
        field = name.rpartition(".")[2]
        yield name, named(value) if field in _ADDRESSES else value
    elif is_dataclass(value):
        for spec in fields(value):
            if spec.name not in NOT_WRITTEN:
                yield from _texts(getattr(value, spec.name), f"{name}.{spec.name}".lstrip("."))
    elif isinstance(value, tuple):
        for place, item in enumerate(value):
            yield from _texts(item, f"{name}.{place}")


def _hidden(html: str) -> str:
    """The values of the attributes of clean HTML, a line each: addresses of links and pictures, titles."""
    reader = _AttributeReader()
    reader.feed(html)
    reader.close()
    return "\n".join(filter(None, reader.values))


class _AttributeReader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.values: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if name in _TEXTUAL and value:
                self.values.append(named(value) if name in {"href", "src", "cite"} else value)
