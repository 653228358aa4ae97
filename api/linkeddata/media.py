"""Images and files, each with its own licence and credit."""

from typing import Any, Final

from api.linkeddata import rights
from api.linkeddata.mapping import Mapping, Node, Scope, label
from api.linkeddata.ranges import AVAILABLE, MEDIA_TYPES, media_format
from cms.core.disclosure import ROLES
from cms.core.records import File, Image, Link, Rendition

RENDITION: Final = Mapping(
    source=Rendition,
    types="ImageObject",
    rows=(
        ("url", "@id contentUrl", lambda rendition, scope: rendition.url),
        ("width", "width", lambda rendition, scope: rendition.width),
        ("height", "height", lambda rendition, scope: rendition.height),
        ("type", "encodingFormat", lambda rendition, scope: rendition.type),
        ("size", "contentSize", lambda rendition, scope: f"{rendition.size} B"),
    ),
)


def _thumbnail(image: Image, scope: Scope) -> Node | None:
    """The smallest, where there are several."""
    return RENDITION.node(image.jpegs[-1], scope) if len(image.jpegs) > 1 else None


def _shown(image: Image) -> Image | Rendition:
    """The form of it that everybody can show, where there is one."""
    return image.whole or image


IMAGE: Final = Mapping(
    source=Image,
    types="ImageObject",
    rows=(
        ("url renditions", "@id url contentUrl", lambda image, scope: _shown(image).url),
        ("width renditions", "width", lambda image, scope: _shown(image).width),
        ("height renditions", "height", lambda image, scope: _shown(image).height),
        ("type renditions", "encodingFormat", lambda image, scope: _shown(image).type),
        ("renditions", "contentSize", lambda image, scope: f"{image.whole.size} B" if image.whole else None),
        ("renditions", "thumbnail", _thumbnail),
        ("alt", "description", lambda image, scope: image.alt),
        ("credit", "creditText", lambda image, scope: image.credit),
        *rights.ROWS,
    ),
    left_out={"share": "the same picture, cut to the form of a card"},
)

_FILE: Final[tuple[tuple[str, str, Any], ...]] = (
    ("url", "@id contentUrl", lambda file, scope: file.url),
    ("title", "name", lambda file, scope: file.title),
    ("type", "encodingFormat", lambda file, scope: file.type),
    ("size", "contentSize", lambda file, scope: f"{file.size} B"),
    ("credit", "creditText", lambda file, scope: file.credit),
    *rights.ROWS,
)
FILE: Final = Mapping(
    source=File, types="MediaObject", rows=_FILE, left_out={"role": "empty outside released documents"}
)
ATTACHMENT: Final = Mapping(
    source=File,
    types=["MediaObject", "dcat:Distribution"],
    rows=(
        *_FILE,
        ("url", "dcat:accessURL dcat:downloadURL", lambda file, scope: file.url),
        ("title", "dct:title", lambda file, scope: file.title),
        ("type", "dcat:mediaType", lambda file, scope: _registered(file.type)),
        ("type", "dct:format", lambda file, scope: media_format(file.type, f"{file.url}#format")),
        ("url", "dcatap:availability", lambda file, scope: AVAILABLE),
        ("size", "dcat:byteSize", lambda file, scope: str(file.size)),
        ("role", "description", lambda file, scope: _role(file.role, scope)),
    ),
)
LINK: Final = Mapping(
    source=Link,
    types="WebPage",
    rows=(
        ("url", "@id url", lambda link, scope: link.url),
        ("title", "name", lambda link, scope: link.title),
    ),
)


def _registered(media_type: str) -> str | None:
    """The address of a media type at IANA; None for one that nobody registered."""
    return None if "/x-" in media_type or "/" not in media_type else f"{MEDIA_TYPES}{media_type}"


def _role(role: str, scope: Scope) -> str | Node | None:
    return label(ROLES.get(role, {}), scope.language)
