"""Taking a picture in: what was written beside it goes, without coding it anew, and what cannot be shown is refused.

A camera writes where it stood, when, and which one it is; programs add names, words, smaller pictures and films. Each
format is read by its own grammar and only what a decoder needs is kept, so that nothing has to be known to be removed.
What colours are computed with stays, and which way up the picture is.
"""

import hashlib
import struct
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import Final

import willow
from PIL import Image as Pillow
from PIL import ImageCms

from cms.core.errors import BadInput, TooLarge
from cms.core.pictures import avif, gif, jpeg, png, webp
from cms.core.pictures.orientation import exif_of, orientation_of

# Some more than a wide screen in print quality; a picture of so many takes 270 MB while it is decoded. Pillow's own.
MAX_PIXELS: Final = 89_478_485
# Of all frames of an animation together; however small they are, each takes the time of so many.
MAX_FRAME_PIXELS: Final = 200_000_000
_LEAST_OF_A_FRAME: Final = 10_000
# A file name's ending for each kind of picture that is taken, by Pillow's name.
SUFFIXES: Final = {"JPEG": "jpg", "PNG": "png", "GIF": "gif", "WEBP": "webp", "AVIF": "avif"}
# How pixels are stored that every rendition can be made of; sixteen bits of grey come out as white.
_MODES: Final = frozenset({"1", "L", "LA", "P", "PA", "RGB", "RGBA", "CMYK"})
_SAMPLE: Final = (48, 48)
# What Pillow, its plugins and littlecms raise for a file that somebody has broken.
BROKEN: Final = (
    OSError, SyntaxError, ValueError, TypeError, KeyError, IndexError, EOFError, OverflowError, ArithmeticError,
    AttributeError, RuntimeError, MemoryError, Warning, struct.error, ImageCms.PyCMSError,
)  # fmt: skip

Strip = Callable[[bytes, bytes], Iterator[bytes]]


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture that may be kept: its bytes, Pillow's name of its kind, and its size in pixels as it is stored."""

    data: bytes
    kind: str
    width: int
    height: int


def clean(data: bytes) -> Picture:
    """The picture without what was written beside it, or BadInput (TooLarge where it has too many pixels).

    Whether it can be shown is tried: it is decoded to its last frame, and made into a rendition.
    """
    try:
        return _tried(strip(data))
    except (Pillow.DecompressionBombError, Pillow.DecompressionBombWarning) as error:
        raise _too_large() from error
    except TooLarge:
        raise
    except BadInput as error:
        raise BadInput(f"not a picture that can be shown: {error.message}") from error
    except BROKEN as error:
        raise BadInput("not a picture that can be shown") from error


def strip(data: bytes) -> bytes:
    """The same picture without what was written beside it; BadInput for what is no picture or is cut off."""
    kind = _kind(data)
    if kind is None:
        raise BadInput("of no known kind")
    exif = exif_of(orientation_of(data, most=MAX_PIXELS)) if kind != "AVIF" else b""
    return b"".join(_STRIPS[kind](data, exif))


def digest(data: bytes) -> str:
    """The SHA-1 of the stored bytes, by which Wagtail knows the same picture."""
    return hashlib.sha1(data, usedforsecurity=False).hexdigest()


def _kind(data: bytes) -> str | None:
    """The kind of a picture by its first bytes: what a name or a browser says counts for nothing."""
    for kind, matches in _SIGNS.items():
        if matches(data):
            return kind
    return None


def _is_avif(data: bytes) -> bool:
    brands = data[8:12] + data[16 : max(16, min(64, int.from_bytes(data[:4], "big")))]
    return data[4:8] == b"ftyp" and any(brands[at : at + 4] in (b"avif", b"avis") for at in range(0, len(brands), 4))


_SIGNS: Final[dict[str, Callable[[bytes], bool]]] = {
    "JPEG": lambda data: data.startswith(b"\xff\xd8\xff"),
    "PNG": lambda data: data.startswith(png.SIGNATURE),
    "GIF": lambda data: data.startswith((b"GIF87a", b"GIF89a")),
    "WEBP": lambda data: data.startswith(b"RIFF") and data[8:12] == b"WEBP",
    "AVIF": _is_avif,
}
_STRIPS: Final[dict[str, Strip]] = {
    "JPEG": jpeg.stripped,
    "PNG": png.stripped,
    "GIF": gif.stripped,
    "WEBP": webp.stripped,
    "AVIF": avif.stripped,
}


def _tried(data: bytes) -> Picture:
    with Pillow.open(BytesIO(data), formats=list(SUFFIXES)) as picture:
        kind, (width, height), frames = str(picture.format), picture.size, getattr(picture, "n_frames", 1)
        if width * height > MAX_PIXELS or frames * max(width * height, _LEAST_OF_A_FRAME) > MAX_FRAME_PIXELS:
            raise _too_large()
        for frame in range(1, frames):
            picture.seek(frame)
            picture.load()
        if picture.mode not in _MODES:
            return _in_eight_bits(picture, kind)
    _rehearse(data)
    return Picture(data, kind, width, height)


def _rehearse(data: bytes) -> None:
    """Make what the editor and the pages will ask for, small, so that what raises does so now."""
    upright = willow.Image.open(BytesIO(data)).auto_orient().resize(_SAMPLE)
    upright.save_as_webp(BytesIO())
    upright.set_background_color_rgb((255, 255, 255)).save_as_jpeg(BytesIO())
    upright.save_as_png(BytesIO())


def _in_eight_bits(picture: Pillow.Image, kind: str) -> Picture:
    """A picture of grey in sixteen or more bits as one of eight, coded anew without loss but that of the depth."""
    if kind != "PNG" or not picture.mode.startswith("I"):
        raise BadInput("its pixels are stored in a way that no browser knows")
    picture.seek(0)
    grey = picture.convert("I").point(lambda value: value * (1 / 256)).convert("L")
    output = BytesIO()
    grey.save(output, "PNG", icc_profile=None, optimize=True)
    return Picture(output.getvalue(), kind, picture.width, picture.height)


def _too_large() -> TooLarge:
    return TooLarge(f"more pixels than allowed ({MAX_PIXELS // 1_000_000} million)")
