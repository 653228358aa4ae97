"""The part of a text of which a summary is made."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cms.core.html import clean_html
from cms.core.prose import prose
from cms.core.text import shorten

PICTURE = (
    '<figure class="image"><img src="/a.webp" alt="강변"><figcaption>저녁 <small>새별시</small></figcaption></figure>'
)
FILE = '<p class="file"><a href="/files/1/plan.pdf">문서 내려받기</a> <small>PDF, 303 바이트</small></p>'
VIDEO = '<div class="video"><iframe src="https://youtu.be/abc" title="영상"></iframe></div>'
TABLE = "<table><caption>표</caption><tr><th>가</th><td><p>나</p></td></tr></table>"
LINKS = '<p>→ <a href="/map/">지도 보기</a></p><ul><li><a href="/x/">목록</a></li></ul>'


@pytest.mark.parametrize(
    "beside", [PICTURE, FILE, VIDEO, TABLE, LINKS, f'<div class="gallery">{PICTURE}{PICTURE}</div>']
)
@pytest.mark.parametrize("order", [1, -1])
def test_what_stands_beside_the_prose_is_not_part_of_it(beside, order):
    html = clean_html("".join([beside, "<p>길이 <a href='/x/'>열립니다</a>.</p>"][::order]), "https://a.example/")
    assert prose(html, enough=200) == "길이 열립니다."


@pytest.mark.parametrize(
    ("html", "said"),
    [
        ("<h2>제목</h2><p>a &amp; b<br>c</p><ul><li>d<ul><li>e</li></ul></li></ul>", "제목\na & b\nc\nd\ne"),
        ("그냥 쓴 글<div>또 하나</div>끝", "그냥 쓴 글\n또 하나\n끝"),
        ("<figure class=quote><blockquote><p>말</p></blockquote><figcaption>누구</figcaption></figure>", "말"),
        ("<aside class=callout><p><strong>기간</strong></p><p>월말까지</p></aside>", "기간\n월말까지"),
        (f"<p>앞{PICTURE}뒤</p>", "앞\n뒤"),
        (f"{PICTURE}{LINKS}{FILE}", "→ 지도 보기\n목록"),
        (TABLE, "가\n나"),
        (f"{PICTURE}{FILE}{VIDEO}", ""),
        ("", ""),
    ],
)
def test_headings_paragraphs_lists_and_quotes_are_prose(html, said):
    assert prose(clean_html(html, "https://a.example/"), enough=200) == said


@given(
    st.lists(st.sampled_from([PICTURE, FILE, TABLE, "<p>가나다 라마</p>", "<p>&lt;b&gt; &amp; c</p>"]), max_size=400)
)
def test_what_is_read_is_enough_for_the_same_summary(parts):
    html = "".join(parts)
    read, whole = prose(html, enough=200), prose(html, enough=len(html))
    assert whole.startswith(read)
    assert shorten(read, length=200) == shorten(whole, length=200)
