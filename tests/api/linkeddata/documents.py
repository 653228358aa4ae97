"""The documents that the golden files hold, by name."""

from typing import Any

from api.linkeddata.dcat import catalogue
from api.linkeddata.jsonld import description, record_node, term_node
from cms.core.records import (
    Advance,
    Body,
    Document,
    Expense,
    Link,
    Meeting,
    Notice,
    Official,
    Post,
    Record,
    Research,
)
from cms.derived.lists import period
from tests.api.linkeddata.vocabulary import FixedVocabulary
from tests.factories import (
    BASE_URL,
    NOON,
    make_attachment,
    make_board,
    make_board_terms,
    make_body,
    make_closed,
    make_document,
    make_file,
    make_image,
    make_meeting,
    make_notice,
    make_post,
    make_released_terms,
    make_translation,
)

VOCABULARY = FixedVocabulary(make_released_terms())
WITH_BOARDS = FixedVocabulary([*make_released_terms(), *make_board_terms()])


def full_post(**over: Any) -> Post:
    """A post with everything that a post can have."""
    values: dict[str, Any] = {
        "website": "bike",
        "topics": ("traffic", "health"),
        "images": (
            make_image(1),
            make_image(2, licence="kogl-4", alt=""),
            make_image(3, licence="all-rights-reserved"),
        ),
        "files": (make_file(credit="교통국"),),
        "translations": (make_translation(),),
    }
    return make_post(1, **values | over)


def english_post(**over: Any) -> Post:
    """A translation, with the least that a post can have."""
    japanese = make_translation(3, language="ja", url=f"{BASE_URL}/ja/traffic/post-3/")
    korean = make_translation(1, language="ko", url=f"{BASE_URL}/traffic/post-1/")
    values: dict[str, Any] = {
        "language": "en",
        "url": f"{BASE_URL}/en/traffic/post-2/",
        "title": "A bicycle road opens",
        "summary": "",
        "byline": "",
        "publisher": None,
        "topics": (),
        "tags": (),
        "image": None,
        "licence": "cc-by-sa-4.0",
        "translations": (korean, japanese),
    }
    return make_post(2, **values | over)


def full_document(**over: Any) -> Document:
    """A document with all that one of no particular kind can have."""
    values: dict[str, Any] = {
        "openness": "partial",
        "grounds": (6, 7),
        "reason": "개인의 연락처",
        "review_on": NOON.date(),
        "masked": True,
        "topics": ("traffic",),
        "tags": ("자전거",),
        "officials": (
            Official(name="이새벽", position="주무관", role="drafter"),
            Official(name="박노을", position="팀장", role="reviewer"),
            Official(name="한아침", position="과장", role="approver"),
        ),
        "files": (
            make_attachment(1, type="application/x-hwp"),
            make_attachment(2, role="copy", credit="새별시"),
        ),
    }
    return make_document(1, **values | over)


def expense_document() -> Document:
    expense = Expense(
        spent_at=NOON,
        place="새별식당",
        purpose="자전거길 현장 간담회",
        target="자전거팀 외 4명",
        payment="카드",
        category="시책추진",
        amount=120_000,
    )
    return make_document(2, genre="expense", expense=expense, officials=(), number="", task=None, functions=())


def research_document() -> Document:
    research = Research(
        year=2026, institution="새별연구원", category="학술", region="새별시", isbn="9791100000000", area="교통"
    )
    return make_document(4, genre="research", research=research, retention="permanent", retained_until=None)


def advance_document() -> Document:
    advance = Advance(category="의무", path=("교통", "자전거", "대여소 현황"), telephone="02-120")
    return make_document(5, genre="advance-publication", advance=advance, retention="", publisher=None)


def closed_meeting() -> Meeting:
    """A meeting whose minutes the law closes, announced again for later, of a committee that is gone."""
    return make_meeting(
        2,
        committee="gone",
        status="postponed",
        openness="closed",
        grounds=(5,),
        reason="의사결정 과정에 있는 사항",
        review_stage="심의",
        attendees=(),
        agenda=(),
        place="",
        files=(make_file(credit="교통국"),),
        links=(Link(url="https://council.example/minutes", title="의회 회의록"),),
        translations=(make_translation(3, url=f"{BASE_URL}/en/committees/bike-committee/meeting-2/"),),
    )


def question() -> Notice:
    """A question with its answer, on a board that is gone."""
    return make_notice(
        2,
        board="gone",
        type="faq",
        title="자전거를 지하철에 실을 수 있나요?",
        number="",
        serial=None,
        starts_on=None,
        ends_on=None,
        files=(),
        translations=(make_translation(3, url=f"{BASE_URL}/en/traffic/questions/notice-2/"),),
    )


def notice_document(notice: Notice) -> dict[str, Any]:
    return description(record_node(notice, WITH_BOARDS, body=make_body()), language=notice.language)


def record_document(record: Record) -> dict[str, Any]:
    closed = isinstance(record, Document | Meeting) and record.openness == "closed"
    body = Body() if closed else make_body()
    return description(record_node(record, VOCABULARY, body=body), language=record.language)


def post_document(post: Post) -> dict[str, Any]:
    return record_document(post)


def all_documents() -> dict[str, dict[str, Any]]:
    terms = {f"{term.scheme}-{number}": term for number, term in enumerate(make_released_terms())}
    return {
        "post": post_document(full_post()),
        "post-en": post_document(english_post()),
        "document": record_document(full_document()),
        "document-closed": record_document(make_closed(3)),
        "document-expense": record_document(expense_document()),
        "document-research": record_document(research_document()),
        "document-advance": record_document(advance_document()),
        "meeting": record_document(make_meeting(1)),
        "meeting-closed": record_document(closed_meeting()),
        "notice": notice_document(make_notice(1, website="bike", images=(make_image(1),))),
        "notice-question": notice_document(question()),
        "board": description(term_node(make_board(), WITH_BOARDS)),
        "catalogue": catalogue(VOCABULARY, {}, [period("2026-11")]),
        **{name: description(term_node(term, VOCABULARY)) for name, term in terms.items()},
    }
