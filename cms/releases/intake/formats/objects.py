"""JSON lines, and one JSON array that may stand in an object (``{"documents": [...]}``), an object a row."""

import codecs
import json
import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import Any, Final

from cms.core.errors import BadInput, TooLarge
from cms.core.streams import HEAD_BYTES, Source
from cms.releases.intake.columns import REFUSAL
from cms.releases.intake.formats import lines
from cms.releases.intake.formats.rows import HEADER_WITHIN, MAX_ROW_BYTES, Refuse, Row

# Where the text of a row that is no JSON goes in a report, so that it can be put right there.
BROKEN: Final = "broken"
CHUNK: Final = 2**18
WRAPPED: Final = re.compile(r'\s*\{\s*"(?:documents|items|data|DATA)"\s*:\s*\[')
_SPACE: Final = re.compile(r"\s*")
_MARK: Final = "\ufeff"


class _Objects:
    """The common part of both forms."""

    def __init__(self, opened: Callable[[], Source]) -> None:
        self._opened = opened

    def columns(self) -> Sequence[str]:
        names = (name for row in islice(self.rows(), HEADER_WITHIN) for name in row.values)
        return list(dict.fromkeys(names))

    def rows(self) -> Iterator[Row]:
        raise NotImplementedError


class JsonLines(_Objects):
    """An object a line; empty lines are skipped."""

    form = "JSON lines"
    suffix = ".jsonl"

    def rows(self) -> Iterator[Row]:
        for number, line in enumerate(lines.read(self._opened()), start=1):
            place = f"line {number}"
            if line is None:
                yield Row(place=place, values={}, problem=lines.TOO_LONG)
                continue
            try:
                text = line.decode("utf-8-sig" if number == 1 else "utf-8").strip()
            except UnicodeDecodeError:
                shown = line.decode(errors="backslashreplace")
                yield Row(place=place, values={BROKEN: shown}, problem="has bytes that are not UTF-8")
                continue
            if text:
                yield _line(place, text)

    @contextmanager
    def report(self, path: Path) -> Iterator[Refuse]:
        # A lone surrogate stays the escape that it was in JSON.
        with path.open("w", encoding="utf-8", errors="backslashreplace") as file:
            yield lambda row, reason: print(_reported(row, reason), file=file)


class JsonArray(_Objects):
    """An array of objects; where its syntax is broken the whole list is, as nothing tells where a row begins."""

    form = "JSON"
    suffix = ".json"

    def rows(self) -> Iterator[Row]:
        for number, value in enumerate(_Array(self._opened()).values(), start=1):
            yield _row(f"item {number}", value)

    @contextmanager
    def report(self, path: Path) -> Iterator[Refuse]:
        with path.open("w", encoding="utf-8", errors="backslashreplace") as file:
            separator = "[\n"

            def refuse(row: Row, reason: str) -> None:
                nonlocal separator
                file.write(separator + _reported(row, reason))
                separator = ",\n"

            yield refuse
            file.write("\n]\n" if separator == ",\n" else "[]\n")


class _Array:
    """The elements of an array, one after the other, of a text that is never in memory as a whole."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._decode = codecs.getincrementaldecoder("utf-8-sig")().decode
        self._text = ""
        self._at = 0
        self._ended = False
        self._passed = 0

    def values(self) -> Iterator[Any]:
        self._open()
        if self._next() == "]":
            return
        while True:
            yield self._value()
            sign = self._next()
            if sign == "]":
                return
            if sign != ",":
                raise self._broken("a comma or ] is missing" if sign else "it ends within its array")
            self._at += 1
            self._next()

    def _open(self) -> None:
        while len(self._text) < HEAD_BYTES and self._more():
            pass
        opening = WRAPPED.match(self._text) or re.match(r"\s*\[", self._text)
        if not opening:
            raise self._broken("no array of rows")
        self._at = opening.end()

    def _next(self) -> str:
        """The next character that is no space, without taking it; empty at the end."""
        while True:
            self._at = _SPACE.match(self._text, self._at).end()  # type: ignore[union-attr]
            if self._at < len(self._text):
                return self._text[self._at]
            if not self._more():
                return ""

    def _value(self) -> Any:
        wanted = 0
        while True:
            if len(self._text) - self._at >= wanted or self._ended:
                try:
                    value, end = json.JSONDecoder().raw_decode(self._text, self._at)
                except json.JSONDecodeError as error:
                    if self._ended:
                        raise self._broken(error.msg, at=error.pos) from error
                except (ValueError, RecursionError) as error:
                    raise self._broken(_limit(error)) from error
                else:
                    # A number may go on in the next chunk.
                    if end < len(self._text) or self._ended:
                        self._at = end
                        return value
                # Twice as much before the next attempt: the work stays in proportion to the size.
                wanted = max(2**16, 2 * (len(self._text) - self._at))
            if len(self._text) - self._at > MAX_ROW_BYTES:
                raise TooLarge(f"a row is {lines.TOO_LONG}", where=f"character {self._passed + self._at}")
            self._more()

    def _more(self) -> bool:
        if self._ended:
            return False
        data = self._source.read(CHUNK)
        self._source.item_done()
        try:
            text = self._decode(data, final=not data)
        except UnicodeDecodeError as error:
            raise BadInput("is not UTF-8", where=f"byte {self._source.read_bytes - len(data) + error.start}") from error
        self._passed += self._at
        self._text, self._at = self._text[self._at :] + text, 0
        self._ended = not data
        return not self._ended

    def _broken(self, message: str, *, at: int | None = None) -> BadInput:
        return BadInput(f"broken JSON: {message}", where=f"character {self._passed + (self._at if at is None else at)}")


def _line(place: str, text: str) -> Row:
    try:
        value = json.loads(text)
    except json.JSONDecodeError as error:
        return Row(place=place, values={BROKEN: text}, problem=f"broken JSON: {error}")
    except (ValueError, RecursionError) as error:
        return Row(place=place, values={BROKEN: text}, problem=f"broken JSON: {_limit(error)}")
    return _row(place, value)


def _limit(error: Exception) -> str:
    """The limit of Python's that a text passes whose syntax is right."""
    return "it nests too deeply" if isinstance(error, RecursionError) else "a number has too many digits"


def _row(place: str, value: Any) -> Row:
    if isinstance(value, dict):
        return Row(place=place, values=value)
    return Row(place=place, values={BROKEN: value}, problem="not an object with names and values")


def _reported(row: Row, reason: str) -> str:
    return json.dumps({**row.values, REFUSAL: reason}, ensure_ascii=False)
