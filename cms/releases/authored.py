"""The text that somebody has written on a page, place by place as the editor shows it, to tell findings and cover them.

Places are found by walking the fields and blocks of the page, so a new one joins by itself. In HTML the text is what a
reader sees, with each character's place in the source beside it.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from html import unescape
from typing import Any, Final

from django.db import models
from django.utils.translation import gettext
from wagtail import blocks
from wagtail.contrib.typed_table_block.blocks import BaseTypedTableBlock
from wagtail.fields import StreamField

from screening import Finding, mask

_TAG: Final = re.compile(r"<[^>]*>")
_ENTITY: Final = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,31});")
_ATTRIBUTE: Final = re.compile(r'\s(?:href|src|alt|title|cite)="([^"]*)"')
_BREAKS: Final = re.compile(r"</?(?:p|li|ul|ol|h[1-6]|br|hr|div|td|th|tr|table|figure|figcaption|blockquote)\b")
_MASK: Final = "*"
# Fields that nobody writes: chosen, or made by the program.
_NO_TEXT: Final = frozenset({"draft_title", "url_path", "path", "seo_title", "search_description", "source_id"})


@dataclass(frozen=True, slots=True)
class Place:
    """A text and where it stands: ``field`` is the name of the form's field, ``label`` the way to it in words.

    ``cover`` puts a text as long in its place.
    """

    field: str
    label: str
    text: str
    cover: Callable[[str], None]


@dataclass(slots=True)
class _Source:
    """HTML as a reader sees it; ``spans`` has for each character its stretch of the source, None for a break."""

    html: str
    letters: list[str] = field(default_factory=list)
    spans: list[tuple[int, int] | None] = field(default_factory=list)

    @property
    def text(self) -> str:
        return "".join(self.letters)

    def covered(self, text: str) -> str:
        """The source with what ``text`` has covered."""
        pieces, at = [], 0
        changed = [
            span
            for old, new, span in zip(self.letters, text, self.spans, strict=True)
            if old != new == _MASK and span is not None
        ]
        for start, end in sorted(changed):
            pieces += [self.html[at:start], _MASK]
            at = end
        return "".join([*pieces, self.html[at:]])


def places(page: Any) -> Iterator[Place]:
    """The texts of a page that its form can change, in the order of its fields; empty ones are left out."""
    for spec in page._meta.get_fields():
        if isinstance(spec, StreamField):
            yield from _stream(page, spec)
        elif _is_written(spec):
            value = getattr(page, spec.name) or ""
            if value:
                label = str(spec.verbose_name)
                yield Place(spec.name, label, value, partial(_set_field, page, spec))


def _is_written(spec: Any) -> bool:
    texts = isinstance(spec, models.CharField | models.TextField)
    return texts and spec.editable and not spec.choices and spec.name not in _NO_TEXT


def _set_field(page: Any, spec: Any, text: str) -> None:
    """An address cannot have the marks of a covered text."""
    is_slug = isinstance(spec, models.SlugField)
    setattr(page, spec.name, re.sub(r"[*-]+", "-", text).strip("-") if is_slug else text)


def _stream(page: Any, spec: StreamField) -> Iterator[Place]:
    value = getattr(page, spec.name)
    raw = value.get_prep_value() if value else []
    label = str(spec.verbose_name)

    def store() -> None:
        setattr(page, spec.name, spec.to_python(raw))

    for leaf in _walk(spec.stream_block, raw, label):
        yield leaf.place(spec.name, store)


@dataclass(frozen=True, slots=True)
class _Leaf:
    """A string of a stream's raw value: ``put`` sets it there."""

    label: str
    value: str
    is_html: bool
    put: Callable[[str], None]

    def place(self, name: str, store: Callable[[], None]) -> Place:
        source = read_html(self.value) if self.is_html else None

        def cover(text: str) -> None:
            self.put(source.covered(text) if source else text)
            store()

        return Place(name, self.label, source.text if source else self.value, cover)


def _walk(block: Any, raw: Any, label: str, put: Callable[[Any], None] | None = None) -> Iterator[_Leaf]:
    for kind, step in _STEPS:
        if isinstance(block, kind):
            yield from step(block, raw, label)
            return
    if isinstance(raw, str) and raw and put is not None and not isinstance(block, blocks.ChoiceBlock):
        yield _Leaf(label, raw, isinstance(block, blocks.RichTextBlock | blocks.RawHTMLBlock), put)


def _children(block: Any, raw: list[Any] | None, label: str) -> Iterator[_Leaf]:
    for number, child in enumerate(raw or (), 1):
        if (inner := block.child_blocks.get(child["type"])) is not None:
            here = f"{label} › {number}. {inner.label}"
            yield from _walk(inner, child["value"], here, partial(child.__setitem__, "value"))


def _named(block: Any, raw: dict[str, Any] | None, label: str) -> Iterator[_Leaf]:
    raw = raw if isinstance(raw, dict) else {}
    for name, inner in block.child_blocks.items():
        if name in raw:
            yield from _walk(inner, raw[name], _below(label, inner), partial(raw.__setitem__, name))


def _below(label: str, block: Any) -> str:
    """The way one step further, where the step has a name of its own."""
    step = str(block.label or "")
    return label if not step or label.endswith(step) else f"{label} › {step}"


def _items(block: Any, raw: list[Any] | None, label: str) -> Iterator[_Leaf]:
    raw = raw or []
    for number, item in enumerate(raw):
        here = f"{label} › {number + 1}"
        if isinstance(item, dict) and item.get("type") == "item":
            yield from _walk(block.child_block, item["value"], here, partial(item.__setitem__, "value"))
        else:
            yield from _walk(block.child_block, item, here, partial(raw.__setitem__, number))


def _table(block: Any, raw: dict[str, Any] | None, label: str) -> Iterator[_Leaf]:
    raw = raw or {}
    if raw.get("caption"):
        yield _Leaf(label, raw["caption"], False, partial(raw.__setitem__, "caption"))
    columns = raw.get("columns", [])
    for number, column in enumerate(columns, 1):
        if column.get("heading"):
            here = gettext("%(table)s › heading %(column)s") % {"table": label, "column": number}
            yield _Leaf(here, column["heading"], False, partial(column.__setitem__, "heading"))
    for row_number, row in enumerate(raw.get("rows", []), 1):
        for number, cell in enumerate(row["values"]):
            at = {"table": label, "row": row_number, "column": number + 1}
            here = gettext("%(table)s › row %(row)s, column %(column)s") % at
            inner = block.child_blocks[columns[number]["type"]]
            yield from _walk(inner, cell, here, partial(row["values"].__setitem__, number))


_STEPS: Final[tuple[tuple[type, Callable[[Any, Any, str], Iterator[_Leaf]]], ...]] = (
    (blocks.BaseStreamBlock, _children),
    (blocks.BaseStructBlock, _named),
    (blocks.ListBlock, _items),
    (BaseTypedTableBlock, _table),
)


def read_html(html: str) -> _Source:
    """HTML as a reader sees it, with what its links and pictures are called after it."""
    source, at, named = _Source(html), 0, []
    for tag in _TAG.finditer(html):
        _read_text(source, at, tag.start())
        if _BREAKS.match(tag.group()):
            _break(source)
        named += [(tag.start() + each.start(1), tag.start() + each.end(1)) for each in _ATTRIBUTE.finditer(tag.group())]
        at = tag.end()
    _read_text(source, at, len(html))
    for start, end in named:
        _break(source)
        _read_text(source, start, end)
    return source


def _break(source: _Source) -> None:
    source.letters.append("\n")
    source.spans.append(None)


def _read_text(source: _Source, start: int, end: int) -> None:
    at = start
    while at < end:
        entity = _ENTITY.match(source.html, at, end) if source.html[at] == "&" else None
        shown = unescape(entity.group()) if entity else source.html[at]
        after = entity.end() if entity else at + 1
        # A reference that is none is text as it stands.
        if entity and len(shown) != 1:
            shown, after = "&", at + 1
        source.letters.append(shown)
        source.spans.append((at, after))
        at = after


def covered(place: Place, findings: Sequence[Finding]) -> None:
    """Cover findings, whose positions are those of the text of the place, in the page in memory."""
    place.cover(mask(place.text, findings))
