"""``python -m bench.screening``: how fast the screening for personal data is, on what, and how well it finds.

Speed is megabytes of UTF-8 text per second of CPU on one core, the best of several runs. The hostile texts show that
the cost grows with the length and not faster. Precision and recall are counted on the labelled cases of the tests and
on forms filled in at random with names, numbers and addresses that are made up here.
"""

import argparse
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import cycle

from bench.papers import Papers
from screening import RULES_VERSION, mask, screen
from tests.screening.labelled import Case, Score, read_cases, read_marked, score

CLAIM = 20.0  # megabytes a second
_RUNS = 30

_ENGLISH = (
    "The committee approved the minutes of the 3rd meeting, held on 10 February 2021, and of all committees that will "
    "follow up on school roads (#12, 4 x 100 m) next. "
)

# Printed beside the claim, and not a part of it.
_WORST = frozenset({"full-width digits and dashes", "nothing but forms"})
_HOSTILE = {
    "digits": "1",
    "hyphens": "-",
    "one syllable": "가",
    "digits apart": "1 ",
    "digits and hyphens": "1-1 ",
    "at signs": "a@",
    "cue words": "신청인 ",
    "headings": "성명|",
    "rolls": "연번 성명 생년월일\n1 홍길동 2030.04.03\n",
    "lists of names": "체납자 명단: 홍길동, 성춘향\n",
    "names glued": "신청인홍길동 ",
    "names in brackets": "휴가(홍길동) ",
    "roads": "길 1 ",
    "plates": "12가0000 ",
    "telephones": "01000001234 ",
    "zero-width": "\u200b",
    "decomposed": "\u1112\u1169\u11bc",
    "signs spelled": "a골뱅이b dot ",
    "signs in brackets": "a (at) b (dot) ",
    "signs said": "a at b dot ",
    "numerals": "공일공 ",
    "one numeral": "일",
    "numerals spoken": "공다시일에 ",
    "letters like digits": "O1l-",
    "covered in part": "*-0 ",
    "blocks": "연번 계좌번호 금액\n1 110-000 5\n",
    "blocks without rows": "연번 계좌번호\n",
    "titles of rolls": "명단\n",
    "headings of rolls": "성명 비고\n가나\n",
    "letters apart": "나 래 로 1 ",
    "numbers in words": "로 이십번길 ",
    "hamlets": "리 새마을 1 ",
    "pairs of numbers": "주공 101-101 ",
    "covered lots": "로 1*호 ",
    "broken lines": "길\n  1\n호",
    "matters": "휴직(홍길동) ",
    "matters left open": "휴직(가나다 라 ",
}


def _seconds(work: Callable[[], object], runs: int = _RUNS) -> float:
    """The least CPU time of several runs."""
    best = float("inf")
    for _ in range(runs):
        begin = time.process_time()
        work()
        best = min(best, time.process_time() - begin)
    return best


def _screen_all(texts: Sequence[str]) -> None:
    for text in texts:
        screen(text)


def _bulleted(letter: str) -> str:
    """Return a letter whose lines begin as those of reports do."""
    return "\n".join(f"{next(bullets)} {line}" for bullets in [cycle("□○-※*")] for line in letter.split("\n"))


def _samples() -> Iterator[tuple[str, list[str]]]:
    """Yield what documents are like, and last what they are like at worst."""
    papers = Papers()
    letters = [papers.approval(800) for _ in range(100)]
    forms = [read_marked(papers.form()).text for _ in range(200)]
    wide = {ord(digit): ord(digit) + 0xFEE0 for digit in "0123456789-"}
    yield "approval documents of 2 KB", letters
    yield (
        "the same, one in ten with a form",
        letters + [letter + form for letter, form in zip(letters, forms[:11], strict=False)],
    )
    yield "the same with bullets and notes", [_bulleted(letter) for letter in letters]
    yield "minutes of 200 KB", [papers.approval(80_000)]
    yield "spreadsheet of 2,000 rows", [papers.table(2_000)]
    yield "the same with a telephone", [f"{papers.table(2_000)}\n문의: 도로과 02-000-1234"]
    yield "English", [_ENGLISH * 1_000]
    yield "full-width digits and dashes", [letter.translate(wide) for letter in letters]
    yield "nothing but forms", ["\n".join(forms)]


def print_speed() -> bool:
    """Print megabytes a second by kind of text, and say whether all hold the claim."""
    print(f"Speed, one core (claim: {CLAIM:g} MB/s)\n\n{'':36}{'documents':>10}{'MB':>8}{'MB/s':>8}{'us/document':>13}")
    holds = True
    for name, texts in _samples():
        size = sum(len(text.encode()) for text in texts) / 1e6
        seconds = _seconds(partial(_screen_all, texts))
        fast = size / seconds >= CLAIM or name in _WORST
        holds = holds and fast
        each = seconds / len(texts) * 1e6
        verdict = "" if fast else "  below the claim"
        print(f"{name:36}{len(texts):>10,}{size:>8.2f}{size / seconds:>8.1f}{each:>13,.0f}{verdict}")
    return holds


def print_hostile() -> bool:
    """Print the seconds that hostile texts take by length, and say whether eight times the length costs eight times."""
    lengths = (125_000, 250_000, 500_000, 1_000_000)
    print(
        "\nHostile texts, seconds by characters\n\n"
        + f"{'':36}"
        + "".join(f"{length:>11,}" for length in lengths)
        + f"{'growth':>9}"
    )
    linear = True
    for name, unit in _HOSTILE.items():
        times = [_seconds(partial(screen, (unit * length)[:length]), runs=2) for length in lengths]
        growth = times[-1] / times[0]
        linear = linear and growth < 16
        print(f"{name:36}" + "".join(f"{seconds:>11.3f}" for seconds in times) + f"{growth:>8.1f}x")
    return linear


def print_accuracy(name: str, cases: Sequence[Case]) -> bool:
    """Print precision and recall by kind; false where a mask leaves something to find."""
    print(f"\n{name} ({len(cases):,})\n\n{'':36}{'found':>8}{'missed':>8}{'wrong':>8}{'precision':>11}{'recall':>9}")
    scores = score(cases)
    total = Score(*(sum(getattr(one, field) for one in scores.values()) for field in ("found", "missed", "wrong")))
    for kind, one in [*scores.items(), ("all kinds", total)]:
        if one.found + one.missed + one.wrong:
            print(f"{kind:36}{one.found:>8,}{one.missed:>8,}{one.wrong:>8,}{one.precision:>11.4f}{one.recall:>9.4f}")
    return not any(screen(mask(case.text, screen(case.text))) for case in cases)


def main() -> int:
    """0 where every claim holds, else 1."""
    parser = argparse.ArgumentParser(prog="python -m bench.screening", description=__doc__)
    parser.add_argument("--forms", type=int, default=5_000, help="how many forms to fill in")
    options = parser.parse_args()
    print(f"Rules {RULES_VERSION}\n")
    papers = Papers()
    forms = [read_marked(papers.form()) for _ in range(options.forms)]
    plain = [Case(papers.approval(800), (), "approval document") for _ in range(500)]
    holds = [
        print_speed(),
        print_hostile(),
        print_accuracy("Labelled cases", read_cases()),
        print_accuracy("Forms filled in at random, and approval documents", forms + plain),
    ]
    return 0 if all(holds) else 1


if __name__ == "__main__":
    sys.exit(main())
