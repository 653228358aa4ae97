"""The list of 20 newest posts from wagtail-grapple and Wagtail's own API, on the same pages."""

import json

from bench.measure import Request, measure

GRAPPLE = """{
  pages(contentType: "news.PostPage", limit: 20, order: "-first_published_at") {
    ... on PostPage {
      title lead url firstPublishedAt
      parent { ... on FieldPage { field { key nameKo } } }
      unit { key nameKo } tags { name }
      cover { rendition(max: "1200x1200") { url width height } }
    }
  }
}"""
# A list of the API has no parent, so the field of a post is missing; version 3 shows base fields only.
FIELDS = "title,lead,html_url,first_published_at,unit(key,name_ko),cover_rendition,tags"


def main() -> None:
    """Print each measurement as a line of JSON."""
    from django.core.wsgi import get_wsgi_application

    application = get_wsgi_application()
    base = "type=news.PostPage&limit=20&order=-first_published_at"
    requests = {
        "wagtail-grapple 0.31": Request(
            path="/graphql/", body=json.dumps({"query": GRAPPLE}).encode(), expect=b'"nameKo":'
        ),
        "Wagtail API v2, without the field": Request(
            path="/v2/pages/", query=f"{base}&fields={FIELDS}", expect=b'"name_ko":'
        ),
        "Wagtail API v3, title, address and date only": Request(path="/v3/pages/", query=base, expect=b'"title":'),
    }
    for name, request in requests.items():
        print(json.dumps(measure(name, application, [request], times=40).data()), flush=True)


if __name__ == "__main__":
    main()
