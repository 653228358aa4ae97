"""The words for events, in Korean and English, for outputs that have no templates."""

from collections.abc import Mapping
from typing import Final

from cms.core.disclosure import Names

EVENT_TYPES: Final[Mapping[str, Names]] = {
    "event": {"ko": "행사", "en": "Event"},
    "education": {"ko": "교육", "en": "Education"},
    "course": {"ko": "강좌", "en": "Course"},
    "exhibition": {"ko": "전시", "en": "Exhibition"},
    "performance": {"ko": "공연", "en": "Performance"},
    "other": {"ko": "그 밖의 행사", "en": "Other"},
}
EVENT_STATUSES: Final[Mapping[str, Names]] = {
    "scheduled": {"ko": "예정대로 진행", "en": "Takes place"},
    "postponed": {"ko": "연기", "en": "Postponed"},
    "cancelled": {"ko": "취소", "en": "Cancelled"},
}
FREE: Final[Names] = {"ko": "무료", "en": "Free"}
ONLINE: Final[Names] = {"ko": "온라인", "en": "Online"}
