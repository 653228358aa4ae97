"""The one normal form of hosts and paths."""

from unicodedata import normalize
from urllib.parse import quote, unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cms.normal_form import Address, address, kept_host, normal_host, normal_path, origin, page_path

# A step of a stored address: NFC, not empty, without what separates steps.
STEPS = st.text(st.characters(exclude_characters="/", exclude_categories=["Cs", "Cc"]), min_size=1).map(
    lambda text: normalize("NFC", text)
)
PUBLISHED = st.lists(STEPS.filter(lambda step: step not in (".", "..")), max_size=5).map(
    lambda steps: "".join(["/", *(f"{step}/" for step in steps)])
)
LABELS = st.from_regex(r"[A-Za-z0-9]([A-Za-z0-9-]{0,10}[A-Za-z0-9])?", fullmatch=True)
HANGUL = st.text(st.characters(min_codepoint=0xAC00, max_codepoint=0xD7A3), min_size=1, max_size=10)
NAMES = st.lists(LABELS | HANGUL, min_size=1, max_size=4).map(".".join)


@pytest.mark.parametrize(
    ("written", "host"),
    [
        ("bike.example.org", "bike.example.org"),
        ("BIKE.Example.ORG", "bike.example.org"),
        ("bike.example.org.", "bike.example.org"),
        ("bike.example.org:80", "bike.example.org"),
        ("bike.example.org:443", "bike.example.org"),
        ("bike.example.org:", "bike.example.org"),
        ("Bike.example.org.:08000", "bike.example.org:8000"),
        ("새별.한국", "xn--bm3bl7e.xn--3e0b707e"),
        ("새별。한국", "xn--bm3bl7e.xn--3e0b707e"),
        ("XN--BM3BL7E.xn--3e0b707e", "xn--bm3bl7e.xn--3e0b707e"),
        (normalize("NFD", "새별.한국"), "xn--bm3bl7e.xn--3e0b707e"),
        (quote("새별.한국"), "xn--bm3bl7e.xn--3e0b707e"),
        ("Straße.example", "xn--strae-oqa.example"),
        ("ｂｉｋｅ.example", "bike.example"),
        ("127.0.0.1:8000", "127.0.0.1:8000"),
        ("[0:0::1]:8000", "[::1]:8000"),
        ("[2001:DB8::1]", "[2001:db8::1]"),
        ("app_1:8000", "app_1:8000"),
    ],
)
def test_a_host_has_one_normal_form(written, host):
    assert normal_host(written) == host


@pytest.mark.parametrize(
    "written",
    ["", ".", ":80", "a b", "a..b", "-a.example", "a/b", "user@a.example", "a,b", "a:0", "a:65536", "a:8o", "a:80:80",
     "::1", "[::1", "[::1%25eth0]", "[1.2.3.4]", "a" * 64, ".".join(["a" * 60] * 5), "가\u200b\u0000", "\ud800", "%ff"],
)  # fmt: skip
def test_what_is_no_host_has_none(written):
    with pytest.raises(ValueError):
        normal_host(written)
    assert kept_host(written) == written


@given(NAMES, st.sampled_from(["", ".", ":80", ":443", ":", ".:80"]))
def test_all_spellings_of_a_host_are_one(name, end):
    try:
        host = normal_host(name)
    except ValueError:
        return  # IDNA refuses some labels, such as one whose third and fourth characters are hyphens
    assert normal_host(host) == host
    assert normal_host(f"{name.upper()}{end}") == host
    assert normal_host(f"{normalize('NFD', name)}{end}") == host


@pytest.mark.parametrize(
    ("written", "path", "page"),
    [
        ("/", "/", "/"),
        ("", "/", "/"),
        ("//", "/", "/"),
        ("traffic", "/traffic", "/traffic/"),
        ("/traffic", "/traffic", "/traffic/"),
        ("/traffic//", "/traffic/", "/traffic/"),
        ("//evil.example/", "/evil.example/", "/evil.example/"),
        ("/traffic/.", "/traffic/", "/traffic/"),
        ("/traffic/./road", "/traffic/road", "/traffic/road/"),
        ("/traffic/x/..", "/traffic/", "/traffic/"),
        ("/traffic/x/../road/", "/traffic/road/", "/traffic/road/"),
        ("/../../etc", "/etc", "/etc/"),
        ("/a/..", "/", "/"),
        ("/.well-known/..a/b../", "/.well-known/..a/b../", "/.well-known/..a/b../"),
        (normalize("NFD", "/교통/소식"), "/교통/소식", "/교통/소식/"),
        ("/%2e%2e/", "/%2e%2e/", "/%2e%2e/"),
    ],
)
def test_a_path_has_one_normal_form(written, path, page):
    assert (normal_path(written), page_path(written)) == (path, page)


@given(st.text(st.sampled_from("/.a가각\u1100\u1161%2e")) | st.text())
def test_the_normal_form_of_a_path_is_its_own(path):
    for form in (normal_path, page_path):
        once = form(path)
        assert form(once) == once
        assert once.startswith("/") and "//" not in once
        assert not {".", ".."} & set(once.split("/"))


@given(PUBLISHED)
def test_an_address_of_ours_is_in_normal_form(path):
    assert page_path(path) == normal_path(path) == path
    assert page_path(path.rstrip("/")) == path
    assert page_path(normalize("NFD", path)) == normal_path(normalize("NFD", path)) == normalize("NFC", path)
    assert address(f"https://NEWS.example.org:443{quote(path)}") == Address("https", "news.example.org", path)
    assert unquote(quote(path)) == path


@pytest.mark.parametrize(
    ("url", "found"),
    [
        ("HTTP://News.Example.org", Address("http", "news.example.org", "/")),
        ("https://news.example.org/%EA%B0%80/?a=b#c", Address("https", "news.example.org", "/가/")),
        ("https://news.example.org:8000//x/../y", Address("https", "news.example.org:8000", "//x/../y")),
    ],
)
def test_an_absolute_address_is_read(url, found):
    assert address(url) == found


@pytest.mark.parametrize(
    "url", ["", "/traffic/", "ftp://a.example/", "https:///x", "http://[::1/", "http://u:p@a.example/"]
)
def test_what_is_no_absolute_web_address_is_refused(url):
    with pytest.raises(ValueError):
        address(url)


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("HTTPS://News.Example.ORG.:443/", "https://news.example.org"),
        ("http://새별.한국:80", "http://xn--bm3bl7e.xn--3e0b707e"),
        ("http://127.0.0.1:8000", "http://127.0.0.1:8000"),
        ("http://a.example:443", "http://a.example:443"),
    ],
)
def test_an_origin_has_one_normal_form(url, expected):
    assert (origin(url), origin(expected)) == (expected, expected)


@pytest.mark.parametrize(
    "url",
    ["https://a.example/x", "https://a.example/.", "https://a.example/?", "https://a.example#x", "https://a.example:"],
)
def test_an_origin_has_nothing_after_its_host(url):
    with pytest.raises(ValueError):
        origin(url)
