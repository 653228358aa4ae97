"""``python -m retrieval FILE.jsonl WORDS …``: search the texts of a file, one JSON object a line.

Each has a ``title`` and may have ``summary``, ``body``, ``aside`` (its unit or number) and ``moment``, a number by
which newer texts come before older ones. Exit status: 0 something matches, 1 nothing does, 2 a file cannot be read.
"""

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from retrieval import Index, Synonyms, Text, ranges, synonyms
from retrieval.index import Answer

FOUND, NOTHING, UNREAD = 0, 1, 2
_PARTS: Final = ("title", "aside", "summary", "body")


class Unread(Exception):
    """The file, or a line of it, that cannot be read."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; return its exit status."""
    parser = argparse.ArgumentParser(prog="python -m retrieval", description=__doc__)
    parser.add_argument("file", help="texts, one JSON object a line")
    parser.add_argument("words", nargs="+", help="what to look for")
    parser.add_argument("--synonyms", metavar="FILE", help="a table of words that mean the same, a group a line")
    parser.add_argument("--first", type=int, default=10, metavar="N", help="how many to print (10)")
    options = parser.parse_args(arguments)
    try:
        texts = list(_texts(options.file))
        table = synonyms.read(_lines(options.synonyms)) if options.synonyms else Synonyms({})
    except (Unread, synonyms.BadLine) as error:
        print(f"retrieval: {error}", file=sys.stderr)
        return UNREAD
    answer = Index(texts, synonyms=table).search(" ".join(options.words))
    _print(answer, {text.key: text for text in texts}, first=max(0, options.first))
    return FOUND if answer.matches else NOTHING


def _print(answer: Answer, texts: dict[int, Text], *, first: int) -> None:
    for typed, read in answer.query.readings:
        print(f"# {typed} → {read}")
    if answer.hits and not answer.matches:
        print("# nothing matches; this is near it")
    for hit in answer.hits[:first]:
        print(f"{hit.score:6.2f} {hit.share:4.2f}  {_marked(texts[hit.key].title, answer)}")


def _marked(title: str, answer: Answer) -> str:
    out, done = "", 0
    for begin, end in ranges(title, answer.query):
        out += f"{title[done:begin]}[{title[begin:end]}]"
        done = end
    return out + title[done:]


def _texts(name: str) -> Iterator[Text]:
    for number, line in enumerate(_lines(name), 1):
        if not line.strip():
            continue
        try:
            said = json.loads(line)
            title, aside, summary, body = (str(said.get(part) or "") for part in _PARTS)
            moment = int(said.get("moment") or 0)
            yield Text(key=number, moment=moment, title=title, aside=aside, summary=summary, body=body)
        except (AttributeError, TypeError, ValueError) as error:
            raise Unread(f"{name}, line {number}: {error}") from error


def _lines(name: str) -> list[str]:
    try:
        return Path(name).read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise Unread(f"{name}: {error}") from error


if __name__ == "__main__":
    sys.exit(main())
