"""``python -m files read FILE …`` prints the text of files, ``redact FILE COPY --hide TEXT`` covers some of a PDF.

Every file is read in a process of its own with limits of time and memory. Exit status: 0 all was read or covered,
1 some of it could not be.
"""

import argparse
import json
import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from io import TextIOWrapper
from itertools import chain
from pathlib import Path

from files.errors import FilesError
from files.extraction import Extracted, Extractor
from files.redaction import Mark, Redactor

DONE, NOT_DONE = 0, 1


def read(paths: Sequence[Path], *, as_json: bool) -> int:
    """Print the text of files, and on standard error what of them could not be read; return the exit status."""
    status = DONE
    with Extractor() as extractor:
        for path in paths:
            try:
                extracted = extractor.extract(path)
            except OSError as error:
                status = _refused(path, error.strerror or str(error))
                continue
            for problem in extracted.problems:
                status = _refused(path, f"{problem.reason} {problem.detail}".strip())
            print(json.dumps(_data(path, extracted), ensure_ascii=False) if as_json else extracted.text.strip("\n"))
    return status


def redact(path: Path, copy: Path, hidden: Sequence[str]) -> int:
    """Write a copy of a PDF without these texts, all of its places; return the exit status."""
    with Extractor() as extractor, Redactor(extractor) as redactor:
        try:
            content = path.read_bytes()
            extracted = extractor.extract(content)
            marks = {text: list(_marks(extracted, text)) for text in hidden}
            if not all(marks.values()):
                return _refused(path, _not_found(marks))
            copy.write_bytes(redactor.redact(content, list(chain.from_iterable(marks.values()))))
        except OSError as error:
            return _refused(path, error.strerror or str(error))
        except FilesError as error:
            return _refused(path, str(error))
    return DONE


def _marks(extracted: Extracted, text: str) -> Iterator[Mark]:
    for section in extracted.sections:
        start = section.text.find(text)
        while start >= 0:
            yield Mark(section.name, start, start + len(text))
            start = section.text.find(text, start + len(text))


def _not_found(marks: Mapping[str, Sequence[Mark]]) -> str:
    """The texts that are not in a document, by their places on the command line: they are secret."""
    if not any(marks.values()):
        return "none of the texts to hide is in it"
    left = [f"text {number}" for number, places in enumerate(marks.values(), start=1) if not places]
    return f"not in it: {', '.join(left)} of those to hide"


def _text(value: str) -> str:
    if not value.strip():
        raise argparse.ArgumentTypeError("a text is needed")
    return value


def _data(path: Path, extracted: Extracted) -> dict[str, object]:
    return {
        "file": str(path),
        "type": extracted.type.value,
        "sections": [{"name": one.name, "text": one.text, "shown": one.shown} for one in extracted.sections],
        "problems": [{"reason": one.reason.value, "detail": one.detail} for one in extracted.problems],
        "pictures": extracted.pictures,
    }


def _refused(path: Path, why: str) -> int:
    print(f"{path}: {why}", file=sys.stderr)
    return NOT_DONE


def main(arguments: Sequence[str] | None = None) -> int:
    """Do what the arguments say and return the exit status."""
    parser = argparse.ArgumentParser(prog="python -m files", description=__doc__.partition("\n\n")[0])
    commands = parser.add_subparsers(dest="command", required=True)
    reading = commands.add_parser("read", help="print the text of files")
    reading.add_argument("paths", nargs="+", type=Path, metavar="FILE")
    reading.add_argument("--json", action="store_true", help="one JSON object a file, with sections and problems")
    redacting = commands.add_parser("redact", help="write a copy of a PDF in which texts are covered, and prove it")
    redacting.add_argument("path", type=Path, metavar="FILE")
    redacting.add_argument("copy", type=Path, metavar="COPY")
    redacting.add_argument(
        "--hide", action="append", type=_text, required=True, metavar="TEXT", help="may be given several times"
    )
    options = parser.parse_args(arguments)
    if options.command == "read":
        return read(options.paths, as_json=options.json)
    return redact(options.path, options.copy, options.hide)


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
        return NOT_DONE
    return status


if __name__ == "__main__":
    sys.exit(run())
