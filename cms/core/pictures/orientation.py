"""The orientation of a picture: the one thing that is kept of its Exif data, written anew."""

import struct
from io import BytesIO
from typing import Final

from PIL import ExifTags
from PIL import Image as Pillow

UPRIGHT: Final = 1
_ORIENTATIONS: Final = range(1, 9)
# What reading Exif or XMP data that somebody has broken raises in Pillow, and warns of where warnings are errors.
_BROKEN: Final = (
    OSError,
    SyntaxError,
    ValueError,
    TypeError,
    KeyError,
    IndexError,
    OverflowError,
    Warning,
    struct.error,
)


def orientation_of(data: bytes, *, most: int) -> int:
    """The orientation, 1 to 8, that a picture's Exif or XMP data gives it; 1 where they are missing or broken.

    A PNG may tell it after its pixels, which are decoded on the way: one with more of them than ``most`` is not asked.
    """
    try:
        with Pillow.open(BytesIO(data)) as picture:
            if picture.format == "PNG" and picture.width * picture.height > most:
                return UPRIGHT
            found = picture.getexif().get(ExifTags.Base.Orientation, UPRIGHT)
    except (*_BROKEN, Pillow.DecompressionBombError):
        return UPRIGHT
    return found if isinstance(found, int) and found in _ORIENTATIONS else UPRIGHT


def exif_of(orientation: int) -> bytes:
    """Exif data (a TIFF header and one field) that tell the orientation and nothing else; empty for an upright one."""
    if orientation == UPRIGHT:
        return b""
    field = struct.pack("<HHIHH", ExifTags.Base.Orientation, 3, 1, orientation, 0)
    return b"II*\0" + struct.pack("<IH", 8, 1) + field + bytes(4)
