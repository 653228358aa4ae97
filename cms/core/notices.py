"""The words for boards and notices, in Korean and English, for outputs that have no templates."""

from collections.abc import Mapping
from typing import Final

from cms.core.disclosure import Names

TYPES: Final[Mapping[str, Names]] = {
    "notice": {"ko": "공지", "en": "Notice"},
    "public-notice": {"ko": "고시·공고", "en": "Public notice"},
    "recruitment": {"ko": "채용·모집", "en": "Recruitment"},
    "archive": {"ko": "자료실", "en": "Archive"},
    "faq": {"ko": "자주 묻는 질문", "en": "Question"},
}
PERIOD: Final[Names] = {"ko": "기간", "en": "Period"}
