"""``python -m screening FILE …``: tell where personal data stands in files, or print them with it covered.

Text is read as it is, anything else (PDF, HWP, office files) by the library ``files`` where that is there too. The
values themselves are never printed. Exit status: 0 nothing found, 1 something found, 2 something could not be read or
printed.
"""

import argparse
import json
import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from importlib.util import find_spec
from io import TextIOWrapper
from pathlib import Path
from typing import Any, Final, TypeAlias

from screening import Finding, mask, rules_version, screen

CLEAR, FOUND, UNREAD = 0, 1, 2
# The name of the one part of a text; a part of another file has that of its page, sheet or attachment.
_WHOLE: Final = ""
_STDIN: Final = "-"

Texts: TypeAlias = dict[str, str]


class Unread(Exception):
    """A file, or a part of it, that could not be read; nothing can be said about it."""


class Reader:
    """Reads the texts of files, in a context: one text of a text file, one a section of any other."""

    def __init__(self) -> None:
        self._stack = ExitStack()
        self._extractor: Any = None

    def __enter__(self) -> "Reader":
        if find_spec("files"):
            from files.extraction import Extractor

            self._extractor = self._stack.enter_context(Extractor())
        return self

    def __exit__(self, *exc: object) -> None:
        self._stack.close()

    def texts(self, name: str) -> Texts:
        """Return the texts of a file by the name of their part; Unread where not all of it could be read."""
        if name == _STDIN and sys.stdin is None:
            raise Unread("standard input is closed")
        try:
            content = sys.stdin.buffer.read() if name == _STDIN else Path(name).read_bytes()
        except OSError as error:
            raise Unread(error.strerror or str(error)) from error
        try:
            return {_WHOLE: content.decode("utf-8-sig")}
        except UnicodeDecodeError:
            return self._extracted(content, name)

    def _extracted(self, content: bytes, name: str) -> Texts:
        if self._extractor is None:
            raise Unread("not a text in UTF-8, and the library files is not there")
        extracted = self._extractor.extract(content, name=Path(name).name)
        if extracted.unreadable:
            raise Unread(" ".join(filter(None, (extracted.unreadable, extracted.detail))))
        return {section.name: section.text for section in extracted.sections}


def report(name: str, texts: Texts) -> Iterator[dict[str, Any]]:
    """Yield what was found: its place, counted from 1, and its line with everything personal covered."""
    for part, text in texts.items():
        findings = screen(text)
        covered = mask(text, findings)
        for found in findings:
            start = text.rfind("\n", 0, found.start) + 1
            yield {
                "file": name,
                "part": part,
                "line": text.count("\n", 0, found.start) + 1,
                "column": found.start - start + 1,
                "kind": found.kind.value,
                "confidence": found.confidence.name.lower(),
                "rule": found.rule,
                "text": covered[start:].partition("\n")[0].strip(),
            }


def write_masked(texts: Texts) -> bool:
    """Print the texts covered; return whether anything was."""
    found: list[tuple[Finding, ...]] = [screen(text) for text in texts.values()]
    for text, findings in zip(texts.values(), found, strict=True):
        print(mask(text, findings), end="")
    return any(found)


def write_report(rows: Iterable[dict[str, Any]], *, as_json: bool) -> bool:
    """Print one line a finding; return whether there was one."""
    found = False
    for row in rows:
        found = True
        if as_json:
            print(json.dumps(row, ensure_ascii=False))
        else:
            place = ":".join(str(row[key]) for key in ("file", "part", "line", "column") if row[key])
            print(f"{place}: {row['kind']} ({row['confidence']}, {row['rule']}): {row['text']}")
    return found


def main(arguments: Sequence[str] | None = None) -> int:
    """Read the files and return the exit status."""
    parser = argparse.ArgumentParser(prog="python -m screening", description=__doc__.partition("\n\n")[0])
    parser.add_argument("files", nargs="*", default=[_STDIN], metavar="FILE", help="a file; - or none: standard input")
    form = parser.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="one JSON object a finding, one a line")
    form.add_argument("--mask", action="store_true", help="the text itself, with what was found covered")
    parser.add_argument("--version", action="version", version=f"rules {rules_version()}")
    options = parser.parse_args(arguments)
    found = unread = False
    with Reader() as reader:
        for name in options.files:
            try:
                texts = reader.texts(name)
            except Unread as problem:
                unread = True
                print(f"{name}: {problem}", file=sys.stderr)
                continue
            found |= write_masked(texts) if options.mask else write_report(report(name, texts), as_json=options.json)
    return UNREAD if unread else FOUND if found else CLEAR


def run() -> int:
    """The command at a terminal: what its encoding lacks is printed escaped; where nobody reads on, it ends."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    try:
        status = main()
        if sys.stdout:
            sys.stdout.flush()
    except OSError as error:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        if not isinstance(error, BrokenPipeError):
            print(error.strerror or error, file=sys.stderr)
        return UNREAD
    return status


if __name__ == "__main__":
    sys.exit(run())
