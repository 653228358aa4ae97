"""The documents that the golden files hold, by name."""

from typing import Any

from api.linkeddata.dcat import catalogue
from api.linkeddata.documents import document, record_node, term_node
from cms.core.records import Post
from tests.api.linkeddata.vocabulary import FixedVocabulary
from tests.factories import BASE_URL, make_body, make_file, make_image, make_post, make_terms, make_translation

VOCABULARY = FixedVocabulary()


def full_post(**over: Any) -> Post:
    """A post with everything that a post can have."""
    values: dict[str, Any] = {
        "website": "bike",
        "topics": ("traffic", "health"),
        "images": (
            make_image(1),
            make_image(2, licence="kogl-4", alt=""),
            make_image(3, licence="all-rights-reserved"),
        ),
        "files": (make_file(credit="교통국"),),
        "translations": (make_translation(),),
    }
    return make_post(1, **values | over)


def english_post(**over: Any) -> Post:
    """A translation, with the least that a post can have."""
    japanese = make_translation(3, language="ja", url=f"{BASE_URL}/ja/traffic/post-3/")
    korean = make_translation(1, language="ko", url=f"{BASE_URL}/traffic/post-1/")
    values: dict[str, Any] = {
        "language": "en",
        "url": f"{BASE_URL}/en/traffic/post-2/",
        "title": "A bicycle road opens",
        "summary": "",
        "byline": "",
        "publisher": None,
        "topics": (),
        "tags": (),
        "image": None,
        "licence": "cc-by-sa-4.0",
        "translations": (korean, japanese),
    }
    return make_post(2, **values | over)


def post_document(post: Post) -> dict[str, Any]:
    return document(record_node(post, VOCABULARY, body=make_body()), language=post.language)


def all_documents() -> dict[str, dict[str, Any]]:
    terms = {f"{term.scheme}-{number}": term for number, term in enumerate(make_terms())}
    return {
        "post": post_document(full_post()),
        "post-en": post_document(english_post()),
        "catalogue": catalogue(VOCABULARY),
        **{name: document(term_node(term, VOCABULARY)) for name, term in terms.items()},
    }
