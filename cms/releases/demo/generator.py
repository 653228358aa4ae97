"""Documents of an invented city, about 2 KB of text each: the same ones for the same seed on every machine.

Each is made from the seed and its own number alone, so any part of them can be made without the others. The proportions
are those of a real city's lists: open 80, partial 8, closed 12 of a hundred; most are approval documents.
"""

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Any, Final

from cms.core.records import Official
from cms.releases.demo import phrases
from cms.releases.intake.drafts import Draft

# Characters of text; a Korean one takes three bytes.
LENGTH: Final = 740
FIRST_DAY: Final = date(2024, 1, 2)
DAYS: Final = tuple(FIRST_DAY + timedelta(days=number) for number in range(1_000))
# Of a hundred documents, in this order.
_OPEN, _PARTIAL = 80, 88
# Of a thousand.
_PERSONAL: Final = 8
_GENRES: Final = (("expense", 40), ("press-release", 60), ("research", 70), ("advance-publication", 80))


def documents(
    seed: int,
    count: int,
    *,
    units: Sequence[str] = phrases.UNITS,
    days: Sequence[date] = DAYS,
    start: int = 0,
    step: int = 1,
) -> Iterator[Draft]:
    """The first ``count`` documents in the order of ``days``, over which they are spread evenly; with ``start`` and
    ``step`` only every so many of them. ``units`` are names or keys of departments."""
    for number in range(start, count, step):
        yield _Document(seed, number, units=units, days=days, count=count).draft()


class _Document:
    """One document in the making."""

    def __init__(self, seed: int, number: int, *, units: Sequence[str], days: Sequence[date], count: int) -> None:
        self.seed, self.number, self.units, self.days, self.count = seed, number, units, days, count
        self.random = Random(seed * 1_000_000_007 + number)
        self.unit, self.day = self._unit_of(number), self._day_of(number)
        self.field, self.function, tasks = phrases.FUNCTIONS[(number // 3 + number) % len(phrases.FUNCTIONS)]
        self.task = self._pick(tasks)

    def draft(self) -> Draft:
        openness = self._openness()
        genre = self._genre()
        return Draft(
            management_number=f"{self.day:%Y%m%d}{self.number:08d}",
            where=f"document {self.number}",
            title=self._pick(phrases.TITLES).format(year=self.day.year, task=self.task),
            number=self._number_of(self.number),
            genre=genre,
            unit=self.unit,
            produced_on=self.day,
            approved_on=self.day,
            task=self.task,
            functions=(self.field, self.function),
            officials=tuple(self._officials()),
            retention=self._pick(phrases.RETENTIONS),
            licence=self._pick(phrases.LICENCES),
            tier="week" if self.random.random() < 0.05 else "",
            text=self._text(),
            details=self._details(genre),
            **openness,
        )

    def _pick(self, values: Sequence[Any]) -> Any:
        return values[int(self.random.random() * len(values))]

    def _upto(self, limit: int) -> int:
        return int(self.random.random() * limit)

    def _unit_of(self, number: int) -> str:
        return self.units[(number + number // len(self.units) * 3) % len(self.units)]

    def _day_of(self, number: int) -> date:
        return self.days[number * len(self.days) // self.count]

    def _number_of(self, number: int) -> str:
        """The document number as offices write it, whatever the document."""
        return f"{self._unit_of(number).replace(' ', '')}-{number // len(self.units) + 1}"

    def _openness(self) -> dict[str, Any]:
        share = self._upto(100)
        if share < _OPEN:
            return {"openness": "open"}
        ground, reason = self._pick(phrases.REASONS)
        values = {"openness": "partial" if share < _PARTIAL else "closed", "grounds": (ground,), "reason": reason}
        if ground == 5:
            values |= {"review_on": self.day + timedelta(days=180), "review_stage": self._pick(phrases.STAGES)}
        if share >= 98:
            values["title_withheld"] = True
        return values

    def _genre(self) -> str:
        share = self._upto(1_000)
        return next((genre for genre, below in _GENRES if share < below), "approval")

    def _name(self) -> str:
        return f"{self._pick(phrases.SURNAMES)}{self._pick(phrases.GIVEN)}"

    def _officials(self) -> Iterator[Official]:
        """The drafter and the approver of the document."""
        for position, role in zip(phrases.POSITIONS, ("drafter", "reviewer", "approver"), strict=True):
            yield Official(name=self._name(), position=position, role=role)

    def _text(self) -> str:
        lines = [f"1. 관련: {self._citation()}", f"2. {self.task} 업무를 다음과 같이 추진하고자 합니다.", ""]
        length, place = 0, self._upto(len(phrases.CLAUSES))
        for mark in "가나다라마바사아":
            if length >= LENGTH:
                break
            line = f"  {mark}. {self._clause(place)} {self._clause(place + 5)}"
            length, place = length + len(line), place + 10
            lines.append(line)
        if self._upto(1_000) < _PERSONAL:
            lines.append("\n" + self._personal())
        lines.append(f"\n붙임  {self.task} 세부 계획 1부.  끝.")
        return "\n".join(lines)

    def _citation(self) -> str:
        """An earlier document of any department for one in three, else a policy of the city."""
        if self.number and self.random.random() < 0.33:
            earlier = self._upto(self.number)
            day = self._day_of(earlier)
            return f"{self._number_of(earlier)}({day.year}. {day.month}. {day.day}.)호"
        return f"{self.day.year}년 {self.function} 기본 계획"

    def _clause(self, place: int) -> str:
        return phrases.CLAUSES[place % len(phrases.CLAUSES)].format(
            task=self.task,
            place=self._pick(phrases.PLACES),
            month=1 + self._upto(12),
            day=1 + self._upto(28),
            count=2 + self._upto(30),
            amount=f"{1_000 + self._upto(900_000):,}",
        )

    def _personal(self) -> str:
        pattern: str = self._pick(phrases.PERSONAL)
        return pattern.format(
            name=self._name(),
            four=f"{self._upto(10_000):04d}",
            three=f"{self._upto(1_000):03d}",
            two=f"{self._upto(100):02d}",
        )

    def _details(self, genre: str) -> dict[str, Any]:
        """The fields that the genre adds."""
        spent_at = datetime(self.day.year, self.day.month, self.day.day, 3, 30, tzinfo=UTC)
        details: dict[str, dict[str, Any]] = {
            "expense": {
                "spent_at": spent_at,
                "place": f"{self._pick(phrases.PLACES)} 식당",
                "purpose": f"{self.task} 업무 협의",
                "target": f"업무 관계자 {2 + self._upto(12)}명",
                "payment": "카드",
                "category": "시책추진업무추진비",
                "amount": 10_000 * (2 + self._upto(40)),
            },
            "research": {"year": self.day.year, "institution": "새벌연구원", "category": self.field},
            "advance-publication": {"category": "공통업무", "path": (self.field, self.function, self.task)},
        }
        return details.get(genre, {})
