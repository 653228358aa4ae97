"""The list of 20 newest posts from wagtail-grapple and Wagtail's own API, on the same pages."""

import json
import sys
from typing import Final

from bench.measure import Request, measure

_POST = """
    title lead url firstPublishedAt
    parent { ... on FieldPage { field { key nameKo } } }
    unit { key nameKo } tags { name }
    cover { rendition(max: "1200x1200") { url width height } }
"""
GRAPPLE = f"""{{ pages(contentType: "news.PostPage", limit: 20, order: "-first_published_at") {{
    ... on PostPage {{ {_POST} }} }} }}"""
TUNED = f"{{ newestPosts(limit: 20) {{ {_POST} }} }}"
# A list of the API has no parent, so the field of a post is missing; version 3 shows base fields only.
FIELDS = "title,lead,html_url,first_published_at,unit(key,name_ko),cover_rendition,tags"


_BASE = "type=news.PostPage&limit=20&order=-first_published_at"
LISTS: Final = {
    "wagtail-grapple 0.31": Request(
        path="/graphql/", body=json.dumps({"query": GRAPPLE}).encode(), expect=b'"nameKo":'
    ),
    "wagtail-grapple 0.31, tuned (bench/tuned.py)": Request(
        path="/tuned/", body=json.dumps({"query": TUNED}).encode(), expect=b'"nameKo":'
    ),
    "Wagtail API v2, without the field": Request(
        path="/v2/pages/", query=f"{_BASE}&fields={FIELDS}", expect=b'"name_ko":'
    ),
    "Wagtail API v3, title, address and date only": Request(path="/v3/pages/", query=_BASE, expect=b'"title":'),
}


def main(name: str) -> None:
    """Measure one and print it as a line of JSON."""
    from django.core.wsgi import get_wsgi_application

    print(json.dumps(measure(name, get_wsgi_application(), [LISTS[name]], times=40).data()), flush=True)


if __name__ == "__main__":
    main(sys.argv[1])
