"""Errors: pages for people, problem+json for programs, and never a trace."""

import re
from urllib.parse import quote

import pytest
from django.test import RequestFactory

from cms.ledger.models import Address, Entry, Host, Listing, TermRow
from frontend import errors, views
from tests.factories import BASE_URL, HOST, make_post, post_key, withdraw
from tests.frontend.conftest import Read, parsed, texts, values

BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8"


@pytest.mark.usefixtures("city")
@pytest.mark.parametrize(
    ("path", "status", "title"),
    [
        ("/nowhere/", 404, "페이지를 찾을 수 없습니다"),
        ("/en/nowhere/", 404, "Page not found"),
        ("/?after=garbage", 400, "주소를 이해할 수 없습니다"),
        ("/en/?after=garbage", 400, "We do not understand this address"),
        ("/en%00/", 400, "주소를 이해할 수 없습니다"),
    ],
)
def test_a_reader_gets_a_page_in_the_language_of_the_address_with_ways_on(
    get: Read, path: str, status: int, title: str
) -> None:
    answer = get(path, Accept=BROWSER)
    shown = parsed(answer)
    assert (answer.status_code, answer["Content-Type"]) == (status, "text/html; charset=utf-8")
    assert texts(shown, "h1") == [title]
    assert values(shown, "meta[name=robots]", "content") == ["noindex, follow"]
    assert shown.select("link[rel=canonical]") == []
    home = f"{BASE_URL}/en/" if path.startswith("/en/") else f"{BASE_URL}/"
    assert values(shown, ".error-ways a") == [home, f"{home}fields/"]
    assert len(shown.select(".fields a")) == 2
    assert values(shown, ".languages a") == [f"{BASE_URL}/", f"{BASE_URL}/en/"]
    assert shown.select("link[hreflang]") == []


@pytest.mark.usefixtures("city")
def test_a_withdrawn_post_is_told_apart_from_one_that_never_was(get: Read) -> None:
    withdraw(post_key(24))
    answer = get("/en/traffic/post-24/")
    assert answer.status_code == 410
    assert texts(parsed(answer), "h1") == ["This post has been withdrawn"]


@pytest.mark.usefixtures("city")
@pytest.mark.parametrize(
    "accept", ["application/json", "application/problem+json", "application/json, text/html;q=0.5"]
)
def test_a_program_that_prefers_json_gets_the_problem_as_json(get: Read, accept: str) -> None:
    answer = get("/2026/11/?after=garbage", Accept=accept)
    assert (answer.status_code, answer["Content-Type"]) == (400, "application/problem+json")
    assert answer.json() == {
        "type": "urn:madang:error:BAD_CURSOR",
        "title": "Bad Request",
        "status": 400,
        "detail": "this cursor was not made by this server",
        "where": "after",
    }


@pytest.mark.usefixtures("city")
@pytest.mark.parametrize("accept", ["*/*", "", "text/*", "text/html"])
def test_a_client_without_a_preference_gets_the_page(get: Read, accept: str) -> None:
    assert get("/nowhere/", Accept=accept)["Content-Type"] == "text/html; charset=utf-8"


@pytest.mark.usefixtures("city")
def test_what_is_missing_may_be_kept_for_a_minute_and_a_mistake_never(get: Read) -> None:
    assert (get("/nowhere/")["Cache-Control"], get("/nowhere/")["Vary"]) == ("public, max-age=60", "Accept")
    assert get("/?after=garbage")["Cache-Control"] == "no-store"


def test_an_installation_without_content_says_404_and_not_500(db: None, get: Read) -> None:
    for model in (Listing, Address, Entry, TermRow, Host):
        assert not model.objects.exists()
    answer = get("/traffic/")
    assert answer.status_code == 404
    assert texts(parsed(answer), "h1") == ["페이지를 찾을 수 없습니다"]


def test_a_bug_shows_a_page_that_reads_nothing_and_tells_nothing(
    client: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*args: object) -> None:
        raise RuntimeError("the secret reason")

    monkeypatch.setattr(views, "request_city_host", fail)
    client.raise_request_exception = False
    answer = client.get("/", headers={"Host": HOST})
    assert (answer.status_code, answer["Cache-Control"]) == (500, "no-store")
    assert texts(parsed(answer), "h1") == ["잠시 문제가 생겼습니다"]
    assert "secret" not in answer.content.decode()
    assert re.fullmatch("[0-9a-f]{32}", *texts(parsed(answer), "code"))


def test_a_host_that_is_not_allowed_answers_400(client: object, db: None, settings: object) -> None:
    settings.ALLOWED_HOSTS = [HOST]
    answer = client.get("/", headers={"Host": "evil.example"})
    assert answer.status_code == 400
    assert texts(parsed(answer), "h1") == ["주소를 이해할 수 없습니다"]


@pytest.mark.usefixtures("city")
def test_django_s_own_404_is_the_same_page() -> None:
    request = RequestFactory().get("/admin/nowhere/", headers={"Host": HOST, "Accept": BROWSER})
    answer = errors.not_found(request)
    assert (answer.status_code, texts(parsed(answer), "h1")) == (404, ["페이지를 찾을 수 없습니다"])


@pytest.mark.usefixtures("city")
def test_an_error_page_names_no_address_of_the_request(get: Read) -> None:
    answer = get(quote("/<script>alert(1)</script>/", safe="/"))
    assert "alert(1)" not in answer.content.decode()


@pytest.mark.parametrize(
    "accept", ["text/turtle", "application/ld+json", "application/n-triples", "application/rdf+xml"]
)
def test_a_page_that_has_gone_tells_so_in_the_syntax_that_is_preferred(get: Read, city: None, accept: str) -> None:
    post = make_post(23)
    withdraw(post.key)
    answer, document = get(post.url, Accept=accept), get(f"/data/post/{post.key}.ttl")
    assert (answer.status_code, answer["Content-Type"].partition(";")[0], answer["Vary"]) == (410, accept, "Accept")
    assert post.iri in answer.content.decode() and post.title not in answer.content.decode()
    assert (accept == "text/turtle") == (answer.content == document.content)
    assert get(post.url)["Content-Type"] == "text/html; charset=utf-8"
    assert get(post.url, Accept="application/json")["Content-Type"] == "application/problem+json"


def test_what_never_was_or_is_no_item_is_a_problem_in_any_syntax(get: Read, city: None) -> None:
    for path in ("/traffic/never/", "/nowhere/"):
        answer = get(path, Accept="text/turtle")
        assert (answer.status_code, answer["Content-Type"]) == (404, "application/problem+json")
