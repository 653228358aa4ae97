"""The text of a document with its findings marked, as safe HTML; of a long text only what stands around them.

Positions count code points, and each excerpt says where it begins, so that a selection in the browser can be turned
into a place in the text: nothing but the text itself may stand in the element.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from screening import Finding

# A text of this length is shown whole.
WHOLE: Final = 30_000
AROUND: Final = 1_500
# Without a finding in it, the beginning of a long text is shown.
HEAD: Final = 3_000


@dataclass(frozen=True, slots=True)
class Numbered:
    """A finding with its number on the page, from 1."""

    number: int
    finding: Finding


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A stretch of the text; ``start`` in code points; ``before`` and ``after`` say whether something is left out."""

    start: int
    html: SafeString
    before: bool
    after: bool


def excerpts(text: str, findings: Sequence[Numbered]) -> list[Excerpt]:
    """The text with its findings marked. Findings are in the order of their place."""
    windows = [(0, len(text))] if len(text) <= WHOLE else list(_windows(len(text), findings))
    return [
        Excerpt(start, marked(text, findings, start=start, end=end), start > 0, end < len(text))
        for start, end in windows
    ]


def _windows(length: int, findings: Sequence[Numbered]) -> Iterator[tuple[int, int]]:
    if not findings:
        yield 0, min(HEAD, length)
        return
    start, end = None, 0
    for numbered in findings:
        low = max(0, numbered.finding.start - AROUND)
        if start is None:
            start = low
        elif low > end:
            yield start, end
            start = low
        end = max(end, min(length, numbered.finding.end + AROUND))
    if start is not None:
        yield start, end


def marked(text: str, findings: Sequence[Numbered], *, start: int, end: int) -> SafeString:
    """A stretch of the text, escaped, with a ``mark`` around each finding in it; of two that overlap the later less."""
    return format_html_join("", "{}", ((piece,) for piece in _pieces(text, findings, start, end)))


def _pieces(text: str, findings: Sequence[Numbered], start: int, end: int) -> Iterator[str]:
    at = start
    for numbered in findings:
        low, high = max(numbered.finding.start, at), min(numbered.finding.end, end)
        if low >= high or numbered.finding.start < start:
            continue
        yield text[at:low]
        yield format_html(
            '<mark id="finding-{}" class="finding finding-{}" tabindex="-1">{}</mark>',
            numbered.number,
            numbered.finding.confidence.name.lower(),
            text[low:high],
        )
        at = high
    yield text[at:end]
