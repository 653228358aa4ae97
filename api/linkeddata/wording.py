"""The names of the catalogue's parts, in Korean and English; ``{}`` is the name of the city."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from api.linkeddata.mapping import Node, Scope, labels

Names = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Words:
    """The title of a dataset, what it is, and what it is found by, each by language."""

    title: Names
    about: Names
    keyword: Names


OF_POSTS: Final = Words(
    {"ko": "{} 소식", "en": "News of {}"},
    {
        "ko": "{} 모든 부서에서 올린 소식. 이용 조건은 글마다 표시됩니다.",
        "en": "News posted by every department of {}. Each item states its own licence.",
    },
    {"ko": "시정 소식", "en": "city news"},
)
OF_DOCUMENTS: Final = Words(
    {"ko": "{} 공개 문서", "en": "Released documents of {}"},
    {
        "ko": "{}에서 생산한 모든 결재문서의 목록과 공개된 원문. 비공개 문서는 사유와 함께 목록에 있습니다.",
        "en": "Every document that {} produced: what is open in full, what is closed as a record with its ground.",
    },
    {"ko": "정보공개", "en": "freedom of information"},
)
OF_MEETINGS: Final = Words(
    {"ko": "{} 위원회 회의", "en": "Committee meetings of {}"},
    {
        "ko": "{} 위원회의 회의 일정, 안건, 의결과 회의록",
        "en": "Meetings of the committees of {}: when, on what, what was decided, and the minutes.",
    },
    {"ko": "위원회", "en": "committees"},
)
OF_EVENTS: Final = Words(
    {"ko": "{} 행사·교육", "en": "Events of {}"},
    {
        "ko": "{}에서 여는 행사, 교육, 강좌, 전시와 공연의 일정과 신청 방법",
        "en": "Events, education, courses, exhibitions and performances of {}: when, where, and how to apply.",
    },
    {"ko": "행사", "en": "events"},
)

OF_NOTICES: Final = Words(
    {"ko": "{} 알림·고시", "en": "Notices of {}"},
    {
        "ko": "{} 게시판의 공지, 고시·공고, 채용·모집, 자료와 자주 묻는 질문",
        "en": "What is on the boards of {}: notices, public notices, recruitment, files, questions and answers.",
    },
    {"ko": "고시·공고", "en": "public notices"},
)
STATISTICS: Final = Words(
    {"ko": "{} 문서 공개 통계", "en": "Statistics of documents of {}"},
    {
        "ko": "{}의 부서가 달마다 생산하고 공개한 문서의 수. 부분공개와 비공개는 따로 셉니다.",
        "en": "What each department of {} produced and released, month by month; partly open and closed counted apart.",
    },
    {"ko": "공개 통계", "en": "statistics"},
)
LISTS: Final = Words(
    {"ko": "{} 공개 문서 월별 목록", "en": "Monthly lists of the documents of {}"},
    {
        "ko": "{}에서 공개한 문서와 비공개 문서의 목록을 공개한 달에 따라 나눈 파일",
        "en": "Every document of {}, open or closed, in a file for each month of release.",
    },
    {"ko": "문서 목록", "en": "lists of documents"},
)
CATALOGUE_NAME: Final[Names] = {"ko": "{} 공개 데이터 목록", "en": "Open data of {}"}
CATALOGUE_ABOUT: Final[Names] = {
    "ko": "{}에서 공개하는 소식과 이를 기계로 읽는 방법",
    "en": "What {} publishes, and the ways to read it by machine",
}
GRAPHQL: Final[Names] = {"ko": "{} GraphQL API", "en": "GraphQL API of {}"}
SITEMAP: Final[Names] = {"ko": "사이트맵", "en": "Sitemap"}
SCHEMES: Final[Mapping[str, Names]] = {
    "fields": {"ko": "{} 시정 분야", "en": "Fields of city affairs of {}"},
    "tags": {"ko": "{} 태그", "en": "Tags of {}"},
    "tasks": {"ko": "{} 단위과제", "en": "Task cards of {}"},
    "functions": {"ko": "{} 기능분류", "en": "Functions of {}"},
}


def words(names: Names, scope: Scope) -> list[Node]:
    """These words in each language."""
    return labels({language: text.format(scope.city.name(language)) for language, text in names.items()})
