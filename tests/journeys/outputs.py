"""One post as the world sees it, read by real clients: a browser, feedparser, rdflib, GraphQL and an XML parser."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

import feedparser
import requests
from lxml import etree
from playwright.sync_api import Browser
from rdflib import Graph, URIRef

DCT = "http://purl.org/dc/terms/"


@dataclass
class Outputs:
    """The public side of a running city."""

    base_url: str
    browser: Browser

    def get(self, path: str, **headers: str) -> requests.Response:
        url = path if path.startswith("http") else f"{self.base_url}{path}"
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        return requests.get(url, headers=sent, allow_redirects=False, timeout=30)

    def graphql(self, query: str, **variables: Any) -> Any:
        answer = requests.post(f"{self.base_url}/graphql", json={"query": query, "variables": variables}, timeout=30)
        return answer.json()["data"]

    def find(self, title: str, *, field: str) -> dict[str, str] | None:
        """The post's key and address by GraphQL, from the newest in a field."""
        nodes = self.graphql(
            "query($field: String) { posts(first: 20, field: $field) { nodes { key url title } } }", field=field
        )["posts"]["nodes"]
        return next((node for node in nodes if node["title"] == title), None)

    def titles(self, *, field: str, key: str, url: str) -> dict[str, str | None]:
        """The title that each output shows of the post now; None where it does not show it."""
        shown: dict[str, str | None] = {"graphql post": None, "page": None}
        node = self.graphql("query($key: ID) { post(key: $key) { title } }", key=key)["post"]
        shown["graphql post"] = node and node["title"]
        listed = self.graphql(
            "query($field: String) { posts(first: 20, field: $field) { nodes { key title } } }", field=field
        )["posts"]["nodes"]
        shown["graphql list"] = next((item["title"] for item in listed if item["key"] == key), None)
        for suffix in ("rss", "atom"):
            for path in (f"/{field}/feed.{suffix}", f"/feed.{suffix}"):
                feed = feedparser.parse(self.get(path).content)
                assert not feed.bozo
                shown[path] = next((entry.title for entry in feed.entries if entry.id.endswith(key)), None)
        items = self.get(f"/{field}/feed.json").json()["items"]
        shown["feed.json"] = next((item["title"] for item in items if item["id"].endswith(key)), None)
        for suffix, form in (("ttl", "turtle"), ("nt", "nt"), ("rdf", "xml"), ("jsonld", "json-ld")):
            shown[suffix] = self._rdf_title(f"/data/post/{key}.{suffix}", form, key)
        shown["oembed"] = self._oembed_title(url)
        shown["sitemap"] = "listed" if url in self.sitemap() else None
        shown["page"] = self.page_title(url)
        shown["listing"] = self._listing_title(f"/{field}/", url)
        return shown

    def _rdf_title(self, path: str, form: str, key: str) -> str | None:
        answer = self.get(path)
        if answer.status_code != 200:
            assert answer.status_code in (404, 410)
            return None
        graph = Graph().parse(data=answer.content, format=form)
        return str(graph.value(URIRef(f"{self.base_url}/id/post/{key}"), URIRef(f"{DCT}title")))

    def _oembed_title(self, url: str) -> str | None:
        answer = self.get(f"/oembed?url={quote(url, safe='')}")
        return answer.json()["title"] if answer.status_code == 200 else None

    def sitemap(self) -> set[str]:
        index = etree.fromstring(self.get("/sitemap.xml").content)
        shards = [element.text for element in index.iter("{*}loc")]
        return {
            str(element.text)
            for shard in shards
            for element in etree.fromstring(self.get(str(shard)).content).iter("{*}loc")
        }

    def page_title(self, url: str) -> str | None:
        """The heading that a browser shows; None where the page says that there is nothing."""
        page = self.browser.new_page()
        try:
            answer = page.goto(url)
            assert answer
            return page.inner_text("h1") if answer.status == 200 else None
        finally:
            page.close()

    def _listing_title(self, path: str, url: str) -> str | None:
        page = self.browser.new_page()
        try:
            page.goto(f"{self.base_url}{path}")
            link = page.query_selector(f"main a[href='{url}'], main a[href='{url.removeprefix(self.base_url)}']")
            return link.inner_text().strip() if link else None
        finally:
            page.close()
