import json
from datetime import UTC, datetime, timedelta
from time import mktime
from urllib.parse import quote, urlsplit

import pytest
from bs4 import BeautifulSoup
from django.utils import timezone

from cms.core.records import Body, Decision, Link, Official
from cms.ledger import aspects, generation
from cms.ledger.cursors import Cursor
from cms.ledger.models import Address, Entry, EntryBody, ListingChange, TermRow
from syndication.feeds import PAGE_SIZE
from syndication.formats import SHELF
from tests.factories import (
    BASE_URL,
    HOST,
    NOON,
    make_city,
    make_closed,
    make_document,
    make_file,
    make_image,
    make_meeting,
    make_post,
    make_released_terms,
    make_tag,
    make_task,
    make_terms,
    make_translation,
    make_unit,
    make_website,
    store,
    withdraw,
)
from tests.syndication import readers
from tests.syndication.readers import ATOM, parsed
from tests.syndication.samples import HOSTILE

pytestmark = pytest.mark.django_db

SUFFIXES = ("rss", "atom", "json")
TYPES = {
    "rss": "application/rss+xml; charset=utf-8",
    "atom": "application/atom+xml; charset=utf-8",
    "json": "application/feed+json",
}


@pytest.fixture(autouse=True)
def an_empty_shelf():
    SHELF.clear()


def ids(content, suffix):
    if suffix == "json":
        return [item["id"] for item in readers.json_feed(content)["items"]]
    return [entry.id for entry in parsed(content).entries]


def problem(response):
    assert response["Content-Type"] == "application/problem+json"
    return response.status_code, json.loads(response.content).get("where")


@pytest.mark.parametrize("suffix", SUFFIXES)
@pytest.mark.parametrize(
    "page", ["/", "/traffic/", "/traffic/bike/", "/tags/%EC%9E%90%EC%A0%84%EA%B1%B0/", "/units/bike-team/"]
)
def test_every_listing_page_has_a_feed_of_its_items(get, page, suffix):
    posts = [make_post(1), make_post(2, website="bike"), make_post(3, topics=("health",), tags=(), publisher=None)]
    store(posts)
    response = get(f"{page}feed.{suffix}")
    assert (response.status_code, response["Content-Type"]) == (200, TYPES[suffix])
    shown = {"/": posts, "/traffic/bike/": posts[1:2]}.get(page, posts[:2])
    assert ids(response.content, suffix) == [post.iri for post in reversed(shown)]


@pytest.mark.parametrize("suffix", SUFFIXES)
@pytest.mark.parametrize(
    ("page", "shown"),
    [
        ("/", ["post"]),
        ("/units/bike-team/", ["post"]),
        ("/documents/", ["closed", "open"]),
        ("/tasks/bike-roads/", ["closed", "open"]),
        ("/units/bike-team/documents/", ["closed", "open"]),
        ("/units/transport/documents/", ["closed", "open"]),
        ("/units/transport/", ["post"]),
        ("/committees/", ["meeting"]),
        ("/committees/bike-committee/", ["meeting"]),
        ("/en/committees/", []),
    ],
)
def test_released_documents_and_meetings_have_feeds_of_their_own(get, page, shown, suffix):
    records = {"open": make_document(1), "closed": make_closed(2), "meeting": make_meeting(3), "post": make_post(4)}
    store(records.values(), make_released_terms())
    response = get(f"{page}feed.{suffix}")
    assert (response.status_code, response["Content-Type"]) == (200, TYPES[suffix])
    assert ids(response.content, suffix) == [records[name].iri for name in shown]


def test_the_feed_of_a_units_documents_names_both_and_leads_to_its_page(get):
    store([make_document(1)], make_released_terms())
    page = f"{BASE_URL}/units/bike-team/documents/"
    feed = parsed(get("/units/bike-team/documents/feed.atom").content).feed
    assert (feed.title, feed.link) == ("자전거팀 정보공개 - 새별시", page)
    assert feed.id == f"{BASE_URL}/id/unit/bike-team#documents-ko"
    links = {(link.rel, link.href) for link in feed.links}
    assert {("self", f"{page}feed.atom"), ("alternate", f"{page}feed.rss")} <= links
    assert feed.id != parsed(get("/units/bike-team/feed.atom").content).feed.id


@pytest.mark.parametrize(
    "path", ["/traffic/documents/", "/units/nowhere/documents/", "/units/bike-team/documents/documents/"]
)
def test_only_units_have_documents_below_them(get, path):
    store([make_document(1)], make_released_terms())
    assert get(f"{path}feed.atom").status_code == 404


def test_documents_have_their_feed_in_the_language_that_they_are_released_in(get):
    """A page that frames them in another language is followed to it."""
    store([make_document(1)], make_released_terms())
    for path in ("/units/bike-team/documents/", "/documents/", "/tasks/bike-roads/"):
        answer = get(f"/en{path}feed.atom")
        assert (answer.status_code, answer.url) == (301, f"{BASE_URL}{path}feed.atom")
    assert get("/en/units/bike-team/feed.atom").status_code == 200
    links = parsed(get("/units/bike-team/documents/feed.atom").content).feed.links
    assert not [link.href for link in links if "/en/" in link.href]


def test_the_documents_of_a_unit_that_moved_are_found_at_its_new_address(get):
    terms = [term for term in make_released_terms() if term.key != "bike-team"]
    unit = make_unit("bike-team", urls={"ko": f"{BASE_URL}/units/cycling/"})
    store([make_document(1)], [*terms, unit])
    row = Address.objects.get(path="/units/cycling/").term
    Address.objects.create(host=HOST, path="/units/bike-team/", term=row, language="ko")
    response = get("/units/bike-team/documents/feed.atom")
    assert (response.status_code, response["Location"]) == (301, f"{BASE_URL}/units/cycling/documents/feed.atom")


def test_listings_that_are_stored_in_a_circle_lead_one_step_on(get):
    """As where somebody has written the table of terms, and not that of their addresses."""
    store([])
    rows = TermRow.objects.filter(scheme="field", key__in=["traffic", "health"])
    one, other = rows
    one.data["urls"], other.data["urls"] = other.data["urls"], one.data["urls"]
    TermRow.objects.bulk_update([one, other], ["data"])
    generation.replace(vocabulary=True)
    answers = [get(f"/{name}/feed.atom") for name in ("traffic", "health")]
    assert [(answer.status_code, answer["Location"]) for answer in answers] == [
        (301, f"{BASE_URL}/{name}/feed.atom") for name in ("traffic", "health")
    ]


def test_the_files_of_a_document_are_enclosures_with_type_and_length(get):
    store([make_document(1)], make_released_terms())
    (file,) = make_document(1).files
    for suffix in ("atom", "rss"):
        entry = parsed(get(f"/documents/feed.{suffix}").content).entries[0]
        (found,) = (link for link in entry.links if link.rel == "enclosure")
        assert (found.href, found.type, found.length) == (file.url, "application/pdf", "54321")
    (item,) = readers.json_feed(get("/documents/feed.json").content)["items"]
    assert item["attachments"] == [
        {"url": file.url, "mime_type": "application/pdf", "title": "계획.pdf", "size_in_bytes": 54321}
    ]


def test_validators_accept_feeds_of_documents_and_meetings_whatever_people_wrote(get):
    text = f"{HOSTILE} </p>"
    documents = [
        make_document(1, title=text, number=text, officials=(Official(name=text),), files=(make_file(title=text),)),
        make_closed(2, title=text, reason=text, number=""),
    ]
    meeting = make_meeting(
        3,
        place=text,
        agenda=(Decision(item=text, outcome=text),),
        links=(Link(url=f"{BASE_URL}/?a=1&b='2'", title=text),),
    )
    store([*documents, meeting], make_released_terms())
    for page in ("/documents/", "/units/bike-team/documents/", "/tasks/bike-roads/", "/committees/bike-committee/"):
        readers.atom(get(f"{page}feed.atom").content)
        readers.json_feed(get(f"{page}feed.json").content)
        for suffix in ("atom", "rss"):
            for entry in parsed(get(f"{page}feed.{suffix}").content).entries:
                content = BeautifulSoup(entry.content[0].value, "html.parser")
                assert {tag.name for tag in content.find_all(True)} <= {"p", "ol", "ul", "li", "a"}
                assert HOSTILE.split(" ")[0] in content.get_text()


def test_a_withdrawn_document_is_in_no_feed(get):
    store([make_document(1), make_document(2)], make_released_terms())
    withdraw(make_document(1).key)
    for page in ("/documents/", "/tasks/bike-roads/", "/units/bike-team/documents/"):
        assert ids(get(f"{page}feed.atom").content, "atom") == [make_document(2).iri]


@pytest.mark.parametrize("count", [1, 20])
def test_a_feed_of_documents_costs_as_many_queries_whatever_its_length(get, django_assert_num_queries, count):
    """The clock, the address, the listing, the bodies and all task cards; then none of the last two."""
    tasks = [make_task(f"task-{number}") for number in range(count)]
    documents = [make_document(number, task=f"task-{number}") for number in range(count)]
    store(documents, [*make_released_terms(), *tasks])
    get("/documents/feed.rss")
    SHELF.clear()
    generation.replace()
    get("/feed.atom")
    with django_assert_num_queries(5):
        assert len(ids(get("/documents/feed.atom").content, "atom")) == count
    with django_assert_num_queries(3):
        get("/documents/feed.atom")


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_a_feed_shows_items_of_its_own_language(get, suffix):
    store([make_post(1), make_post(2, language="en", url=f"{BASE_URL}/en/traffic/two/")])
    assert ids(get(f"/en/feed.{suffix}").content, suffix) == [make_post(2).iri]
    assert ids(get(f"/en/traffic/feed.{suffix}").content, suffix) == [make_post(2).iri]
    assert ids(get(f"/feed.{suffix}").content, suffix) == [make_post(1).iri]


def rich_post():
    return make_post(
        1,
        title="<제목> & 'more'",
        summary="요약 <b> & 더",
        website="bike",
        topics=("traffic", "health"),
        licence="cc-by-sa-4.0",
        modified_at=NOON + timedelta(hours=5),
        files=(make_file(1), make_file(2)),
        translations=(make_translation(),),
    )


@pytest.mark.parametrize("suffix", ["rss", "atom"])
def test_a_reader_finds_in_a_feed_what_the_record_says(get, suffix):
    post = rich_post()
    store([post], bodies={post.key: Body(html="<p>본문 &amp; <em>더</em></p>")})
    found = parsed(get(f"/traffic/feed.{suffix}").content)
    feed, entry = found.feed, found.entries[0]
    assert (feed.title, feed.link) == ("교통 - 새별시", f"{BASE_URL}/traffic/")
    assert mktime(feed.updated_parsed) == mktime(post.modified_at.astimezone(UTC).timetuple())
    assert (entry.id, entry.link, entry.title) == (post.iri, post.url, post.title)
    assert entry.summary == (post.summary if suffix == "atom" else "요약 &lt;b&gt; &amp; 더")
    assert entry.content[0].value == "<p>본문 &amp; <em>더</em></p>"
    assert entry.author == "기자단"
    assert mktime(entry.published_parsed) == mktime(post.published_at.astimezone(UTC).timetuple())
    assert [(tag.scheme, tag.term if suffix == "rss" else tag.label) for tag in entry.tags] == [
        (f"{BASE_URL}/id/field", "교통"),
        (f"{BASE_URL}/id/field", "건강"),
        (f"{BASE_URL}/id/website", "새별 자전거"),
        (f"{BASE_URL}/id/tag", "자전거"),
    ]
    licences = {link.href for link in entry.links if link.rel == "license"}
    assert licences == {"https://creativecommons.org/licenses/by-sa/4.0/"}
    assert {link.href for link in entry.links if link.rel == "related"} == {post.translations[0].url}
    enclosures = [link.href for link in entry.links if link.rel == "enclosure"]
    assert enclosures == [post.image.whole.url, *(file.url for file in post.files)][: 1 if suffix == "rss" else 3]
    assert entry.publisher == "자전거팀"
    if suffix == "atom":
        assert mktime(entry.updated_parsed) == mktime(post.modified_at.astimezone(UTC).timetuple())


def test_a_json_feed_says_what_the_record_says(get):
    post = rich_post()
    store([post], bodies={post.key: Body(html="<p>본문</p>")})
    found = readers.json_feed(get("/traffic/feed.json").content)
    item = found["items"][0]
    assert (found["title"], found["home_page_url"], found["feed_url"]) == (
        "교통 - 새별시", f"{BASE_URL}/traffic/", f"{BASE_URL}/traffic/feed.json",
    )  # fmt: skip
    assert {name: item[name] for name in ("id", "url", "title", "summary", "language", "content_html", "image")} == {
        "id": post.iri, "url": post.url, "title": post.title, "summary": post.summary, "language": "ko",
        "content_html": "<p>본문</p>", "image": post.image.whole.url,
    }  # fmt: skip
    assert datetime.fromisoformat(item["date_published"]) == post.published_at
    assert datetime.fromisoformat(item["date_modified"]) == post.modified_at
    assert item["authors"] == [{"name": "기자단"}]
    assert item["tags"] == ["교통", "건강", "새별 자전거", "자전거"]
    enclosed = [post.image.whole, *post.files]
    assert [(one["url"], one["size_in_bytes"]) for one in item["attachments"]] == [(o.url, o.size) for o in enclosed]
    assert item["_cc"]["license"] == "https://creativecommons.org/licenses/by-sa/4.0/"


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_next_links_lead_through_all_items_once(get, suffix):
    posts = [make_post(number) for number in range(2 * PAGE_SIZE + 5)]
    store(posts)
    seen, path, pages = [], f"/traffic/feed.{suffix}", 0
    while path:
        content = get(path).content
        seen += ids(content, suffix)
        pages += 1
        if suffix == "json":
            url = json.loads(content).get("next_url")
        else:
            url = next((link.href for link in parsed(content).feed.links if link.rel == "next"), None)
        path = url and url.removeprefix(BASE_URL)
    assert pages == 3
    assert seen == [post.iri for post in reversed(posts)]


def test_a_later_page_names_itself_and_the_first_and_has_the_same_id(get):
    store([make_post(number) for number in range(PAGE_SIZE + 1)])
    first = readers.atom(get("/feed.atom").content)
    url = first.find(f"{ATOM}link[@rel='next']").get("href")
    second = readers.atom(get(url.removeprefix(BASE_URL)).content)
    assert second.find(f"{ATOM}link[@rel='self']").get("href") == url
    assert second.find(f"{ATOM}link[@rel='first']").get("href") == f"{BASE_URL}/feed.atom"
    assert first.find(f"{ATOM}link[@rel='first']") is None
    assert second.findtext(f"{ATOM}id") == first.findtext(f"{ATOM}id") == f"{BASE_URL}/id/city/saebyeol#feed-ko"


def test_the_feeds_of_two_languages_have_ids_of_their_own_and_name_each_other(get):
    store([])
    korean, english = (readers.atom(get(path).content) for path in ("/traffic/feed.atom", "/en/traffic/feed.atom"))
    assert korean.findtext(f"{ATOM}id") != english.findtext(f"{ATOM}id")
    for root, other, language in ((korean, "/en/traffic/", "en"), (english, "/traffic/", "ko")):
        (link,) = root.findall(f"{ATOM}link[@type='application/atom+xml'][@rel='alternate']")
        assert (link.get("href"), link.get("hreflang")) == (f"{BASE_URL}{other}feed.atom", language)


def test_a_feed_was_updated_when_its_newest_change_was_not_when_its_newest_item_was_published(get):
    changed = NOON + timedelta(days=3)
    store([make_post(1, modified_at=changed), make_post(2)])
    assert readers.atom(get("/feed.atom").content).findtext(f"{ATOM}updated") == changed.isoformat()


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_an_empty_listing_has_an_empty_feed(get, suffix):
    store([])
    response = get(f"/traffic/feed.{suffix}")
    assert (response.status_code, ids(response.content, suffix)) == (200, [])
    if suffix == "atom":
        assert readers.atom(response.content).findtext(f"{ATOM}updated") == "2026-11-05T03:00:00+00:00"


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_a_withdrawn_item_leaves_at_once(get, suffix):
    store([make_post(1), make_post(2)])
    assert len(ids(get(f"/feed.{suffix}").content, suffix)) == 2
    withdraw(make_post(2).key)
    response = get(f"/feed.{suffix}")
    assert ids(response.content, suffix) == [make_post(1).iri]
    assert make_post(2).title.encode() not in response.content


def test_an_expired_item_is_not_shown(get):
    store([make_post(1), make_post(2)])
    Entry.objects.filter(key=make_post(2).key).update(expires_us=1)
    assert ids(get("/feed.atom").content, "atom") == [make_post(1).iri]


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_a_new_version_of_an_item_is_written_anew(get, suffix):
    post = make_post(1)
    store([post])
    get(f"/feed.{suffix}")
    entry = Entry.objects.get(key=post.key)
    entry.record |= {"title": "고친 제목", "version": 2}
    entry.save()
    EntryBody.objects.update(html="<p>고친 본문</p>")
    generation.replace(vocabulary=False)
    content = get(f"/feed.{suffix}").content.decode()
    assert "고친 제목" in content and "고친 본문" in content


def test_a_renamed_unit_shows_its_new_name_in_items_written_before(get):
    store([make_post(1, byline="")])
    assert "자전거팀" in get("/feed.atom").content.decode()
    from cms.ledger.models import TermRow

    row = TermRow.objects.get(scheme="unit", key="bike-team")
    row.data["names"]["ko"] = "걷기팀"
    row.save()
    generation.replace()
    content = get("/feed.atom").content.decode()
    assert "걷기팀" in content and "자전거팀" not in content


def test_a_body_that_left_between_two_queries_is_not_kept_as_empty(get):
    store([make_post(1)])
    html = EntryBody.objects.get().html
    EntryBody.objects.all().delete()
    assert readers.json_feed(get("/feed.json").content)["items"][0]["content_html"] == ""
    EntryBody.objects.create(entry=Entry.objects.get(), html=html, text="")
    assert readers.json_feed(get("/feed.json").content)["items"][0]["content_html"] == html


@pytest.mark.parametrize("count", [1, PAGE_SIZE])
@pytest.mark.parametrize("suffix", SUFFIXES)
def test_a_feed_costs_the_same_queries_whatever_its_length(get, suffix, count, django_assert_num_queries):
    store([make_post(number) for number in range(count)])
    get("/robots.txt")
    generation.current()
    aspects.known()
    with django_assert_num_queries(5):  # clock, address, listing, bodies, and the tag that nobody named before
        get(f"/traffic/feed.{suffix}")
    SHELF.clear()
    with django_assert_num_queries(4):
        get(f"/traffic/feed.{suffix}")
    with django_assert_num_queries(3):  # every entry is on the shelf
        get(f"/traffic/feed.{suffix}")


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_a_reader_that_has_the_feed_gets_304_until_something_changes(get, suffix):
    store([make_post(1)])
    first = get(f"/feed.{suffix}")
    assert first["Last-Modified"] == "Thu, 05 Nov 2026 03:00:00 GMT"
    for conditions in ({"if_none_match": first["ETag"]}, {"if_modified_since": first["Last-Modified"]}):
        second = get(f"/feed.{suffix}", **conditions)
        assert (second.status_code, second.content, second["ETag"]) == (304, b"", first["ETag"])
    later = NOON + timedelta(seconds=1)
    store([make_post(2)], terms=[])
    ListingChange.objects.filter(kind="post").update(changed_at=later)
    for conditions in ({"if_none_match": first["ETag"]}, {"if_modified_since": first["Last-Modified"]}):
        assert get(f"/feed.{suffix}", **conditions).status_code == 200


def test_last_modified_is_not_claimed_within_the_second_of_a_change(get):
    store([make_post(1)])
    ListingChange.objects.update(changed_at=timezone.now() + timedelta(hours=1))
    assert "Last-Modified" not in get("/feed.atom").headers


def test_the_old_address_of_a_page_leads_to_its_feed_of_today(get):
    store([make_post(1)])
    row = Address.objects.get(path="/traffic/")
    Address.objects.create(host=HOST, path="/roads/", term=row.term, language="ko")
    after = "MTc5Mzg0ODIwMDAwMDAwMC4xMQ"
    for query in ("", f"?after={after}"):
        response = get(f"/roads/feed.rss{query}")
        assert (response.status_code, response["Location"]) == (301, f"{BASE_URL}/traffic/feed.rss{query}")


def test_what_has_left_answers_410_and_what_never_was_404(get):
    store([make_post(1)])
    Address.objects.create(host=HOST, path="/abolished/", term=None)
    path = urlsplit(make_post(1).url).path
    assert problem(get("/abolished/feed.atom")) == (410, "path")
    assert problem(get("/nowhere/feed.atom")) == (404, "path")
    assert problem(get(f"{path}feed.atom"))[0] == 404
    withdraw(make_post(1).key)
    assert problem(get(f"{path}feed.atom")) == (410, "path")


def test_an_installation_without_a_city_answers_404(get):
    assert problem(get("/feed.atom")) == (404, None)


@pytest.mark.parametrize("after", ["", "x", "MTc5", "a" * 5000, "한글", "MQ.Mg", "\x00"])
def test_a_bad_cursor_answers_400(get, after):
    store([make_post(1)])
    assert problem(get(f"/feed.atom?after={after}")) == (400, "after")


@pytest.mark.parametrize("path", ["/a\x00/", "/a%0A/", "/\x1b/", "/a%C2%85/", "/\x7f/"])
def test_control_characters_in_a_path_answer_400(get, path):
    store([make_post(1)])
    assert problem(get(f"{path}feed.atom")) == (400, "path")


@pytest.mark.parametrize("path", ["/%FF/", "/%ED%A0%80/", "/" + "a" * 3000 + "/", "/%EF%BF%BF/"])
def test_a_strange_path_answers_404(get, path):
    store([make_post(1)])
    assert problem(get(f"{path}feed.atom")) == (404, "path")


@pytest.mark.parametrize(("path", "page"), [("/../", "/"), ("/traffic//", "/traffic/"), ("/./traffic/", "/traffic/")])
def test_a_path_that_is_not_in_normal_form_redirects_to_the_feed(get, path, page):
    store([make_post(1)])
    answer = get(f"{path}feed.atom?after={Cursor(1, 1).encode()}")
    assert (answer.status_code, answer["Location"]) == (
        301,
        f"{BASE_URL}{page}feed.atom?after={quote(Cursor(1, 1).encode())}",
    )


def test_an_unknown_format_is_no_address_of_syndication(get):
    store([make_post(1)])
    paths = ("/feed.yaml", "/feed.atom/", "/feedXatom", "/xfeed.atom", "/feed.atom%0A")
    # No address has a control character, of any output: that is a bad request.
    assert [get(path).status_code for path in paths] == [404, 404, 404, 404, 400]


def test_an_address_typed_in_another_normal_form_leads_to_the_same_feed(get):
    store([make_post(1)])
    decomposed = "/tags/%E1%84%8C%E1%85%A1%E1%84%8C%E1%85%A5%E1%86%AB%E1%84%80%E1%85%A5/"
    answer = get(f"{decomposed}feed.atom")
    assert (answer.status_code, answer["Location"]) == (301, f"{BASE_URL}/tags/{quote('자전거')}/feed.atom")


def test_a_website_on_a_host_of_its_own_has_its_feed_at_the_root(get):
    base = "https://bike.example"
    website = make_website(urls={"ko": f"{base}/"})
    terms = [term for term in make_terms() if term.scheme != "website"] + [website]
    post = make_post(1, website="bike", url=f"{base}/hello/")
    store([post, make_post(2)], terms=terms)
    found = parsed(get("/feed.rss", host="bike.example").content)
    assert [entry.link for entry in found.entries] == [post.url]
    assert found.feed.link == f"{base}/"
    assert len(parsed(get("/feed.rss").content).entries) == 2


def test_the_logo_is_that_of_the_website_else_that_of_the_city(get):
    own, city = make_image(1, width=96, height=96), make_image(2)
    terms = [make_city(logo=city), make_website(logo=own), make_unit(), make_tag()]
    store([], terms=terms)
    assert readers.atom(get("/traffic/bike/feed.atom").content).findtext(f"{ATOM}logo") == own.whole.url
    assert readers.atom(get("/units/bike-team/feed.atom").content).findtext(f"{ATOM}logo") == city.whole.url


def test_a_post_is_not_shown_to_another_city(get):
    other = make_city(site="dal", key="dal", iri="https://dal.example/id/city/dal", urls={"ko": "https://dal.example/"})
    store([make_post(1)], terms=[*make_terms(), other])
    assert ids(get("/feed.atom", host="dal.example").content, "atom") == []


def test_only_reading_is_allowed(client):
    store([make_post(1)])
    response = client.post("/feed.atom", headers={"host": HOST})
    assert (response.status_code, response["Allow"]) == (405, "GET, HEAD, OPTIONS")
    head = client.head("/feed.atom", headers={"host": HOST})
    assert (head.status_code, head.content) == (200, b"")


FILTERS = ("openness=closed", "genre=expense", "tag=a", "OPENNESS=open", "first=5", "After=MQ", "x", "utm=1")


@pytest.mark.parametrize("suffix", SUFFIXES)
@pytest.mark.parametrize("page", ["/", "/traffic/", "/documents/", "/units/bike-team/documents/", "/committees/"])
def test_a_filter_that_a_feed_does_not_know_is_refused_with_those_that_it_knows(get, page, suffix):
    store([make_document(1), make_closed(2), make_post(3)], make_released_terms())
    for query in FILTERS:
        response = get(f"{page}feed.{suffix}?{query}&utm_source=talk")
        assert problem(response) == (400, query.partition("=")[0])
        assert json.loads(response.content)["detail"] == "there is no such parameter; known here: after"
        assert response["Cache-Control"] == "no-store"


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_what_networks_add_to_a_link_changes_nothing(get, suffix):
    store([make_document(1), make_closed(2)], make_released_terms())
    plain = get(f"/documents/feed.{suffix}")
    tracked = get(f"/documents/feed.{suffix}?utm_source=naver&UTM_Medium=rss&fbclid=IwAR0&gclid=a&msclkid=b&n_media=1")
    assert (tracked.status_code, tracked.content, tracked["ETag"]) == (200, plain.content, plain["ETag"])


def test_the_tags_of_a_json_feed_are_distinct(get):
    """A field, a website and a tag can have one name; the formats with schemes keep each."""
    names = {"ko": "교통"}
    terms = [*make_terms(), make_tag("교통", names=names)]
    terms = [make_website(names=names) if term.scheme == "website" else term for term in terms]
    store([make_post(1, topics=("traffic", "health"), website="bike", tags=("교통", "자전거"))], terms)
    (item,) = readers.json_feed(get("/feed.json").content)["items"]
    assert item["tags"] == ["교통", "건강", "자전거"]
    (entry,) = parsed(get("/feed.atom").content).entries
    assert [tag.label for tag in entry.tags] == ["교통", "건강", "교통", "교통", "자전거"]
