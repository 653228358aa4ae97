"""Records and terms of an invented city, and a way to store them without pages.

Everything is deterministic: the same call gives the same value, so golden files can be made of them. ``make_post(7)``
differs from ``make_post(8)`` in its key, address, title and time.
"""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from typing import Any
from urllib.parse import quote, urlsplit
from uuid import UUID
from zoneinfo import ZoneInfo

from cms.core.records import (
    Attendee,
    Board,
    Body,
    City,
    Committee,
    Decision,
    Document,
    Event,
    Field,
    File,
    Image,
    Meeting,
    Member,
    Notice,
    Official,
    Post,
    Record,
    Rendition,
    Section,
    StaffPosition,
    Tag,
    Task,
    Term,
    Translation,
    Unit,
    WebPage,
    Website,
    to_data,
)

SITE = "saebyeol"
HOST = "saebyeol.example"
BASE_URL = f"https://{HOST}"
SEOUL = ZoneInfo("Asia/Seoul")
NOON = datetime(2026, 11, 5, 12, 0, tzinfo=SEOUL)


def post_key(number: int) -> str:
    return str(UUID(int=0x4000_8000_0000_0000_0000 + number))


def make_image(number: int = 1, **over: Any) -> Image:
    values: dict[str, Any] = {
        "url": f"{BASE_URL}/media/images/{number}.webp",
        "width": 1200,
        "height": 800,
        "type": "image/webp",
        "alt": f"사진 {number}",
        "credit": "새별시",
        "licence": "cc-by-4.0",
    } | over
    whole = make_rendition(str(number), width=values["width"], height=values["height"])
    sizes = {
        "share": whole,
        "renditions": (whole, make_rendition(f"{number}-144", width=144, height=96, size=4321)),
    }
    return Image(**sizes | values)


def make_rendition(name: str, *, width: int, height: int, size: int = 54321, type: str = "image/jpeg") -> Rendition:
    url = f"{BASE_URL}/media/images/{name}.{'webp' if type == 'image/webp' else 'jpg'}"
    return Rendition(url=url, width=width, height=height, size=size, type=type)


def make_file(number: int = 1, **over: Any) -> File:
    values: dict[str, Any] = {
        "url": f"{BASE_URL}/files/{number}/plan.pdf",
        "title": f"계획 {number}",
        "type": "application/pdf",
        "size": 12345,
        "licence": "kogl-1",
    }
    return File(**values | over)


def make_translation(number: int = 2, **over: Any) -> Translation:
    values: dict[str, Any] = {"key": post_key(number), "language": "en", "url": f"{BASE_URL}/en/traffic/post-{number}/"}
    return Translation(**values | over)


def make_post(number: int = 1, **over: Any) -> Post:
    """A post in Traffic; those with higher numbers are newer by a minute each."""
    key = over.get("key", post_key(number))
    at = over.get("published_at", NOON + timedelta(minutes=number))
    values: dict[str, Any] = {
        "key": key,
        "iri": f"{BASE_URL}/id/post/{key}",
        "url": f"{BASE_URL}/traffic/{quote('소식')}-{number}/",
        "site": SITE,
        "language": "ko",
        "title": f"자전거길 {number}호 개통",
        "summary": f"강변을 따라 {number} km를 더 달릴 수 있습니다.",
        "published_at": at,
        "modified_at": at,
        "publisher": "bike-team",
        "topics": ("traffic",),
        "tags": ("자전거",),
        "image": make_image(number),
        "licence": "kogl-1",
        "version": 1,
        "byline": "기자단",
    }
    return Post(**values | over)


def document_key(number: int) -> str:
    return str(UUID(int=0x5000_8000_0000_0000_0000 + number))


def meeting_key(number: int) -> str:
    return str(UUID(int=0x6000_8000_0000_0000_0000 + number))


def management_number(number: int) -> str:
    return f"2026110300{number:04d}"


def make_attachment(number: int = 1, **over: Any) -> File:
    """A file of the document of that number."""
    digest = f"{number:064x}"
    values: dict[str, Any] = {
        "url": f"{BASE_URL}/attachments/{document_key(number)}/{digest}/{quote('계획')}.pdf",
        "title": "계획.pdf",
        "type": "application/pdf",
        "size": 54321,
        "licence": "kogl-1",
        "role": "original",
    }
    return File(**values | over)


def make_document(number: int = 1, /, **over: Any) -> Document:
    """An approval document that is all open; those with higher numbers are newer by a minute each."""
    key = over.get("key", document_key(number))
    at = over.get("published_at", NOON + timedelta(minutes=number))
    values: dict[str, Any] = {
        "key": key,
        "iri": f"{BASE_URL}/id/document/{key}",
        "url": f"{BASE_URL}/documents/{over.get('management_number', management_number(number))}/",
        "site": SITE,
        "language": "ko",
        "title": f"자전거길 정비 계획 {number}호",
        "summary": f"강변 자전거길 {number} km를 정비합니다.",
        "published_at": at,
        "modified_at": at,
        "publisher": "bike-team",
        "licence": "kogl-1",
        "version": 1,
        "management_number": management_number(number),
        "number": f"자전거팀-{number}",
        "produced_on": date(2026, 11, 4),
        "approved_on": date(2026, 11, 4),
        "retention": "5",
        "retained_until": date(2031, 12, 31),
        "officials": (
            Official(name="이새벽", position="주무관", role="drafter"),
            Official(name="한아침", position="과장", role="approver"),
        ),
        "task": "bike-roads",
        "functions": ("교통", "자전거"),
        "files": (make_attachment(number),),
    }
    return Document(**values | over)


def make_closed(number: int = 1, /, **over: Any) -> Document:
    """A document that the law closes: its record without its content."""
    values: dict[str, Any] = {
        "openness": "closed",
        "grounds": (5,),
        "reason": "내부 검토 과정에 있는 사항",
        "review_on": date(2027, 3, 1),
        "review_stage": "타당성 검토",
        "summary": "",
        "licence": "",
        "files": (),
    }
    return make_document(number, **values | over)


def make_meeting(number: int = 1, **over: Any) -> Meeting:
    """A meeting that was held, and decided on one document; those with higher numbers are newer by a minute each."""
    key = over.get("key", meeting_key(number))
    at = over.get("published_at", NOON + timedelta(minutes=number))
    values: dict[str, Any] = {
        "key": key,
        "iri": f"{BASE_URL}/id/meeting/{key}",
        "url": f"{BASE_URL}/committees/bike-committee/meeting-{number}/",
        "site": SITE,
        "language": "ko",
        "title": f"제{number}차 자전거정책위원회",
        "summary": "자전거길 정비 계획을 심의합니다.",
        "published_at": at,
        "modified_at": at,
        "publisher": "bike-team",
        "licence": "kogl-1",
        "version": 1,
        "committee": "bike-committee",
        "status": "held",
        "held_at": NOON + timedelta(days=7),
        "place": "새별시청 3층 회의실",
        "agenda": (
            Decision(
                item="자전거길 정비 계획",
                outcome="원안가결",
                text="원안대로 정비한다.",
                votes_for=7,
                votes_against=1,
                abstentions=0,
                documents=(management_number(number),),
            ),
        ),
        "attendees": (
            Attendee(name="정하늘", position="위원장"),
            Attendee(name="오구름", position="위원", present=False),
        ),
    }
    return Meeting(**values | over)


def web_page_key(number: int) -> str:
    """The key of the page of that number."""
    return str(UUID(int=0x7000_8000_0000_0000_0000 + number))


def make_web_page(number: int = 1, **over: Any) -> WebPage:
    """A page below Traffic; those with higher numbers are newer by a minute each."""
    key = over.get("key", web_page_key(number))
    at = over.get("published_at", NOON + timedelta(minutes=number))
    values: dict[str, Any] = {
        "key": key,
        "iri": f"{BASE_URL}/id/page/{key}",
        "url": f"{BASE_URL}/traffic/page-{number}/",
        "site": SITE,
        "language": "ko",
        "title": f"공영 자전거 이용 안내 {number}",
        "summary": "자전거를 빌리고 돌려주는 방법입니다.",
        "published_at": at,
        "modified_at": at,
        "publisher": "bike-team",
        "topics": ("traffic",),
        "licence": "kogl-1",
        "version": 1,
        "order": number,
        "reviewed_on": date(2026, 11, 1),
        "review_by": date(2027, 5, 1),
    }
    return WebPage(**values | over)


def notice_key(number: int) -> str:
    return str(UUID(int=0x7100_8000_0000_0000_0000 + number))


def make_notice(number: int = 1, /, **over: Any) -> Notice:
    """A public notice on the board of Traffic that is open for two weeks; higher numbers are newer by a minute each."""
    key = over.get("key", notice_key(number))
    at = over.get("published_at", NOON + timedelta(minutes=number))
    values: dict[str, Any] = {
        "key": key,
        "iri": f"{BASE_URL}/id/notice/{key}",
        "url": f"{BASE_URL}/traffic/road-notices/notice-{number}/",
        "site": SITE,
        "language": "ko",
        "title": f"자전거도로 정비 계획(안) 공고 {number}호",
        "summary": "의견을 듣습니다.",
        "published_at": at,
        "modified_at": at,
        "publisher": "bike-team",
        "topics": ("traffic",),
        "licence": "kogl-1",
        "version": 1,
        "board": "road-notices",
        "type": "public-notice",
        "category": "공고",
        "number": f"새별시 공고 제2026-{number}호",
        "serial": number,
        "starts_on": date(2026, 11, 5),
        "ends_on": date(2026, 11, 19),
        "files": (make_file(number),),
    }
    return Notice(**values | over)


def make_body(number: int = 1) -> Body:
    return Body(html=f"<p>본문 {number} &amp; 더</p>", text=f"본문 {number} & 더")


def _term_values(scheme: str, key: str, path: str, names: dict[str, str]) -> dict[str, Any]:
    return {
        "site": SITE,
        "key": key,
        "iri": f"{BASE_URL}/id/{scheme}/{quote(key)}",
        "names": names,
        "urls": {"ko": f"{BASE_URL}{quote(path)}", "en": f"{BASE_URL}/en{quote(path)}"},
    }


def make_city(**over: Any) -> City:
    values = _term_values("city", SITE, "/", {"ko": "새별시", "en": "Saebyeol"})
    values |= {"descriptions": {"ko": "별이 뜨는 도시", "en": "A city of stars"}, "licence": "kogl-1"}
    return City(**values | over)


def make_field(key: str = "traffic", **over: Any) -> Field:
    names = {"traffic": {"ko": "교통", "en": "Traffic"}, "health": {"ko": "건강", "en": "Health"}}
    values = _term_values("field", key, f"/{key}/", names.get(key, {"ko": key, "en": key.title()}))
    return Field(**values | {"colour": "#0b5fff", "icon": key} | over)


def make_website(key: str = "bike", **over: Any) -> Website:
    values = _term_values("website", key, f"/traffic/{key}/", {"ko": "새별 자전거", "en": "Saebyeol Bike"})
    values["urls"] = {"ko": values["urls"]["ko"]}
    return Website(**values | {"field": "traffic", "language": "ko", "unit": "bike-team"} | over)


def make_unit(key: str = "bike-team", **over: Any) -> Unit:
    names = {
        "bike-team": {"ko": "자전거팀", "en": "Bicycle Team"},
        "transport": {"ko": "교통국", "en": "Transport Bureau"},
    }
    values = _term_values("unit", key, f"/units/{key}/", names.get(key, {"ko": key, "en": key}))
    parent = "transport" if key == "bike-team" else None
    return Unit(**values | {"parent": parent, "telephone": "02-120"} | over)


def make_position(number: int = 1, **over: Any) -> StaffPosition:
    values: dict[str, Any] = {
        "key": str(number),
        "names": {"ko": f"주무관 {number}", "en": f"Officer {number}"},
        "descriptions": {"ko": f"자전거 업무 {number}", "en": f"Bicycles {number}"},
        "telephone": f"02-120-{number}",
    }
    return StaffPosition(**values | over)


def make_tag(key: str = "자전거", **over: Any) -> Tag:
    return Tag(**_term_values("tag", key, f"/tags/{key}/", {"ko": key}) | over)


def make_section(key: str = "documents", **over: Any) -> Section:
    names = {
        "documents": {"ko": "정보공개", "en": "Documents"},
        "committees": {"ko": "위원회", "en": "Committees"},
        "notices": {"ko": "알림·고시", "en": "Notices"},
    }
    values = _term_values("section", key, f"/{key}/", names.get(key, {"ko": key, "en": key}))
    if key == "documents":
        values["urls"] = {"ko": values["urls"]["ko"]}
    return Section(**values | over)


def make_task(key: str = "bike-roads", **over: Any) -> Task:
    values = _term_values("task", key, f"/tasks/{key}/", {"ko": "자전거길 관리"})
    values["urls"] = {"ko": values["urls"]["ko"]}
    return Task(**values | {"functions": ("교통", "자전거")} | over)


def make_committee(key: str = "bike-committee", **over: Any) -> Committee:
    names = {"ko": "자전거정책위원회", "en": "Bicycle Policy Committee"}
    values = _term_values("committee", key, f"/committees/{key}/", names)
    values |= {
        "descriptions": {"ko": "자전거 정책을 심의합니다.", "en": "It deliberates on cycling."},
        "category": "심의",
        "legal_basis": "새별시 자전거 이용 활성화 조례 제5조",
        "established_on": date(2015, 3, 2),
        "unit": "bike-team",
        "members": (
            Member(
                name="정하늘", role="위원장", affiliation="새별대학교", since=date(2025, 1, 1), until=date(2026, 12, 31)
            ),
            Member(name="오구름"),
        ),
    }
    return Committee(**values | over)


def make_board(key: str = "road-notices", **over: Any) -> Board:
    """A board of public notices in Traffic."""
    values = _term_values("board", key, f"/traffic/{key}/", {"ko": "도로 고시·공고"})
    values["urls"] = {"ko": values["urls"]["ko"]}
    values |= {"type": "public-notice", "is_numbered": True, "categories": ("고시", "공고"), "field": "traffic"}
    return Board(**values | {"unit": "bike-team", "descriptions": {"ko": "도로를 어떻게 바꾸는지 알립니다."}} | over)


def make_terms() -> list[Term]:
    """A small vocabulary that holds all that ``make_post`` refers to."""
    return [
        make_city(),
        make_field("traffic", order=1),
        make_field("health", order=2),
        make_website(),
        make_unit("transport"),
        make_unit("bike-team"),
        make_tag("자전거"),
    ]


def event_key(number: int) -> str:
    """The key of the event of a number."""
    return f"00000000-0000-4000-8000-{number:07}eeeee"


def make_event(number: int = 1, **over: Any) -> Event:
    """A walk of two hours that takes place once; those with higher numbers are newer by a minute each."""
    at, starts_at = NOON + timedelta(minutes=number), over.get("starts_at", NOON + timedelta(days=7))
    values: dict[str, Any] = {
        "key": event_key(number),
        "iri": f"{BASE_URL}/id/event/{event_key(number)}",
        "url": f"{BASE_URL}/traffic/event-{number}/",
        "site": SITE,
        "language": "ko",
        "title": f"제{number}회 자전거 나들이",
        "summary": "강변을 함께 달립니다.",
        "published_at": at,
        "modified_at": at,
        "publisher": "bike-team",
        "topics": ("traffic",),
        "licence": "kogl-1",
        "version": 1,
        "starts_at": starts_at,
        "ends_at": starts_at + timedelta(hours=2),
        "time_zone": "Asia/Seoul",
        "place": "강변 광장",
        "free": True,
    }
    values |= over
    return Event(**{"over_at": values["ends_at"] or values["starts_at"], **values})


def make_released_terms() -> list[Term]:
    """The same, and all that ``make_document`` and ``make_meeting`` refer to."""
    return [*make_terms(), make_section(), make_section("committees", order=1), make_task(), make_committee()]


def make_board_terms() -> list[Term]:
    """The terms that ``make_notice`` refers to beyond those of :func:`make_terms`."""
    return [make_section("notices", order=2), make_board()]


def store(
    records: Iterable[Record] = (), terms: Iterable[Term] | None = None, bodies: Mapping[str, Body] | None = None
) -> None:
    """Publish records in a ledger whose terms were written without pages; ``bodies`` by record key, else a default one.

    Terms default to :func:`make_terms`. Give records oldest first: the ledger numbers its changes in that order.
    """
    from cms.ledger import generation, writing

    _store_terms(make_terms() if terms is None else list(terms))
    writing.publish(
        [
            writing.Publication(record=record, body=(bodies or {}).get(record.key, make_body(number)))
            for number, record in enumerate(records, start=1)
        ]
    )
    _stop_the_clock()
    generation.replace()


def relate(one: Record, other: Record, *reasons: str, words: str = "", score: int = 1) -> None:
    """Let a stored document be related to another; a higher ``score`` comes first."""
    from cms.derived.lists import FOLLOWER
    from cms.derived.models import Relation
    from cms.ledger.models import Bookmark, Entry
    from cms.ledger.moments import clock

    Bookmark.objects.update_or_create(name=f"{FOLLOWER}:{SITE}", defaults={"sequence": clock(site=SITE).sequence})
    ids = {str(entry.key): entry.pk for entry in Entry.objects.filter(key__in=(one.key, other.key))}
    found = {"reasons": " ".join(reasons), "words": words, "score": score}
    Relation.objects.create(entry_id=ids[one.key], other_id=ids[other.key], **found)


def store_counts(unit: str, month: date, **counts: int) -> None:
    """Say how many documents a unit (``*`` for the city) made in the month that begins so."""
    from cms.derived.models import UnitMonth
    from cms.ledger import generation

    UnitMonth.objects.create(site=SITE, unit=unit, month=month, **counts)
    generation.replace()


def withdraw(*keys: str) -> None:
    """Make stored items leave every output."""
    from cms.ledger import generation, writing
    from cms.ledger.models import Entry

    for key in keys:
        writing.withdraw([Entry.objects.get(key=key).pk], reason="unpublished")
    _stop_the_clock()
    generation.replace()


def _stop_the_clock() -> None:
    """Give all that was written one time, so that golden files can hold it."""
    from cms.ledger.models import Clock, Entry, ListingChange, ShardRow

    Clock.objects.update(changed_at=NOON)
    ListingChange.objects.update(changed_at=NOON)
    ShardRow.objects.update(changed_at=NOON)
    Entry.objects.update(changed_at=NOON)


def _store_terms(terms: list[Term]) -> None:
    from cms.ledger import bounds, clocks, listing_changes, writing
    from cms.ledger.models import Address, Host, TermRow

    locked = clocks.lock_each(term.site for term in terms)
    hosts = {urlsplit(url).netloc: term.site for term in terms for url in term.urls.values()}
    for name, site in hosts.items():
        Host.objects.get_or_create(name=name, defaults={"site": site, "is_default": not Host.objects.exists()})
    stored = TermRow.objects.bulk_create(
        TermRow(
            site=term.site, scheme=term.scheme, key=term.key, data=to_data(term), sequence=locked[term.site].sequence
        )
        for term in terms
    )
    Address.objects.bulk_create(
        Address(host=host, path=path, site=term.site, term=row, language=language)
        for term, row in zip(terms, stored, strict=True)
        for language, url in term.urls.items()
        for host, path in [writing.address_of(url)]
    )
    bounds.follow_terms([row.pk for row in stored], now=NOON)
    listing_changes.follow_names(now=NOON)
    for clock in locked.values():
        clock.vocabulary += 1
        clock.save()
