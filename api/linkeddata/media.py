"""Images and files, each with its own licence and credit."""

from typing import Final

from api.linkeddata import rights
from api.linkeddata.mapping import Mapping
from cms.core.records import File, Image

IMAGE: Final = Mapping(
    source=Image,
    types="ImageObject",
    rows=(
        ("url", "@id url contentUrl", lambda image, scope: image.url),
        ("width", "width", lambda image, scope: image.width),
        ("height", "height", lambda image, scope: image.height),
        ("type", "encodingFormat", lambda image, scope: image.type),
        ("alt", "description", lambda image, scope: image.alt),
        ("credit", "creditText", lambda image, scope: image.credit),
        *rights.ROWS,
    ),
)

FILE: Final = Mapping(
    source=File,
    types="MediaObject",
    rows=(
        ("url", "@id contentUrl", lambda file, scope: file.url),
        ("title", "name", lambda file, scope: file.title),
        ("type", "encodingFormat", lambda file, scope: file.type),
        ("size", "contentSize", lambda file, scope: f"{file.size} B"),
        ("credit", "creditText", lambda file, scope: file.credit),
        *rights.ROWS,
    ),
)
