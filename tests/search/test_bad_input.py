"""Whatever is sent to a search over HTTP: an answer that makes sense or a plain 400, and nothing of it runs."""

import json
from urllib.parse import quote_from_bytes, urlencode

import pytest
from bs4 import BeautifulSoup
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cms.search import parameters
from cms.search.models import Pick
from cms.search.requests import Order, Place
from tests.background import keep
from tests.factories import HOST, make_document, make_meeting, make_post, make_released_terms, make_tag, store

pytestmark = pytest.mark.django_db

SCRIPT = "<script>alert(1)</script><img src=x onerror=alert(2)>\"'`"
PATHS = ("/search/", "/en/search/", "/search/feed.atom", "/search/feed.rss", "/search/feed.json", "/search/suggest")
# As bytes, since not all of them are text.
VALUES = [
    b"",
    b" ",
    "가".encode() * 10_000,
    b"a" * 10_000,
    b'"',
    b'"""\'"',
    '"자전거'.encode(),
    b"- -- - + * ? ~ ^ () [] {} && || ! :",
    b"AND OR NOT NEAR IN EXISTS TO",
    b"unit: number: year: kind:",
    'unit:"자전거 number:" year:99999999999999999999'.encode(),
    b"\x00",
    "자전거\x00길".encode(),
    b"\xed\xa0\x80",
    b"\xff\xfe\xc0\xaf",
    "\u202e\u200f\u2066자전거\u2069\u200b\ufeff".encode(),
    "\uffff\U0010ffff\ufdd0".encode(),
    b"' OR 1=1; DROP TABLE publication_entry; --",
    b'" OR key > 0 OR kind = "',
    b"kind = post AND _geoRadius(1,2,3) OR moment EXISTS",
    SCRIPT.encode(),
    b"javascript:alert(1)",
    b"{{7*7}}${7*7}<%= 7*7 %>",
    b"../../../etc/passwd",
    b"%00%s%n%d",
    b"1" * 400,
    b"-1",
    b"1e999",
    b"NaN",
    "９９".encode(),
    b"0000-00-00",
    b"0001-01-01",
    b"9999-12-31",
    b"2026-02-30",
    b"20261105",
    b"2026-11-05T00:00:00Z",
    b"approval",
    b"true",
    "😀".encode() * 300,
    "e\u0301\u0301\u0301".encode() * 100,
    b"\r\nSet-Cookie: a=b\r\n",
]
# No word of a database, of Meilisearch or of Python stands in an answer.
FOREIGN = (b"Traceback", b"sqlite", b"psycopg", b"SELECT ", b"meilisearch", b"Meilisearch", b"Exception", b"numpy")


@pytest.fixture(autouse=True)
def city(settings):
    settings.MADANG_SEARCH_RATE = 0
    tagged = make_post(1, title=f"자전거길 {SCRIPT}", summary=f"강변 {SCRIPT} 자전거", tags=("x",))
    terms = [*make_released_terms(), make_tag("x", names={"ko": f"한강 {SCRIPT}"})]
    store([tagged, make_document(2), make_meeting(3)], terms)
    Pick.objects.create(
        site="saebyeol",
        queries="자전거",
        items=[{"title": f"고름 {SCRIPT}", "url": "https://example.org/?a=\"'><b>"}],
    )
    keep()


@pytest.fixture
def get(client):
    def read(path, pairs):
        query = "&".join(f"{name}={quote_from_bytes(value)}" for name, value in pairs)
        return client.get(f"{path}?{query}", headers={"Host": HOST})

    return read


def hold(answer, *, sent=b""):
    """An answer is a good one or a plain refusal, says nothing foreign, and nothing of what was sent is markup."""
    assert answer.status_code in (200, 302, 303, 400), (answer.status_code, sent[:80])
    body = answer.content
    assert not [word for word in FOREIGN if word in body and word not in sent], sent[:80]
    assert "Set-Cookie" not in answer or "a=b" not in answer["Set-Cookie"]
    kind = answer.get("Content-Type", "")
    if "json" in kind:
        json.loads(body)
    elif "html" in kind:
        html = BeautifulSoup(body, "html.parser")
        assert not html.find(onerror=True) and not html.find("img", src="x")
        assert not [
            script
            for script in html.find_all("script")
            if "alert" in (script.string or "") and script.get("type") != "application/ld+json"
        ]
        assert not [link for link in html.find_all(href=True) if link["href"].strip().lower().startswith("javascript:")]
    elif answer.status_code == 200:
        assert b"<script" not in body and b'onerror=alert(2)>"' not in body
    return answer


@pytest.mark.parametrize("path", ["/search/", "/search/feed.atom", "/search/suggest"])
def test_whatever_is_typed_is_answered(get, path):
    for value in VALUES:
        assert hold(get(path, [("q", value)]), sent=value).status_code in (200, 302, 400)


@pytest.mark.parametrize("path", ["/search/", "/search/feed.json"])
@pytest.mark.parametrize("name", sorted({*parameters.NAMES} - {parameters.TEXT}))
def test_every_parameter_takes_whatever_is_sent(get, path, name):
    # A third for each, all of them in turn; days and cursors, which are read, all.
    begin, step = (0, 1) if name in (parameters.SINCE, parameters.AFTER, "year") else (len(name) % 3, 3)
    for value in VALUES[begin::step]:
        hold(get(path, [("q", "자전거".encode()), (name, value)]), sent=value)


@pytest.mark.parametrize("path", PATHS)
def test_what_is_public_and_looks_like_markup_is_shown_as_text(get, path):
    answer = hold(get(path, [("q", "자전거".encode())]))
    assert answer.status_code == 200
    assert b"alert(1)" in answer.content or path == "/search/suggest"


@pytest.mark.parametrize("path", PATHS[:5])
@pytest.mark.parametrize(
    ("pairs", "where"),
    [
        ([("tag", str(one).encode()) for one in range(51)], "filters"),
        ([("since", b"0001-01-01")], "period"),
        ([("until", b"9999-12-31")], "period"),
        ([("since", b"2026-11-05"), ("until", b"2026-11-04")], "period"),
        ([("produced-since", b"2026-02-30")], "produced-since"),
        ([("order", b"best")], "order"),
        ([("tag", b"x" * 501)], "tag"),
    ],
)
def test_what_nobody_can_mean_is_refused_by_its_name(client, path, pairs, where):
    query = urlencode([("q", "자전거"), *pairs])
    answer = client.get(f"{path}?{query}", headers={"Host": HOST, "Accept": "application/problem+json"})
    assert (answer.status_code, json.loads(answer.content)["where"]) == (400, where)


@pytest.mark.parametrize("path", ["/search/"])
@pytest.mark.parametrize(
    "forged", ["x", "MS4x", "cjouMS4x", "bi4tMS4x", "=" * 100, "ci4xLi0x", "ci4tNS41", "cg", "\u202e"]
)
def test_a_forged_cursor_is_refused(client, path, forged):
    query = urlencode([("q", "자전거"), ("after", forged)])
    answer = client.get(f"{path}?{query}", headers={"Host": HOST, "Accept": "application/problem+json"})
    assert (answer.status_code, json.loads(answer.content)["where"]) == (400, "after")


def test_a_cursor_of_another_order_is_refused_and_one_behind_everything_finds_nothing(client):
    other = Place(Order.NEWEST, 1, 1).encode()
    beyond = Place(Order.RELEVANCE, 2**62, 1).encode()
    answers = [
        client.get(f"/search/?{urlencode([('q', '자전거'), ('after', after)])}", headers={"Host": HOST})
        for after in (other, beyond)
    ]
    assert [answer.status_code for answer in answers] == [400, 200]


@pytest.mark.parametrize("path", PATHS[:5])
def test_a_filter_that_is_repeated_is_one(client, path):
    once, often = (
        client.get(f"{path}?{urlencode([('q', '자전거길'), *[('kind', 'post')] * times])}", headers={"Host": HOST})
        for times in (1, 200)
    )
    assert (once.status_code, often.status_code) == (200, 200)
    assert once.content == often.content


@pytest.mark.parametrize("path", PATHS[:5])
def test_values_of_facets_of_other_kinds_find_nothing_together(client, path):
    query = urlencode([("kind", "post"), ("openness", "open"), ("q", "자전거")])
    answer = hold(client.get(f"{path}?{query}", headers={"Host": HOST}))
    assert answer.status_code == 200
    assert b"/traffic/" not in answer.content.replace(b'href="/traffic/"', b"") or path.endswith("search/")


anything = st.text(st.characters(exclude_categories=()), max_size=60)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(
    path=st.sampled_from(PATHS),
    pairs=st.lists(st.tuples(st.sampled_from([*parameters.NAMES, "x"]), anything), max_size=6),
)
def test_any_query_at_all_is_answered(get, path, pairs):
    sent = [(name, value.encode(errors="surrogatepass")) for name, value in pairs]
    hold(get(path, sent), sent=b"".join(value for _, value in sent))
