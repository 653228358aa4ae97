"""``python -m bench.extraction``: what extracting the text of attachments costs, by type, and for one small file."""

import io
import os
import statistics
import tempfile
import time
from collections.abc import Callable
from dataclasses import asdict
from random import Random

import openpyxl

from bench.posts import SEED, samples
from files.extraction import Extractor, Limits, job
from tests.files.extraction.containers import Pdf, zipped
from tests.files.extraction.documents import docx, hwp, hwp_paragraph, hwp_table, hwpx, p, paragraph

_SMALL_TIMES = 300


def main() -> None:
    """Print a row for each type, then the time that a small file takes beyond its reading."""
    lines = _lines(4_000)
    makers: dict[str, Callable[[], bytes]] = {
        "text, UTF-8": lambda: "\n".join(lines * 20).encode(),
        "CSV, CP949": lambda: "\n".join(lines * 20).encode("cp949", "ignore"),
        "HTML": lambda: "".join(["<table>", *(f"<tr><td>{line}</td></tr>" for line in lines * 4)]).encode(),
        "HWP": lambda: hwp(*[hwp_paragraph(line) for line in lines], *[hwp_table(lines[:4], lines[4:8])] * 200),
        "HWPX": lambda: hwpx("".join(map(p, lines))),
        "DOCX": lambda: docx("".join(map(paragraph, lines))),
        "XLSX": lambda: _workbook(lines),
        "PDF, no font in it": lambda: _pdf(lines),
        "ZIP of ten DOCX": lambda: zipped({f"{n}.docx": docx("".join(map(paragraph, lines[:400]))) for n in range(10)}),
    }
    print(f"\n{'':22}{'file':>9}{'text':>9}{'CPU':>9}{'of text':>11}{'of file':>11}")
    print(f"{'':22}{'KB':>9}{'KB':>9}{'ms':>9}{'MB/s':>11}{'MB/s':>11}")
    with Extractor(limits=Limits(characters=100_000_000)) as extractor:
        for name, make in makers.items():
            _print_row(name, make(), extractor)
        _print_overhead(extractor)


def _lines(count: int) -> list[str]:
    random = Random(SEED)
    return [
        f"{sample.title} {sample.lead} 02-{random.randrange(100, 999)}-{random.randrange(1000, 9999)}".replace(",", "")
        for sample in samples(count)
    ]


def _workbook(lines: list[str]) -> bytes:
    workbook = openpyxl.Workbook(write_only=True)
    sheet = workbook.create_sheet("list")
    for number, line in enumerate(lines * 5):
        sheet.append([number, *line.split()[:8], 44_197 + number % 900])
    buffer = io.BytesIO()
    workbook.save(buffer)
    return buffer.getvalue()


def _pdf(lines: list[str]) -> bytes:
    document = Pdf()
    for start in range(0, 2_000, 40):
        document.page(*(line[:40] for line in lines[start : start + 40]))
    return document.build()


def _print_row(name: str, content: bytes, extractor: Extractor) -> None:
    """Processor time on both sides: the reading as the process does it, and what the caller does with the answer."""
    extracted = extractor.extract(content)
    if extracted.problems:
        raise AssertionError(f"{name}: {extracted.problems[0]}")
    size = sum(len(section.text.encode()) for section in extracted.sections)
    spent = _reading(content) + _receiving(extractor, content)
    rates = f"{size / spent / 1e6:>11.1f}{len(content) / spent / 1e6:>11.1f}"
    print(f"{name:22}{len(content) / 1e3:>9,.0f}{size / 1e3:>9,.0f}{spent * 1e3:>9,.0f}{rates}")


def _reading(content: bytes) -> float:
    limits = asdict(Limits(characters=100_000_000))
    with tempfile.TemporaryFile() as stream:
        stream.write(content)
        stream.flush()
        spent = []
        for _ in range(3):
            stream.seek(0)
            start = time.process_time()
            job.run({"limits": limits}, [stream.fileno()], lambda _message: None)
            spent.append(time.process_time() - start)
    return min(spent)


def _receiving(extractor: Extractor, content: bytes) -> float:
    spent = []
    for _ in range(3):
        start = time.process_time()
        extractor.extract(content)
        spent.append(time.process_time() - start)
    return min(spent)


def _print_overhead(extractor: Extractor) -> None:
    small = "서울특별시 정보공개정책과".encode()
    walls, started = [], []
    for _ in range(_SMALL_TIMES):
        start = time.perf_counter()
        extractor.extract(small)
        walls.append(time.perf_counter() - start)
    for _ in range(5):
        start = time.perf_counter()
        with Extractor() as fresh:
            fresh.extract(small)
        started.append(time.perf_counter() - start)
    receiving = _receiving(extractor, small)
    print(
        f"\nA small file: {statistics.median(walls) * 1e3:.2f} ms of wall time, of it {receiving * 1e3:.2f} ms of CPU"
        f" here and {_reading(small) * 1e3:.2f} ms of CPU for the reading."
        f"\nThe start of a process: {statistics.median(started) * 1e3:.0f} ms. Load: {os.getloadavg()[0]:.1f}."
    )


if __name__ == "__main__":
    main()
