"""Redirects that somebody has made of an address, at every door of the hub."""

import json
from datetime import timedelta
from io import StringIO
from urllib.parse import quote

import pytest
from django.core.management import call_command
from django.test import Client
from django.utils import timezone
from wagtail.models import PageViewRestriction, Site

from cms.core.models import Redirect
from cms.core.redirects import read_source
from cms.ledger import generation
from cms.ledger.models import Clock
from cms.news.models import PostPage
from tests.content import BASE_URL, HOST, published_post, section

pytestmark = pytest.mark.django_db
OLD = "old.example.org"
ROUTE = "query ($path: String!, $host: String) { route(path: $path, host: $host) { kind redirect permanent gone } }"


@pytest.fixture(autouse=True)
def post(prepared_post):
    """A city with one post; what asks has the city's own name."""
    return prepared_post


def redirect(source, page=None, *, site="saebyeol", **values):
    host, path, query = read_source(source)
    made = Redirect.objects.create(site=site, host=host, path=path, query=query, page=page, **values)
    generation.replace()  # as the commit does
    return made


def ask(path, host=HOST, *, method="get", **headers):
    return getattr(Client(), method)(path, headers=headers | {"host": host})


def led(path, host=HOST, **headers):
    """Status and target of an answer, or its status alone."""
    answer = ask(path, host, **headers)
    return (answer.status_code, answer["Location"]) if "Location" in answer else answer.status_code


def graphql(query, **variables):
    body = {"query": query, "variables": variables}
    answer = Client().post("/graphql", body, content_type="application/json", headers={"host": HOST})
    return json.loads(answer.content)["data"]


def test_a_redirect_leads_to_its_page_with_the_status_it_has_and_follows_it(post):
    redirect("/old/", post)
    redirect("/for-now/", post, permanent=False)
    url = f"{BASE_URL}/traffic/road/"
    assert led("/old/") == (301, url)
    assert led("/old") == (301, url)
    assert led("/old/?a=b&c") == (301, f"{url}?a=b&c")
    assert led("/for-now/") == (302, url)
    assert [ask(path)["Cache-Control"] for path in ("/old/", "/for-now/")] == ["public, max-age=3600", "no-cache"]
    head = ask("/old/", method="head")
    assert (head.status_code, head["Location"], head.content) == (301, url, b"")
    post.slug = "way"
    post.save_revision().publish()
    assert led("/old/") == (301, f"{BASE_URL}/traffic/way/")
    post.refresh_from_db()
    post.move(section("health"), pos="last-child")
    assert led("/old/") == (301, f"{BASE_URL}/health/way/")


def test_a_redirect_leads_to_a_place_and_to_a_web_address(post):
    redirect("/verkehr/", section("traffic", language="en"))
    redirect("/away/", url="https://elsewhere.example/a?b=1#c")
    assert led("/verkehr/") == (301, f"{BASE_URL}/en/traffic/")
    assert led("/verkehr/feed.atom") == (301, f"{BASE_URL}/en/traffic/feed.atom")
    assert led("/away/?x=1") == (301, "https://elsewhere.example/a?b=1&x=1#c")
    assert led("/away/feed.atom") == 404


def test_an_address_with_a_query_is_redirected_by_it_and_takes_none_along(post):
    redirect("/?p=123", post)
    redirect("/index.php?id=5&lang=ko", url="https://elsewhere.example/five")
    url = f"{BASE_URL}/traffic/road/"
    assert led("/?p=123") == (301, url)
    assert led("/?fbclid=x&p=123") == (301, url)
    assert led("/?%70=%3123") == (301, url)
    assert led("/index.php?lang=ko&id=5") == (301, "https://elsewhere.example/five")
    assert [led(path) for path in ("/", "/?p=12", "/?p=1234", "/?P=123")] == [200, 200, 200, 200]
    assert [led(path) for path in ("/index.php", "/index.php?id=5", "/index.php?id=5&lang=en")] == [404, 404, 404]


def test_a_parameter_is_seen_after_many_others_and_each_of_them_counts(post):
    redirect("/?p=123", post)
    others = "&".join(f"utm{number}=x" for number in range(150))
    assert led(f"/?{others}&p=123") == (301, f"{BASE_URL}/traffic/road/")
    wanted = [f"a{number}=x" for number in range(25)]
    redirect(f"/old.php?{'&'.join(wanted)}", url="https://elsewhere.example/")
    assert led(f"/old.php?{'&'.join(reversed(wanted))}") == (301, "https://elsewhere.example/")
    assert led(f"/old.php?{'&'.join(wanted[:-1])}&a24=y") == 404


def test_bytes_of_an_old_encoding_are_told_apart():
    redirect("/view.asp?name=%B1%E6", url="https://elsewhere.example/a")
    redirect("/view.asp?name=길", url="https://elsewhere.example/b")
    assert led("/view.asp?name=%b1%e6") == (301, "https://elsewhere.example/a")
    assert led(f"/view.asp?name={quote('길')}") == (301, "https://elsewhere.example/b")
    assert led("/view.asp?name=%B1%E7") == 404


def test_a_public_page_comes_before_a_redirect_and_an_old_address_after_it(post):
    other = published_post("다른 길", slug="other")
    redirect("/traffic/road/", other)
    redirect("/traffic/", other)
    redirect("/units/", other)
    assert [led(path) for path in ("/traffic/road/", "/traffic/", "/units/")] == [200, 200, 200]
    assert led("/traffic/road") == (301, f"{BASE_URL}/traffic/road/")
    post.slug = "way"
    post.save_revision().publish()
    assert led("/traffic/road/") == (301, f"{BASE_URL}/traffic/other/")
    other.delete()
    assert led("/traffic/road/") == 410
    Redirect.objects.all().delete()
    assert led("/traffic/road/") == (301, f"{BASE_URL}/traffic/way/")


def test_an_old_host_is_known_for_exactly_its_redirects(post):
    redirect(f"http://OLD.example.org./2012/{quote('길')}", post)
    redirect(f"https://{OLD}/?p=7", post)
    redirect(f"https://{OLD}/feed/", section())
    url = f"{BASE_URL}/traffic/road/"
    for path in (quote("/2012/길/"), quote("/2012//길"), "/?p=7&x=y"):
        assert led(path, OLD) == (301, url)
    assert led("/feed", OLD) == (301, f"{BASE_URL}/traffic/")
    assert [led(path, OLD) for path in ("/", "/traffic/road/", "/?p=8", "/graphql", "/admin/login/")] == [421] * 5
    assert Client().post(quote("/2012/길/"), headers={"host": OLD}).status_code == 421
    assert [led(path) for path in (quote("/2012/길/"), "/?p=7")] == [404, 200]


def test_whatever_was_at_a_host_that_only_redirects_is_led_by_its_redirects(post):
    paths = [
        "/static/madang/base.css",
        "/static/logo.png",
        "/media/a.jpg",
        "/feed.xml",
        "/sitemap.xml",
        "/admin/",
        "/id/x",
    ]
    for path in paths:
        redirect(f"https://{OLD}{path}", post)
    for path in paths:
        assert led(path, OLD) == (301, f"{BASE_URL}/traffic/road/"), path
    assert [led(path, OLD) for path in ("/static/other.css", "/media/other.jpg")] == [421, 421]
    assert led("/static/other.css") == 404


def test_a_path_of_the_city_is_redirected_on_each_of_its_hosts(post):
    Site.objects.create(hostname="traffic.example", port=80, root_page=section())
    redirect("/old/", post)
    redirect("http://traffic.example/old/", url="https://elsewhere.example/")
    assert led("/old/") == (301, "http://traffic.example/road/")
    assert led("/old/", "traffic.example") == (301, "https://elsewhere.example/")
    Redirect.objects.exclude(host="").delete()
    assert led("/old/", "traffic.example") == (301, "http://traffic.example/road/")


def test_other_outputs_are_led_on_where_they_have_nothing(post):
    for path in ("/files/2012/plan.pdf", "/data/old.csv", "/archive/12/"):
        redirect(path, post)
        assert led(path) == (301, f"{BASE_URL}/traffic/road/"), path
    assert [led(path) for path in ("/files/2013/plan.pdf", "/data/other.csv")] == [404, 404]


def test_redirects_that_lead_to_redirects_are_answered_in_one_step(post):
    redirect("/a/", url=f"{BASE_URL}/b/?x=1")
    redirect("/b/", url=f"https://{OLD}/c", permanent=False)
    redirect(f"https://{OLD}/c", post)
    assert led("/a/?y=2") == (302, f"{BASE_URL}/traffic/road/?x=1&y=2")
    assert led("/b/") == (302, f"{BASE_URL}/traffic/road/")


@pytest.mark.parametrize(
    ("written", "there"),
    [
        ("/units", "/units/"),
        ("/feed/?a=b#c", "/feed.rss?a=b#c"),
        ("/2026/3", "/2026/03/"),
        ("/en/traffic/rss.xml", "/en/traffic/feed.rss"),
        ("/traffic/road/#map", "/traffic/way/#map"),
        ("/traffic/road/?a=b", "/traffic/way/?a=b"),
    ],
)
def test_a_target_that_is_written_in_another_way_is_answered_with_where_it_is(post, written, there):
    post.slug = "way"
    post.save_revision().publish()
    redirect("/old/", url=f"{BASE_URL}{written}")
    redirect("/files/old.pdf", url=f"{BASE_URL}{written}", permanent=False)
    redirect(f"https://{OLD}/old/", url=f"{BASE_URL}{written}")
    for path, host, status in (("/old/", HOST, 301), ("/files/old.pdf", HOST, 302), ("/old/", OLD, 301)):
        assert led(path, host) == (status, f"{BASE_URL}{there}")


def test_a_target_at_a_host_that_the_city_has_left_is_answered_with_today_s(post):
    redirect("/old/", url=f"{BASE_URL}/units")
    redirect("/older/", url=f"{BASE_URL}/traffic/feed/")
    call_command("set_address", "https://news.example.org", stdout=StringIO())
    generation.replace()
    assert led("/old/", "news.example.org") == (301, "https://news.example.org/units/")
    assert led("/older/", "news.example.org") == (301, "https://news.example.org/traffic/feed.rss")


def test_a_circle_leads_nowhere():
    redirect("/a/", url=f"{BASE_URL}/b/")
    redirect("/b/", url=f"{BASE_URL}/a/")
    assert [led(path) for path in ("/a/", "/b/")] == [404, 404]
    assert graphql(ROUTE, path="/a/") == {"route": None}


def test_who_follows_a_page_that_has_gone_is_led_to(post):
    redirect("/old/", post)
    redirect("/traffic/road/", url="https://elsewhere.example/")
    post.delete()
    assert led("/old/") == (301, "https://elsewhere.example/")


def every_door(path):
    """The answer of each door about an address."""
    url = f"{BASE_URL}{path}"
    return [
        led(path),
        led(path, accept="application/problem+json"),
        led(f"{path}feed.atom"),
        graphql(ROUTE, path=path)["route"],
        graphql("query ($url: String!) { post(url: $url) { title } }", url=url)["post"],
        led(f"/oembed?url={quote(url)}"),
    ]


GONE = {"kind": "GONE", "redirect": None, "permanent": None, "gone": True}


def test_every_door_says_where_a_redirect_leads(post):
    redirect("/old/", post, permanent=False)
    url = f"{BASE_URL}/traffic/road/"
    route = {"kind": "REDIRECT", "redirect": url, "permanent": False, "gone": False}
    assert every_door("/old/") == [(302, url), (302, url), 404, route, {"title": "길"}, 200]
    redirect(f"https://{OLD}/a", post)
    assert graphql(ROUTE, path="/a?b=c", host=OLD)["route"] == route | {"permanent": True}
    assert graphql(ROUTE, path="/b", host=OLD)["route"] is None
    assert led(f"/oembed?url={quote(f'https://{OLD}/a')}") == 200
    assert led(f"/oembed?url={quote(f'https://{OLD}/b')}") == 404
    redirect("/?p=1", post)
    assert graphql(ROUTE, path="/?p=1")["route"] == route | {"permanent": True}
    assert json.loads(ask(f"/oembed?url={quote(f'{BASE_URL}/?p=1', safe='')}").content)["title"] == "길"


@pytest.mark.parametrize("hide", ["never public", "unpublished", "deleted", "expired", "restricted"])
def test_a_redirect_to_a_hidden_page_says_at_no_door_where_it_leads(post, hide):
    if hide == "never public":
        post = PostPage(title="비밀 길", slug="secret", live=False)
        section().add_child(instance=post)
    redirect("/old/", post)
    redirect(f"https://{OLD}/old/", post)
    if hide == "unpublished":
        post.unpublish()
    elif hide == "deleted":
        post.delete()
    elif hide == "expired":
        post.expire_at = timezone.now() - timedelta(minutes=1)
        post.save()
    elif hide == "restricted":
        PageViewRestriction.objects.create(page=post, restriction_type="login")
    if hide == "never public":
        assert every_door("/old/") == [404, 404, 404, None, None, 404]
        assert led("/old/", OLD) == 421
    else:
        assert every_door("/old/") == [410, 410, 410, GONE, None, 410]
        assert led("/old/", OLD) == 410
    for path, host in (("/old/", HOST), ("/old/", OLD)):
        text = ask(path, host, accept="text/html").content.decode()
        assert "secret" not in text and "road" not in text and "비밀" not in text


def test_a_redirect_that_is_made_changed_or_removed_is_told_to_every_process(post, django_capture_on_commit_callbacks):
    before, told = Clock.objects.get().vocabulary, []
    with django_capture_on_commit_callbacks(execute=True):
        kept = redirect("/old/", post)
    told.append(generation.current())
    with django_capture_on_commit_callbacks(execute=True):
        kept.permanent = False
        kept.save()
    told.append(generation.current())
    with django_capture_on_commit_callbacks(execute=True):
        kept.delete()
    told.append(generation.current())
    assert (Clock.objects.get().vocabulary, len(set(told))) == (before + 3, 3)
