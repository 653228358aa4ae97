"""What the catalogue calls its parts, in Korean and English; ``{}`` is the name of the city."""

from typing import Final

from api.linkeddata.mapping import Node, Scope, labels

WORDS: Final = {
    "catalogue": {"ko": "{} 공개 데이터 목록", "en": "Open data of {}"},
    "catalogue_about": {
        "ko": "{}에서 공개하는 소식과 이를 기계로 읽는 방법",
        "en": "What {} publishes, and the ways to read it by machine",
    },
    "posts": {"ko": "{} 소식", "en": "News of {}"},
    "posts_about": {
        "ko": "{} 모든 부서에서 올린 소식. 이용 조건은 글마다 표시됩니다.",
        "en": "News posted by every department of {}. Each item states its own licence.",
    },
    "documents": {"ko": "{} 공개 문서", "en": "Released documents of {}"},
    "documents_about": {
        "ko": "{}에서 생산한 모든 결재문서의 목록과 공개된 원문. 비공개 문서는 사유와 함께 목록에 있습니다.",
        "en": "Every document that {} produced: what is open in full, what is closed as a record with its ground.",
    },
    "meetings": {"ko": "{} 위원회 회의", "en": "Committee meetings of {}"},
    "meetings_about": {
        "ko": "{} 위원회의 회의 일정, 안건, 의결과 회의록",
        "en": "Meetings of the committees of {}: when, on what, what was decided, and the minutes.",
    },
    "statistics": {"ko": "{} 문서 공개 통계", "en": "Statistics of documents of {}"},
    "statistics_about": {
        "ko": "{}의 부서가 달마다 생산하고 공개한 문서의 수. 부분공개와 비공개는 따로 셉니다.",
        "en": "What each department of {} produced and released, month by month; partly open and closed counted apart.",
    },
    "lists": {"ko": "{} 공개 문서 월별 목록", "en": "Monthly lists of the documents of {}"},
    "lists_about": {
        "ko": "{}에서 공개한 문서와 비공개 문서의 목록을 공개한 달에 따라 나눈 파일",
        "en": "Every document of {}, open or closed, in a file for each month of release.",
    },
    "graphql": {"ko": "{} GraphQL API", "en": "GraphQL API of {}"},
    "fields": {"ko": "{} 시정 분야", "en": "Fields of city affairs of {}"},
    "tags": {"ko": "{} 태그", "en": "Tags of {}"},
    "tasks": {"ko": "{} 단위과제", "en": "Task cards of {}"},
    "functions": {"ko": "{} 기능분류", "en": "Functions of {}"},
    "sitemap": {"ko": "사이트맵", "en": "Sitemap"},
}


KEYWORDS: Final = {
    "posts": {"ko": "시정 소식", "en": "city news"},
    "documents": {"ko": "정보공개", "en": "freedom of information"},
    "meetings": {"ko": "위원회", "en": "committees"},
    "statistics": {"ko": "공개 통계", "en": "statistics"},
    "lists": {"ko": "문서 목록", "en": "lists of documents"},
}


def words(name: str, scope: Scope) -> list[Node]:
    """The words of that name in each language."""
    return labels({language: text.format(scope.city.name(language)) for language, text in WORDS[name].items()})
