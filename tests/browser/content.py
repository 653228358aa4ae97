"""A city that uses all that a page can show."""

from datetime import date, timedelta
from io import BytesIO
from typing import Any
from urllib.parse import quote

from django.utils import timezone
from pypdfium2 import PdfDocument

from cms.core import storage
from cms.core.records import Advance, Body, Decision, Expense, Member, Record, Research
from tests.factories import (
    BASE_URL,
    NOON,
    document_key,
    make_attachment,
    make_closed,
    make_committee,
    make_document,
    make_field,
    make_file,
    make_image,
    make_meeting,
    make_post,
    make_released_terms,
    make_tag,
    make_translation,
    make_unit,
    make_website,
    relate,
    store,
    store_counts,
    withdraw,
)

KOREAN = make_post(23).url.removeprefix(BASE_URL)
ENGLISH = "/en/traffic/post-24/"
WITHDRAWN = make_post(25).url.removeprefix(BASE_URL)
PARTIAL, CLOSED, EXPENSE, RESEARCH, ADVANCE = (
    make_document(number).url.removeprefix(BASE_URL) for number in (25, 26, 27, 28, 29)
)
HELD, COMING, SHUT = (make_meeting(number).url.removeprefix(BASE_URL) for number in (1, 2, 3))
_IMAGE = (
    f'<img loading="lazy" src="{BASE_URL}/media/images/9.jpg" width="1200" height="800" alt="강변을 달리는 사람들">'
)
_CELLS = "".join(f"<td>칸 {number}에 든 긴 글</td>" for number in range(8))
HTML = f"""
<p>새 길은 <a href="{BASE_URL}/traffic/" rel="noopener">교통</a>에서 봅니다.
<strong>12월 1일</strong>에 엽니다.</p>
<h2>무엇이 달라지나</h2><ul><li>조명<ul><li>야간</li></ul></li><li>쉼터</li></ul><ol><li>출발</li><li>도착</li></ol>
<figure class="image">{_IMAGE}<figcaption>남포나루 구간 <small>새별시</small></figcaption></figure>
<div class="gallery">{f'<figure class="image">{_IMAGE}</figure>' * 3}</div>
<figure class="quote"><blockquote><p>이제 안심하고 달릴 수 있습니다.</p></blockquote>
<figcaption>자전거 시민위원회</figcaption></figure>
<h3>구간</h3>
<div class="table"><table><caption>구간별 시설</caption><thead><tr>{'<th scope="col">구간의 이름</th>' * 8}</tr></thead>
<tbody><tr>{_CELLS}</tr><tr>{_CELLS}</tr></tbody></table></div>
<aside class="callout callout-info"><p><strong>안내</strong></p><p>안내합니다.</p></aside>
<aside class="callout callout-notice"><p>문의: <a href="tel:02-120">02-120</a></p></aside>
<aside class="callout callout-warning"><p><strong>주의</strong></p><p><a href="{BASE_URL}/">조심하세요.</a></p></aside>
<p class="file"><a href="{BASE_URL}/files/1/plan.pdf">노선 지도</a> <small>PDF, 2.4 MB</small></p>
<h4>영상</h4>
<div class="video"><iframe loading="lazy" allowfullscreen="" referrerpolicy="strict-origin-when-cross-origin"
 sandbox="allow-scripts allow-same-origin allow-presentation allow-popups"
 src="https://www.youtube-nocookie.com/embed/abc" title="미리 달려보기"></iframe></div>
<pre><code>길이 = 12</code></pre><hr><p>끝.</p>
"""


def kept_pdf() -> str:
    """The address of a PDF of document 25 that the store really has."""
    document = PdfDocument.new()
    document.new_page(300, 400)
    document.save(written := BytesIO())
    digest = storage.keep(written.getvalue())
    return f"{BASE_URL}/attachments/{document_key(25)}/{digest}/{quote('계획.pdf')}"


def fill() -> None:
    """Store it."""
    terms = [
        *make_released_terms(),
        make_unit("water", names={"ko": "상수도사업본부 강북수도사업소", "en": "Waterworks"}, parent="transport"),
        make_committee(
            "audit",
            names={"ko": "시민감사위원회", "en": "Audit Committee"},
            category="의결",
            members=(
                Member(
                    name="강노을",
                    role="위원장",
                    affiliation="새별시의회",
                    since=date(2020, 1, 1),
                    until=date(2022, 1, 1),
                ),
                Member(name="모래솔"),
            ),
        ),
        make_field("empty", names={"ko": "빈 분야", "en": "Empty"}, colour="#ffdd00", order=3),
        make_field("urban", names={"ko": "주택도시계획", "en": "Housing & Urban Planning"}, colour="#c0c0ff", order=4),
        make_website(
            "visit", field="health", language="en", names={"en": "Visit"}, urls={"en": f"{BASE_URL}/en/visit/"}
        ),
        make_unit("far", parent="bike-team", names={"ko": "정비반", "en": "Workshop"}),
        make_tag("Saebyeol-Riverside-Cycle-Path-Opening-2026"),
    ]
    posts = [make_post(number, image=make_image(number) if number % 3 else None) for number in range(1, 23)]
    korean = make_post(
        23,
        title="강변 자전거길 12km 새로 열립니다… 출퇴근길 단절 구간 모두 이어",
        topics=("traffic", "health", "urban", "empty"),
        tags=("자전거", "Saebyeol-Riverside-Cycle-Path-Opening-2026"),
        website="bike",
        files=(
            make_file(1),
            make_file(2, title="VeryLongFileNameWithoutAnySpaceThatHasToBreakSomewhere.hwpx", licence=""),
        ),
        translations=(make_translation(24, url=f"{BASE_URL}{ENGLISH}"),),
        licence="cc-by-nc-sa-4.0",
        modified_at=make_post(90).published_at,
    )
    english = make_post(
        24,
        language="en",
        url=f"{BASE_URL}{ENGLISH}",
        title="Cycle path opens",
        summary="Ride 24 km further.",
        tags=(),
        licence="all-rights-reserved",
        translations=(make_translation(23, language="ko", url=korean.url),),
    )
    gone = make_post(25)
    store([*posts, korean, english, gone, *documents(), *meetings()], terms, bodies())
    withdraw(gone.key)
    relate(make_document(25), make_document(24), "cites", "task", words="", score=3)
    relate(make_document(25), make_closed(26), "keywords", words="자전거길 정비", score=2)
    fill_counts()


def fill_counts() -> None:
    """A year of statistics, one unit of which opens unusually few."""
    month = timezone.localdate().replace(day=1)
    for back in range(12):
        units = {"bike-team": (400 + 37 * back, 60, 20), "transport": (20, 5, 200 + back), "": (9, 1, 0)}
        for key, (open_, partial, closed) in units.items():
            store_counts(
                key, month, produced=open_ + partial + closed, open=open_, partial=partial, closed=closed, held=3
            )
        open_, partial, closed = (sum(counts) for counts in zip(*units.values(), strict=True))
        counts = {"open": open_, "partial": partial, "closed": closed, "released": open_, "waited_days": 2 * open_}
        store_counts("*", month, produced=open_ + partial + closed, held=9, taken_down=1, **counts)
        month = (month - timedelta(days=1)).replace(day=1)


def documents() -> list[Record]:
    """Released documents of every kind and openness, with the longest of texts."""
    details: list[tuple[str, dict[str, Any]]] = [
        (
            "expense",
            {
                "expense": Expense(
                    spent_at=NOON, place="별빛식당", purpose="간담회", target="과장 외 4명", amount=88_500
                )
            },
        ),
        ("research", {"research": Research(year=2026, institution="새별연구원", category="교통", region="전체")}),
        (
            "advance-publication",
            {"advance": Advance(category="공통업무", path=("공통업무", "예산집행 관리", "상품권"), telephone="02-120")},
        ),
    ]
    return [
        *(make_document(number) for number in range(1, 25)),
        make_document(
            25,
            title="강변 자전거길 3구간 정비공사 민원 회신 및 2026년 하반기 유지관리계획(안) 보고",
            openness="partial",
            grounds=(6, 7),
            reason="민원인의 연락처와 업체의 단가가 들어 있음",
            review_on=date(2026, 11, 1),
            masked=True,
            files=(
                make_attachment(1, title="정비계획-붙임.hwpx", type="application/hwp+zip"),
                make_attachment(2, role="pdf", url=kept_pdf()),
                make_attachment(3, title="민원회신.pdf", role="copy"),
            ),
        ),
        make_closed(26, functions=("도로교통", "교통시설", "자전거도로 정비 및 유지관리"), retention="semi-permanent"),
        *(
            make_document(number, genre=genre, files=(), task=None, **detail)
            for number, (genre, detail) in enumerate(details, start=27)
        ),
    ]


def meetings() -> list[Record]:
    """One that was held, one to come, and one whose minutes are closed."""
    vote = make_meeting(1).agenda[0]
    unseen = Decision(
        item="보호구역 지정", outcome="보류", text="다음 회의에서 다시 다룬다.", documents=("2026119900001",)
    )
    return [
        make_meeting(1, agenda=(vote, unseen), files=(make_file(1),)),
        make_meeting(
            2, status="announced", held_at=NOON.replace(year=2099), agenda=(Decision(item="예산안"),), attendees=()
        ),
        make_meeting(
            3,
            openness="closed",
            grounds=(5,),
            reason="의사결정 과정에 있는 사항",
            review_on=date(2099, 1, 1),
            review_stage="후보지 비교",
            attendees=(),
            committee="audit",
        ),
        make_meeting(4, status="postponed", attendees=(), agenda=()),
    ]


def bodies() -> dict[str, Body]:
    """The bodies that are not the usual one; what is closed has none."""
    shut = {record.key: Body() for record in (make_closed(26), *(make_meeting(number) for number in (2, 3, 4)))}
    text = (
        "<p>1. 관련: 자전거팀-12(2026. 10. 1.)</p><p>2. 강변 자전거길 3구간 정비 계획을 다음과 같이 보고합니다.<br>"
        "가. 기간: 2026. 11. ~ 12.<br>나. 예산: 금120,000,000원<br>다. 연락처: 010-****-****</p><p>끝.</p>"
    )
    return {make_post(23).key: Body(html=HTML, text="본문"), make_document(25).key: Body(html=text, text="본문")} | shut
