"""The same title, address, dates, licence and openness in every output, over real HTTP."""

import json
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from urllib.parse import quote, urljoin

import feedparser
import pytest
from bs4 import BeautifulSoup
from lxml import etree
from rdflib import Graph, URIRef

from cms.core import kinds
from cms.core.disclosure import OPENNESS
from cms.core.licences import licence
from cms.search.finding import addresses, finding
from tests.background import keep
from tests.factories import NOON, make_closed, make_document, make_meeting, make_post, make_released_terms, store
from tests.kinds import listing, make_record, published, terms

DCT = "http://purl.org/dc/terms/"
SCHEMA = "https://schema.org/"
CONCEPTS = "https://saebyeol.example/data/catalogue#openness"
LICENCES = ["cc-by-4.0", "cc0-1.0", "kogl-1", "kogl-4", "all-rights-reserved"]


@dataclass
class Said:
    """The values that an output says; None where its format has no place for one."""

    title: str | None = None
    url: str | None = None
    published: datetime | None = None
    modified: datetime | None = None
    licence: set[str] = field(default_factory=set)
    openness: str | None = None
    # Its address, and its length in bytes where that is told.
    picture: tuple[str, int | None] | None = None


def openness_of(record):
    return getattr(record, "openness", None)


def graphql(server, record):
    more = " openness" if openness_of(record) else ""
    name = kinds.kind(record.kind).singular
    query = f'{{{name}(key: "{record.key}") {{{FIELDS}{more}}}}}'
    return _of_node(server.post("/graphql", json={"query": query}).json()["data"][name])


def search_graphql(server, record):
    keep()
    more = f"... on {record.kind.title()} {{openness}}" if openness_of(record) else ""
    query = f"query($q: String) {{search(query: $q) {{nodes {{... on Record {{{FIELDS}}} {more}}}}}}}"
    asked = {"query": query, "variables": {"q": finding(published(record)).text}}
    (node,) = server.post("/graphql", json=asked).json()["data"]["search"]["nodes"]
    return _of_node(node)


FIELDS = "title url publishedAt modifiedAt licence {url} image {renditions {url size}}"


def _of_node(node):
    published, modified = (datetime.fromisoformat(node[name]) for name in ("publishedAt", "modifiedAt"))
    licences = {node["licence"]["url"]} - {None} if node["licence"] else set()
    shown = node["image"] and node["image"]["renditions"][0]
    picture = (shown["url"], shown["size"]) if shown else None
    return Said(node["title"], node["url"], published, modified, licences, node.get("openness"), picture)


def of_listing(record, suffix):
    return f"{listing(kinds.kind(record.kind))}feed.{suffix}"


def of_search(record, suffix):
    keep()
    (address,) = addresses(published(record), f"feed.{suffix}")
    return address


def feed(suffix, address=of_listing):
    def read(server, record):
        entry = feedparser.parse(server.get(address(record, suffix)).content).entries[0]
        concepts = [tag for tag in entry.get("tags", ()) if tag.scheme == CONCEPTS]
        # Atom has the key and the word, RSS the word alone.
        words = [tag.term if suffix == "atom" else _key(tag.term) for tag in concepts]
        pictures = [(one.href, int(one.length)) for one in entry.enclosures if one.type == "image/jpeg"]
        return Said(
            entry.title,
            entry.link,
            _utc(entry.published_parsed),
            _utc(entry.updated_parsed) if suffix == "atom" else None,
            {link.href for link in entry.links if link.rel == "license"},
            next(iter(words), None),
            next(iter(pictures), None),
        )

    return read


def _key(word):
    return next(key for key, names in OPENNESS.items() if names["ko"] == word)


def _utc(parsed):
    return datetime(*parsed[:6], tzinfo=UTC)


def json_feed(server, record, address=of_listing):
    item = server.get(address(record, "json")).json()["items"][0]
    published, modified = (datetime.fromisoformat(item[name]) for name in ("date_published", "date_modified"))
    words = [_key(tag) for tag in item.get("tags", ()) if tag in {names["ko"] for names in OPENNESS.values()}]
    licences = {item.get("_cc", {}).get("license")} - {None}
    picture = (item["image"], item["attachments"][0]["size_in_bytes"]) if "image" in item else None
    return Said(item["title"], item["url"], published, modified, licences, next(iter(words), None), picture)


def rdf(suffix, form):
    def read(server, record):
        graph = Graph().parse(data=server.get(f"/data/{record.kind}/{record.key}.{suffix}").content, format=form)
        node = URIRef(record.iri)

        def value(name):
            return graph.value(node, URIRef(f"{DCT}{name}"))

        page = graph.value(node, URIRef(f"{SCHEMA}url"))
        image = graph.value(node, URIRef(f"{SCHEMA}image"))
        size = graph.value(image, URIRef(f"{SCHEMA}contentSize")) if image else None
        access = value("accessRights") or graph.value(URIRef(f"{record.iri}#minutes"), URIRef(f"{DCT}accessRights"))
        return Said(
            str(value("title")),
            str(page),
            value("issued").toPython(),
            value("modified").toPython(),
            {str(found) for found in graph.objects(node, URIRef(f"{DCT}license"))},
            str(access).rpartition("/")[2] if access else None,
            (str(image), int(str(size).removesuffix(" B"))) if image else None,
        )

    return read


def page(server, record):
    html = BeautifulSoup(server.get(record.url).text, "html.parser")
    meta = {tag.get("property") or tag.get("name"): tag.get("content") for tag in html.find_all("meta")}
    badge = html.main.find(class_="badge") if record.kind == "document" else None
    openness = _key(badge.get_text(strip=True)) if badge else None
    if record.kind == "meeting":
        # The page speaks of the minutes, and of their openness only where it has to say why.
        why = html.find("section", attrs={"aria-labelledby": "why"})
        openness = why["class"][1].removeprefix("notice-") if why else "open"
    assert meta["og:title"] == record.title and meta["og:url"] == record.url
    return Said(
        html.h1.get_text(strip=True),
        html.find("link", rel="canonical")["href"],
        datetime.fromisoformat(meta["article:published_time"]),
        datetime.fromisoformat(meta["article:modified_time"]),
        {tag["href"] for tag in html.find_all(["a", "link"], rel="license")},
        openness,
        (meta["og:image"], None) if record.image else None,
    )


def embedded(server, record):
    html = BeautifulSoup(server.get(record.url).text, "html.parser")
    node = json.loads(html.find("script", type="application/ld+json").string)
    names = ("datePublished", "dateModified") if "datePublished" in node else ("dct:issued", "dct:modified")
    published, modified = (datetime.fromisoformat(node[name]) for name in names)
    access = node.get("dct:accessRights") or next(
        (about["dct:accessRights"] for about in node.get("subjectOf", ()) if "dct:accessRights" in about), None
    )
    openness = access["@id"].rpartition("/")[2] if access else None
    licences = {node["license"]} if "license" in node else set()
    shown = next(iter(node.get("image", ())), None)
    picture = (shown["contentUrl"], int(shown["contentSize"].removesuffix(" B"))) if shown else None
    return Said(node["dct:title"], node["url"], published, modified, licences, openness, picture)


def sitemap(server, post):
    index = etree.fromstring(server.get("/sitemap.xml").content)
    for shard in index.iter("{*}loc"):
        for entry in etree.fromstring(server.get(shard.text).content).iter("{*}url"):
            if entry.findtext("{*}loc") == post.url:
                return Said(None, post.url, None, datetime.fromisoformat(entry.findtext("{*}lastmod")), set())
    raise AssertionError("not in the sitemap")


def oembed(server, post):
    answer = server.get(f"/oembed?url={quote(post.url, safe='')}").json()
    # An item without a picture has the one that its page shows to networks.
    assert answer["thumbnail_url"].endswith("/static/syndication/card.jpg") == (post.image is None)
    return Said(answer["title"], picture=(answer["thumbnail_url"], None) if post.image else None)


def search_page(server, record):
    keep()
    (address,) = addresses(published(record), "")
    (hit,) = BeautifulSoup(server.get(address).text, "html.parser").select("li.hit")
    link, days = hit.h3.a, [day["datetime"][:10] for day in hit.select(".meta time")]
    made = getattr(record, "produced_on", None) or getattr(record, "held_at", None)
    assert days == [str(day)[:10] for day in (record.published_at, made) if day]
    badge = hit.select_one(".row-marks .badge")
    openness = _key(badge.get_text(strip=True)) if record.kind == "document" else None
    assert openness is None or openness == record.openness
    image = hit.select_one("img.hit-image")
    assert (image and image["src"]) == (record.image and record.image.url)
    return Said(link.get_text(), urljoin(record.url, link["href"]))


OUTPUTS = {
    "graphql": graphql,
    "rss": feed("rss"),
    "atom": feed("atom"),
    "json feed": json_feed,
    "turtle": rdf("ttl", "turtle"),
    "n-triples": rdf("nt", "nt"),
    "rdf/xml": rdf("rdf", "xml"),
    "page": page,
    "embedded": embedded,
    "sitemap": sitemap,
    "oembed": oembed,
    "search in graphql": search_graphql,
    "search in rss": feed("rss", of_search),
    "search in atom": feed("atom", of_search),
    "search in json feed": partial(json_feed, address=of_search),
    "search page": search_page,
}
# The feeds of listings, in which what is no news does not stand.
OF_NEWS = ("rss", "atom", "json feed")
# They have no place for a licence.
WITHOUT_LICENCE = ("sitemap", "oembed", "search page")


def assert_parity(server, output, record):
    said = OUTPUTS[output](server, record)
    known = licence(record.licence) if record.licence else None
    assert said.title in (record.title, None)
    assert said.url in (record.url, None)
    assert said.published in (record.published_at, None)
    assert said.modified in (record.modified_at, None)
    if output not in WITHOUT_LICENCE:
        assert said.licence == ({known.url} if known and known.url else set())
        assert None not in (said.title, said.url, said.published)
        assert said.openness == openness_of(record)
    shown = record.image.whole if record.image else None
    is_shown = shown and output not in ("sitemap", "search page")
    assert said.picture in ([(shown.url, shown.size), (shown.url, None)] if is_shown else [None])
    # RSS 2.0 has no date of change for an item, a sitemap only that, oEmbed none, and the page of a search days.
    assert (said.modified is None) == (output in ("rss", "oembed", "search in rss", "search page"))


TITLE = "괄호 <와> & 따옴표 “제목”"
CHANGED = NOON.replace(hour=18)


@pytest.mark.parametrize("key", LICENCES)
@pytest.mark.parametrize("output", OUTPUTS)
def test_an_output_says_what_the_record_says(server, output, key):
    post = make_post(3, title=TITLE, licence=key, modified_at=CHANGED)
    store([post])
    assert_parity(server, output, post)


@pytest.mark.parametrize(
    "record",
    [
        make_document(3, title=TITLE, modified_at=CHANGED),
        make_document(3, title=TITLE, openness="partial", grounds=(6,), licence="cc-by-4.0", modified_at=CHANGED),
        make_closed(3, title=TITLE, modified_at=CHANGED),
        make_meeting(3, title=TITLE, modified_at=CHANGED),
        make_meeting(3, title=TITLE, openness="closed", grounds=(5,), modified_at=CHANGED),
    ],
    ids=lambda record: f"{record.kind}-{record.openness}",
)
@pytest.mark.parametrize("output", OUTPUTS)
def test_an_output_says_of_documents_and_meetings_what_their_records_say(server, output, record):
    store([record], make_released_terms())
    assert_parity(server, output, record)


@pytest.mark.parametrize(
    ("output", "kind"),
    [(output, kind) for output in OUTPUTS for kind in kinds.registered() if kind.is_news or output not in OF_NEWS],
    ids=lambda given: getattr(given, "name", given),
)
def test_an_output_says_of_every_kind_what_its_record_says(server, output, kind):
    record = make_record(kind, 3, title=TITLE, modified_at=CHANGED)
    store([record], terms())
    assert_parity(server, output, record)
