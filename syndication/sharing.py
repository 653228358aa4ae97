"""The words of a page for social networks, and the ways to take it there: as data, for any front end.

Share links work without scripts and without third-party code: each is an address with the page in its query.
KakaoTalk has no such address, and its own sharing needs an app key and Kakao's script, which would tell Kakao of every
reader: the pages reach it through the browser's own share sheet (Web Share), where there is one.
"""

from dataclasses import dataclass
from typing import Final, Literal
from urllib.parse import quote, urljoin, urlsplit

from django.conf import settings
from django.templatetags.static import static

from cms.core.records import Image, Record, Rendition, Tag, Term, Website
from cms.ledger.store import Vocabulary
from cms.normal_form import origin_of
from syndication.kinds import ROWS

Meta = tuple[tuple[str, str], ...]
Action = Literal["open", "copy"]


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """The words about a page that is no item's; ``term`` is what it is of, or is a part of.

    ``others`` are the other languages that the same page is in.
    """

    term: Term
    title: str
    description: str
    url: str
    language: str
    others: tuple[str, ...] = ()


# Open Graph wants a territory; these are the ones meant by the languages of the content.
LOCALES: Final = {"ko": "ko_KR", "en": "en_US", "ja": "ja_JP", "zh-hans": "zh_CN", "zh-hant": "zh_TW"}
# Facebook's and X's smallest size for the large form of a card.
_LARGE: Final = (600, 315)


# Shown where a city has neither a picture nor a logo.
_STANDARD: Final = "syndication/card.jpg"
_STANDARD_SIZE: Final = (1200, 630)


def record_meta(record: Record, *, vocabulary: Vocabulary) -> Meta:
    """Open Graph (``og:``, ``article:``) and card (``twitter:``) properties of an item's page, in order."""
    language, city = record.language, vocabulary.city
    topics = [term.name(language) for key in record.topics if (term := vocabulary.term("field", key))]
    tags = vocabulary.open_terms(Tag.scheme, record.tags) if record.tags else {}
    return _meta(
        ("og:type", "article"),
        *_common(record.title, ROWS[record.kind].summary(record), record.url, language, city.name(language)),
        *(("og:locale:alternate", LOCALES.get(other.language, "")) for other in record.translations),
        ("article:published_time", record.published_at.isoformat()),
        ("article:modified_time", record.modified_at.isoformat()),
        *(("article:section", name) for name in topics[:1]),
        *(("article:tag", tags[key].name(language)) for key in record.tags if key in tags),
        *(_card(record.image) or _logo(website_of(record, vocabulary), vocabulary, record.url, language)),
    )


def page_meta(about: About, *, vocabulary: Vocabulary) -> Meta:
    """The same for any other page in one language."""
    language = about.language
    return _meta(
        ("og:type", "website"),
        *_common(about.title, about.description, about.url, language, vocabulary.city.name(language)),
        *(("og:locale:alternate", LOCALES.get(other, "")) for other in about.others if other != language),
        *_logo(about.term, vocabulary, about.url, language),
    )


def _meta(*properties: tuple[str, str]) -> Meta:
    return tuple((name, content) for name, content in properties if content)


def _common(title: str, description: str, url: str, language: str, site_name: str) -> Meta:
    return (
        ("og:title", title),
        ("og:description", description or " - ".join(dict.fromkeys((title, site_name)))),
        ("og:url", url),
        ("og:site_name", site_name),
        ("og:locale", LOCALES.get(language, "")),
    )


def _logo(term: Term | None, vocabulary: Vocabulary, url: str, language: str) -> Meta:
    shown = _card(logo(term, vocabulary), large=False)
    return shown or _shown(standard(url), vocabulary.city.name(language), large=True)


def website_of(record: Record, vocabulary: Vocabulary) -> Term | None:
    """The website that an item is of."""
    key = getattr(record, "website", None)
    return vocabulary.term(Website.scheme, key) if key else None


def logo(term: Term | None, vocabulary: Vocabulary) -> Image | None:
    """The logo of what a page is of, else that of the city, which cards show small; None where neither has one."""
    logos: tuple[Image | None, ...] = (getattr(term, "logo", None), vocabulary.city.logo)
    return next((one for one in logos if one and one.share), None)


def standard(url: str) -> Rendition:
    """The picture that stands for the page at an address where a city has neither a picture nor a logo."""
    return Rendition(url=urljoin(url, static(_STANDARD)), width=_STANDARD_SIZE[0], height=_STANDARD_SIZE[1], size=0)


def _card(image: Image | None, *, large: bool = True) -> Meta:
    return _shown(image.share, image.alt, large=large) if image and image.share else ()


def _shown(picture: Rendition, alt: str, *, large: bool) -> Meta:
    """The picture and the form of the card; X takes title and text from the Open Graph properties."""
    large = large and picture.width >= _LARGE[0] and picture.height >= _LARGE[1]
    return (
        ("og:image", picture.url),
        ("og:image:type", picture.type),
        ("og:image:width", str(picture.width)),
        ("og:image:height", str(picture.height)),
        ("og:image:alt", alt),
        ("twitter:card", "summary_large_image" if large else "summary"),
        ("twitter:image", picture.url),
        ("twitter:image:alt", alt),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class ShareLink:
    """One place to take a page to. ``href`` always works by itself; ``action`` says what a script can do better.

    ``open`` nothing more, ``copy`` copy ``href``.
    """

    key: str
    label: str
    href: str
    action: Action = "open"


_LABELS: Final[dict[str, tuple[str, str]]] = {
    "naver-blog": ("네이버 블로그", "Naver Blog"),
    "naver-band": ("네이버 밴드", "Naver Band"),
    "x": ("X(트위터)", "X (Twitter)"),
    "facebook": ("페이스북", "Facebook"),
    "line": ("라인", "LINE"),
    "telegram": ("텔레그램", "Telegram"),
    "mastodon": ("마스토돈", "Mastodon"),
    "mail": ("전자우편", "Email"),
    "copy": ("주소 복사", "Copy link"),
}
_ADDRESSES: Final[dict[str, str]] = {
    "naver-blog": "https://share.naver.com/web/shareView?url={url}&title={title}",
    "naver-band": "https://www.band.us/plugin/share?body={title}%0A{url}&route={host}",
    "x": "https://x.com/intent/post?url={url}&text={title}",
    "facebook": "https://www.facebook.com/sharer/sharer.php?u={url}",
    "line": "https://social-plugins.line.me/lineit/share?url={url}&text={title}",
    "telegram": "https://t.me/share/url?url={url}&text={title}",
    "mail": "mailto:?subject={title}&body={title}%0D%0A{url}",
}


def share_links(*, url: str, title: str, language: str) -> tuple[ShareLink, ...]:
    """The nine places, in the order in which they are shown; labels in Korean, or in English for other languages."""
    return tuple(_share_link(key, url, title, korean=language == "ko") for key in _LABELS)


def _share_link(key: str, url: str, title: str, *, korean: bool) -> ShareLink:
    label = _LABELS[key][0 if korean else 1]
    if key == "copy":
        return ShareLink(key=key, label=label, href=url, action="copy")
    address = _mastodon() if key == "mastodon" else _ADDRESSES[key]
    href = address.format(
        url=quote(url, safe=""), title=quote(title, safe=""), host=quote(urlsplit(url).netloc, safe="")
    )
    return ShareLink(key=key, label=label, href=href)


def _mastodon() -> str:
    """The share form of the city's own server, else the project's page where a reader names theirs."""
    server = settings.MADANG_MASTODON_SERVER
    return f"https://{server}/share?text={{title}}%20{{url}}" if server else _MASTODON_ANY


_MASTODON_ANY: Final = "https://share.joinmastodon.org/#text={title}%0A{url}"


@dataclass(frozen=True, slots=True, kw_only=True)
class HeadLink:
    """A ``link`` element of a page's head."""

    rel: str
    type: str
    href: str
    title: str


def feed_links(*, url: str, title: str) -> tuple[HeadLink, ...]:
    """The feeds under the listing page at ``url``, for a reader's discovery; Atom first."""
    names = {"atom": ("application/atom+xml", "Atom"), "rss": ("application/rss+xml", "RSS")}
    names["json"] = ("application/feed+json", "JSON Feed")
    return tuple(
        HeadLink(rel="alternate", type=media_type, href=f"{url}feed.{suffix}", title=f"{title} ({name})")
        for suffix, (media_type, name) in names.items()
    )


def oembed_links(*, url: str, title: str) -> tuple[HeadLink, ...]:
    """The links by which the page at ``url`` can be asked to describe itself for embedding (oEmbed 1.0, 4)."""
    endpoint = f"{origin_of(url)}/oembed?url={quote(url, safe='')}"
    return (
        HeadLink(rel="alternate", type="application/json+oembed", href=f"{endpoint}&format=json", title=title),
        HeadLink(rel="alternate", type="text/xml+oembed", href=f"{endpoint}&format=xml", title=title),
    )
