"""The same title, address, dates and licence in every output, over real HTTP."""

import json
from dataclasses import dataclass, field
from datetime import UTC, datetime
from urllib.parse import quote

import feedparser
import pytest
from bs4 import BeautifulSoup
from lxml import etree
from rdflib import Graph, URIRef

from cms.core.licences import licence
from tests.factories import NOON, make_post, store

DCT = "http://purl.org/dc/terms/"
LICENCES = ["cc-by-4.0", "cc0-1.0", "kogl-1", "kogl-4", "all-rights-reserved"]


@dataclass
class Said:
    """What an output says; None where its format has no place for it."""

    title: str | None = None
    url: str | None = None
    published: datetime | None = None
    modified: datetime | None = None
    licence: set[str] = field(default_factory=set)


def graphql(server, post):
    query = f'{{post(key: "{post.key}") {{title url publishedAt modifiedAt licence {{url}}}}}}'
    node = server.post("/graphql", json={"query": query}).json()["data"]["post"]
    published, modified = (datetime.fromisoformat(node[name]) for name in ("publishedAt", "modifiedAt"))
    return Said(node["title"], node["url"], published, modified, {node["licence"]["url"]} - {None})


def feed(suffix):
    def read(server, post):
        entry = feedparser.parse(server.get(f"/feed.{suffix}").content).entries[0]
        return Said(
            entry.title,
            entry.link,
            _utc(entry.published_parsed),
            _utc(entry.updated_parsed) if suffix == "atom" else None,
            {link.href for link in entry.links if link.rel == "license"},
        )

    return read


def _utc(parsed):
    return datetime(*parsed[:6], tzinfo=UTC)


def json_feed(server, post):
    item = server.get("/feed.json").json()["items"][0]
    published, modified = (datetime.fromisoformat(item[name]) for name in ("date_published", "date_modified"))
    return Said(item["title"], item["url"], published, modified, {item["_cc"].get("license")} - {None})


def rdf(suffix, form):
    def read(server, post):
        graph = Graph().parse(data=server.get(f"/data/post/{post.key}.{suffix}").content, format=form)
        node = URIRef(post.iri)

        def value(name):
            return graph.value(node, URIRef(f"{DCT}{name}"))

        page = graph.value(node, URIRef("https://schema.org/url"))
        return Said(
            str(value("title")),
            str(page),
            value("issued").toPython(),
            value("modified").toPython(),
            {str(found) for found in graph.objects(node, URIRef(f"{DCT}license"))},
        )

    return read


def page(server, post):
    html = BeautifulSoup(server.get(post.url).text, "html.parser")
    meta = {tag.get("property") or tag.get("name"): tag.get("content") for tag in html.find_all("meta")}
    return Said(
        html.h1.get_text(strip=True),
        html.find("link", rel="canonical")["href"],
        datetime.fromisoformat(meta["article:published_time"]),
        datetime.fromisoformat(meta["article:modified_time"]),
        {tag["href"] for tag in html.find_all(["a", "link"], rel="license")},
    )


def embedded(server, post):
    html = BeautifulSoup(server.get(post.url).text, "html.parser")
    node = json.loads(html.find("script", type="application/ld+json").string)
    published, modified = (datetime.fromisoformat(node[name]) for name in ("datePublished", "dateModified"))
    return Said(node["headline"], node["url"], published, modified, {node["license"]} if "license" in node else set())


def sitemap(server, post):
    index = etree.fromstring(server.get("/sitemap.xml").content)
    for shard in index.iter("{*}loc"):
        for entry in etree.fromstring(server.get(shard.text).content).iter("{*}url"):
            if entry.findtext("{*}loc") == post.url:
                return Said(None, post.url, None, datetime.fromisoformat(entry.findtext("{*}lastmod")), set())
    raise AssertionError("not in the sitemap")


def oembed(server, post):
    answer = server.get(f"/oembed?url={quote(post.url, safe='')}").json()
    return Said(answer["title"])


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
}


@pytest.mark.parametrize("key", LICENCES)
@pytest.mark.parametrize("output", OUTPUTS)
def test_an_output_says_what_the_record_says(server, output, key):
    changed = NOON.replace(hour=18)
    post = make_post(3, title="괄호 <와> & 따옴표 “제목”", licence=key, modified_at=changed)
    store([post])
    said = OUTPUTS[output](server, post)
    url = licence(key).url
    assert said.title in (post.title, None)
    assert said.url in (post.url, None)
    assert said.published in (post.published_at, None)
    assert said.modified in (post.modified_at, None)
    if output not in ("sitemap", "oembed"):
        assert said.licence == ({url} if url else set())
        assert None not in (said.title, said.url, said.published)
    # RSS 2.0 has no date of change for an item, a sitemap only that, oEmbed none.
    assert (said.modified is None) == (output in ("rss", "oembed"))
