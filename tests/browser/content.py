"""A city that uses all that a page can show."""

from cms.core.records import Body
from tests.factories import (
    BASE_URL,
    make_field,
    make_file,
    make_image,
    make_post,
    make_tag,
    make_terms,
    make_translation,
    make_unit,
    make_website,
    store,
    withdraw,
)

KOREAN = make_post(23).url.removeprefix(BASE_URL)
ENGLISH = "/en/traffic/post-24/"
WITHDRAWN = make_post(25).url.removeprefix(BASE_URL)
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


def fill() -> None:
    """Store it."""
    terms = [
        *make_terms(),
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
    store([*posts, korean, english, gone], terms, {korean.key: Body(html=HTML, text="본문")})
    withdraw(gone.key)
