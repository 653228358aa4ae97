"""Posts as schema.org NewsArticle, with Dublin Core for catalogues and Creative Commons for reuse.

The three vocabularies say some things twice, since each has readers who know no other: search engines read
schema.org, libraries and harvesters Dublin Core, reuse tools ccREL. A city's unit is the publisher, the city the
organisation on whose behalf it writes; who signs is the author, else the publisher is.
"""

import re
from collections.abc import Iterable
from typing import Final

from api.linkeddata import rights
from api.linkeddata.items import attribution, keywords, moment, publisher, sections, subjects
from api.linkeddata.mapping import Mapping, Node, Scope, language_iri
from api.linkeddata.media import FILE, IMAGE
from api.linkeddata.terms import known, organisation, organisation_named, publishing, website
from cms.core.records import Body, Image, Post, Translation, Website

_ARTICLE: Final = "NewsArticle"


def _author(post: Post, scope: Scope) -> Node:
    if not post.byline:
        return publisher(post, scope)
    if unit := organisation_named(post.byline, scope):
        return organisation(unit, scope)
    kind = "Organization" if _is_team(post.byline) else "Person"
    return {"@id": f"{post.iri}#author", "@type": kind, "name": post.byline}


# What names of offices and groups end in, and names of people do not, in Korean and English.
_TEAMS: Final = re.compile(
    r"(?:팀|센터|본부|위원회|협의회|재단|공단|공사|사업소|사무소|편집부|편집실|기자단|서포터즈|홍보단|도서관|박물관"
    r"|미술관|보건소|소방서|연구소|주민센터|특별시|광역시|시청|구청|군청|도청"
    # What is also what someone is, behind the name and a space: 새별연구원 is an institute, 홍길동 연구원 works at one.
    r"|(?<=[가-힣]{2})(?:담당관|연구원)|(?<=[가-힣]{4})[과국실]|\b(?:team|office|division|department|bureau|cent(?:er|re)|committee|council|newsroom|desk"
    r"|agency|foundation|institute|library|museum|city hall))\s*$",
    re.IGNORECASE,
)


def _is_team(byline: str) -> bool:
    return bool(_TEAMS.search(byline))


def _pictures(post: Post) -> Iterable[Image]:
    """The cover first; a picture shown twice is said once."""
    found: dict[str, Image] = {}
    for image in (post.image, *post.images):
        if image:
            found.setdefault(image.url, image)
    return found.values()


def _images(post: Post, scope: Scope) -> list[Node]:
    return [IMAGE.node(image, scope) for image in _pictures(post)]


def _licences(post: Post, scope: Scope) -> list[Node]:
    return rights.descriptions((post, *_pictures(post), *post.files))


def _website(post: Post, scope: Scope) -> Node | None:
    return next((website(term, scope) for term in known(Website, [post.website], scope)), None)


def _translations(post: Post, scope: Scope) -> list[Node]:
    return [TRANSLATION.node(translation, scope) for translation in post.translations]


def _translated(post: Post, scope: Scope) -> list[Node] | None:
    """The translations of a post in the city's own language, which is taken as the original."""
    return _translations(post, scope) if post.language == scope.city.default_language else None


def _original(post: Post, scope: Scope) -> list[Node] | None:
    if post.language == scope.city.default_language:
        return None
    return [node for node in _translations(post, scope) if node["inLanguage"] == scope.city.default_language]


def _siblings(post: Post, scope: Scope) -> list[Node] | None:
    """Translations of the same original: neither is the other's."""
    if post.language == scope.city.default_language:
        return None
    return [node for node in _translations(post, scope) if node["inLanguage"] != scope.city.default_language]


TRANSLATION: Final = Mapping(
    source=Translation,
    types=_ARTICLE,
    rows=(
        ("key", "@id", lambda translation, scope: scope.item(Post.kind, translation.key)),
        ("url", "url", lambda translation, scope: translation.url),
        ("language", "inLanguage", lambda translation, scope: translation.language),
    ),
)
BODY: Final = Mapping(
    source=Body,
    types=_ARTICLE,
    rows=(("text", "articleBody", lambda body, scope: body.text),),
    left_out={"html": "the same words as the text; their markup is in the page and the feeds"},
)
POST: Final = Mapping(
    source=Post,
    types=_ARTICLE,
    rows=(
        ("iri", "@id", lambda post, scope: post.iri),
        ("key", "dct:identifier", lambda post, scope: post.key),
        ("url", "url mainEntityOfPage cc:attributionURL", lambda post, scope: post.url),
        ("title", "headline dct:title", lambda post, scope: post.title),
        ("summary", "description", lambda post, scope: post.summary),
        ("language", "inLanguage", lambda post, scope: post.language),
        ("language", "dct:language", lambda post, scope: language_iri(post.language)),
        ("published_at", "datePublished dct:issued", lambda post, scope: moment(post.published_at)),
        ("modified_at", "dateModified dct:modified", lambda post, scope: moment(post.modified_at)),
        ("version", "version", lambda post, scope: post.version),
        ("byline publisher", "author", _author),
        ("publisher", "publisher", publisher),
        ("publisher", "dct:publisher", lambda post, scope: publishing(post.publisher, scope).iri),
        ("site", "sourceOrganization", lambda post, scope: organisation(scope.city, scope)),
        ("website", "isPartOf", _website),
        ("topics", "articleSection", sections),
        ("tags", "keywords", keywords),
        ("topics tags", "dct:subject", subjects),
        ("image images", "image", _images),
        ("files", "associatedMedia", lambda post, scope: [FILE.node(file, scope) for file in post.files]),
        *rights.ROWS,
        ("licence image images files", "@included", _licences),
        ("publisher site", "cc:attributionName", attribution),
        ("translations", "workTranslation", _translated),
        ("translations", "translationOfWork", _original),
        ("translations", "dct:relation", _siblings),
    ),
)
