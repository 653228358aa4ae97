"""The text of what people write, as its type declares it searchable: ``search_fields``, as everywhere in Wagtail."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any, Final

from modelsearch.index import RelatedFields, SearchField

from cms.ledger.moments import EPOCH, microseconds
from cms.search.texts import MOST_LETTERS
from retrieval.segments import Text

# The parts in which fields are searched by their names; all others are of the summary.
_PARTS: Final = {"title": "title", "body": "body", "tags": "aside", "credit": "aside"}


def text(key: int, moment: datetime | None, *versions: Any) -> Text:
    """The text of an object, in all of these versions of it; what both say stands there once."""
    parts: dict[str, dict[str, None]] = {name: {} for name in ("title", "aside", "summary", "body")}
    for version in versions:
        for name, value in _values(version, version.get_search_fields()):
            parts[_PARTS.get(name, "summary")][value] = None
    title, aside, summary, body = ("\n".join(filter(None, values))[:MOST_LETTERS] for values in parts.values())
    since = microseconds(moment or EPOCH)
    return Text(key=key, moment=since, title=title, aside=aside, summary=summary, body=body)


def _values(of: Any, fields: Iterable[Any]) -> Iterator[tuple[str, str]]:
    for field in fields:
        if isinstance(field, SearchField):
            yield field.field_name, _written(field.get_value(of))
        elif isinstance(field, RelatedFields):
            others = field.get_value(of)
            for other in others.all() if hasattr(others, "all") else filter(None, [others]):
                yield from ((field.field_name, value) for _, value in _values(other, field.fields))


def _written(value: Any) -> str:
    if isinstance(value, list | tuple):
        return "\n".join(map(_written, value))
    return "" if value is None else str(value)
