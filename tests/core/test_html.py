import re
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cms.core.html import clean_html, html_text
from cms.core.text import clean_text

BASE = "https://saebyeol.example/traffic/"

PAYLOADS = [
    "<script>alert(1)</script>",
    "<SCRIPT SRC=//evil.example/x.js></SCRIPT>",
    "<img src=x onerror=alert(1)>",
    "<img src='javascript:alert(1)'>",
    '<img src="data:text/html,<script>alert(1)</script>">',
    "<svg onload=alert(1)><script>alert(1)</script></svg>",
    "<svg><animate onbegin=alert(1) attributeName=x></svg>",
    "<math><mtext><table><mglyph><style><!--</style><img title='--&gt;&lt;img src=1 onerror=alert(1)&gt;'>",
    "<a href='javascript:alert(1)'>x</a>",
    "<a href='JaVaScRiPt:alert(1)'>x</a>",
    "<a href='java\tscript:alert(1)'>x</a>",
    "<a href='&#106;avascript:alert(1)'>x</a>",
    "<a href='\x01javascript:alert(1)'>x</a>",
    "<a href='vbscript:msgbox(1)'>x</a>",
    "<a href='data:text/html;base64,PHNjcmlwdD4='>x</a>",
    "<a href='//evil.example' onclick='alert(1)' style='color:red'>x</a>",
    "<iframe src='javascript:alert(1)'></iframe>",
    "<iframe src='https://evil.example/embed'></iframe>",
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "<iframe src='https://www.youtube.com.evil.example/embed/abc'></iframe>",
    "<iframe src='https://evil.example/?https://www.youtube.com/embed/abc'></iframe>",
    "<object data='javascript:alert(1)'></object><embed src='javascript:alert(1)'>",
    "<form action='//evil.example'><input type=submit><button formaction='javascript:alert(1)'>x</button></form>",
    "<base href='//evil.example/'><meta http-equiv=refresh content='0;url=javascript:alert(1)'>",
    "<link rel=stylesheet href='//evil.example/x.css'><style>*{background:url(javascript:alert(1))}</style>",
    "<div style='background:url(javascript:alert(1))'>x</div>",
    "<body onload=alert(1)><p onmouseover=alert(1)>x</p>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'></noscript>",
    "<template><script>alert(1)</script></template>",
    "<textarea><img title='</textarea><img src=x onerror=alert(1)>'></textarea>",
    "<xmp><p title='</xmp><img src=x onerror=alert(1)>'></xmp>",
    "<!--><img src=x onerror=alert(1)>-->",
    "<![CDATA[<img src=x onerror=alert(1)>]]>",
    "<b>&#x338; onmouseover=alert(1) x=</b>",
    "<b\u0338 onmouseover=alert(1)>x</b>",
    "<video src=x onerror=alert(1)></video><audio src=x onerror=alert(1)>",
    "<details open ontoggle=alert(1)>x</details>",
    "<p id=location name=cookie class='x' data-x=1>x</p>",
    "<a href='https://x.example/\"><script>alert(1)</script>'>x</a>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "\ud800<p>x</p>",
]

ALLOWED_ATTRIBUTES = set(
    "lang dir href title hreflang cite span src alt width height value start reversed type colspan rowspan scope"
    " datetime class rel loading allowfullscreen referrerpolicy sandbox".split()
)
PLAYERS = re.compile(
    r"https://(www\.youtube-nocookie\.com/embed|player\.vimeo\.com/video|tv\.naver\.com/embed"
    r"|play-tv\.kakao\.com/embed/player/cliplink)/[\w-]+"
)


class Inspector(HTMLParser):
    """Says what a browser could run or load in HTML that was to be safe."""

    def __init__(self, html):
        super().__init__()
        self.dangers = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attrs):
        if tag in {"script", "style", "svg", "math", "object", "embed", "form", "input", "base", "meta", "link", "h1"}:
            self.dangers.append(tag)
        for name, value in attrs:
            if name not in ALLOWED_ATTRIBUTES:
                self.dangers.append(f"{tag} {name}")
            if name in {"href", "cite"} and not re.match(r"(https?|mailto|tel):", value or ""):
                self.dangers.append(f"{tag} {name}={value}")
            if name == "src" and not re.match(r"https?://[^/]", value or ""):
                self.dangers.append(f"{tag} {name}={value}")
            if (tag, name) == ("iframe", "src") and not PLAYERS.fullmatch(value or ""):
                self.dangers.append(f"{tag} {name}={value}")


@pytest.mark.parametrize("payload", PAYLOADS)
def test_a_payload_is_inert(payload):
    for html in (payload, f"<div>{payload}", f"<table><td>{payload}</table>", f"<p title='{payload}'>", payload * 2):
        assert Inspector(clean_html(html, BASE)).dangers == []


@pytest.mark.parametrize("payload", PAYLOADS)
def test_a_payload_stays_inert_when_an_output_normalises_it(payload):
    assert Inspector(clean_text(clean_html(payload, BASE))).dangers == []


@given(st.lists(st.one_of(st.sampled_from(PAYLOADS), st.text(max_size=20), st.sampled_from("<>\"'/=& ")), max_size=8))
def test_any_mixture_of_payloads_and_text_is_inert_and_clean(parts):
    html = clean_html("".join(parts), BASE)
    assert Inspector(html).dangers == []
    assert not re.search("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]", html)


@given(st.text(max_size=200))
def test_plain_text_survives_as_its_own_text(text):
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    words = clean_text(escaped.replace("\u0338", "")).split()
    assert html_text(clean_html(" ".join(words), BASE)).split() == clean_text(text.replace("\u0338", "")).split()


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<h1>제목</h1><h2 lang=ko>절</h2>", '<h2>제목</h2><h2 lang="ko">절</h2>'),
        ("<a href='/a b'>x</a>", '<a href="https://saebyeol.example/a%20b" rel="noopener">x</a>'),
        ("<a href='next/'>x</a>", '<a href="https://saebyeol.example/traffic/next/" rel="noopener">x</a>'),
        ("<a href='tel:02-120'>x</a>", '<a href="tel:02-120" rel="noopener">x</a>'),
        ("<a href='ftp://x.example'>x</a>", '<a rel="noopener">x</a>'),
        ("<img src=/m/a.jpg alt=' '>", '<img loading="lazy" src="https://saebyeol.example/m/a.jpg" alt=" ">'),
        (
            "<img src=a.jpg width=10px height=20>",
            '<img loading="lazy" src="https://saebyeol.example/traffic/a.jpg" height="20">',
        ),
        ("a<img alt=x>b<iframe title=x></iframe>c", "abc"),
        ("<font color=red>x</font><center>y</center>", "xy"),
        ("<p class='file evil'>x</p><div class=gallery>y</div>", '<p class="file">x</p><div class="gallery">y</div>'),
        ("<aside class='callout callout-info'>x</aside>", '<aside class="callout callout-info">x</aside>'),
        ("a\x00b&#1;c&#xFFFE;d\ud800e", "abcde"),
        ("각", "각"),
        ("<td>x", "x"),
        ("", ""),
    ],
)
def test_html_is_cleaned_to_exactly_this(html, expected):
    assert clean_html(html, BASE) == expected
    assert clean_html(expected, BASE) == expected


def test_a_known_player_is_framed_by_its_address_without_cookies_and_in_a_sandbox():
    assert clean_html(
        "<iframe src='http://www.youtube.com/embed/a-B_9?autoplay=1' width=1 title=영상></iframe>", BASE
    ) == (
        '<iframe loading="lazy" allowfullscreen="" referrerpolicy="strict-origin-when-cross-origin"'
        ' sandbox="allow-scripts allow-same-origin allow-presentation allow-popups"'
        ' src="https://www.youtube-nocookie.com/embed/a-B_9" title="영상"></iframe>'
    )


def test_cleaning_gives_the_same_bytes_in_every_process():
    html = "<iframe src='https://youtu.be/abc' title=x></iframe><img src=/a.jpg alt=x width=1 height=2>"
    assert len({clean_html(html, BASE) for _ in range(50)}) == 1


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>하나</p><p>둘</p>", "하나\n둘"),
        ("<p>한\n줄</p>", "한 줄"),
        ("<p>a<br>b</p>", "a\nb"),
        ("<ul><li>a</li><li>b<ul><li>c</li></ul></li></ul>", "a\nb\nc"),
        ("<table><tr><th>a</th><td>b</td></tr><tr><td>c</td></tr></table>", "a b\nc"),
        ('<figure><img src="x" alt="강변"><figcaption>저녁</figcaption></figure>', "강변\n저녁"),
        ("<p>a <b>b</b>c &amp; &lt;d&gt;&nbsp;e</p>", "a bc & <d> e"),
        ('<p>a</p><iframe src="x" title="t"></iframe>', "a"),
        ("", ""),
    ],
)
def test_text_keeps_the_breaks_of_blocks(html, text):
    assert html_text(html) == text


@pytest.mark.parametrize(
    ("html", "text"),
    [
        (
            '<figure class="image"><img src="x" alt="겹친 물결"><figcaption>저녁 <b>강</b> <small>새벌시 <i>홍보과</i>'
            "</small></figcaption></figure><p>길 <small>작게</small></p>",
            "저녁 강\n길 작게",
        ),
        ('<figure class="image"><img src="x" alt="물결"><figcaption> <small>시</small></figcaption></figure>', ""),
        ('<p>앞 <img src="x" alt="물결"> 뒤</p>', "앞 뒤"),
        ('<figure><img src="x"><figcaption>하나 <small>시</figcaption></figure><p>둘</p>', "하나\n둘"),
    ],
)
def test_text_without_pictures_has_their_captions_and_neither_alts_nor_credits(html, text):
    assert html_text(html, pictures=False) == text
