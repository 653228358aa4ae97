"""A seeded generator of posts that look like a city's: the same ones on every machine."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from zoneinfo import ZoneInfo

SEED = 2026
COUNT = 10_000
PICTURES = 40
_START = datetime(2023, 11, 1, 9, 0, tzinfo=ZoneInfo("Asia/Seoul"))
_WORDS = (
    "자전거 도로 공원 시민 버스 도서관 축제 안전 점검 접수 신청 무료 강좌 어린이 "
    "어르신 청년 창업 지원 상담 주민 마을 시장 강변 산책로 정비 공사 개통 운영 "
    "확대 개선 기간 장소 문의 참여 모집 결과 발표 교육 건강 검진 예방 접종 "
    "미세먼지 나무 심기 재활용 주택 임대 전세 계약 세금 납부 예산 공개 회의 의견 "
    "수렴 설명회 전시 공연 박물관 여행 안내 교통 신호 주차 요금"
).split()
_ENDINGS = ("합니다", "했습니다", "할 예정입니다", "하고 있습니다", "하기로 했습니다")
_TAGS = tuple(f"{first} {second}" for first in _WORDS[:20] for second in _WORDS[20:30])


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """One generated post; ``picture`` is the number of its cover or None, the others are positions in lists."""

    number: int
    title: str
    lead: str
    paragraphs: tuple[str, ...]
    tags: tuple[str, ...]
    picture: int | None
    section: int
    unit: int
    published_at: datetime


def samples(count: int = COUNT) -> Iterator[Sample]:
    """The first ``count`` of them, oldest first."""
    random = Random(SEED)
    for number in range(count):
        yield Sample(
            number=number,
            title=f"{_words(random, 5)} {number}",
            lead=_text(random, sentences=2),
            paragraphs=tuple(_text(random, sentences=random.randint(2, 5)) for _ in range(random.randint(4, 9))),
            tags=tuple(random.sample(_TAGS, random.randint(2, 4))),
            picture=random.randrange(PICTURES) if random.random() < 0.7 else None,
            section=random.randrange(10_000),
            unit=random.randrange(10_000),
            published_at=_START + timedelta(minutes=150 * number + random.randrange(120)),
        )


def _words(random: Random, count: int) -> str:
    return " ".join(random.choice(_WORDS) for _ in range(count))


def _text(random: Random, *, sentences: int) -> str:
    return " ".join(f"{_words(random, random.randint(6, 12))}{random.choice(_ENDINGS)}." for _ in range(sentences))
