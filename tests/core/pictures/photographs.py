"""Photographs as telephones and programs write them: with a place, a device, names and a second picture in them."""

import struct
from functools import cache
from io import BytesIO

from PIL import ExifTags, ImageCms, PngImagePlugin
from PIL import Image as Pillow

# Stands in every piece of text that is written beside a picture.
MARK = "Nabi-9 Pro"
XMP = f'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:li>{MARK}</rdf:li></x:xmpmeta>'.encode()
SIZE = (64, 48)


def pixels(size=SIZE):
    """A picture that no compression makes small, of a colour for each side."""
    image = Pillow.radial_gradient("L").resize(size).convert("RGB")
    image.paste("#cc3311", (0, 0, size[0] // 2, size[1] // 2))
    return image


def exif(orientation=6):
    """The words of a camera: its make, its place, its own notes, whose it is, and a smaller picture."""
    data = Pillow.Exif()
    data[ExifTags.Base.Make], data[ExifTags.Base.Model], data[ExifTags.Base.Artist] = MARK, MARK, MARK
    data[ExifTags.Base.Orientation] = orientation
    place = data.get_ifd(ExifTags.IFD.GPSInfo)
    place.update({1: "N", 2: (37.0, 33.0, 59.0), 3: "E", 4: (126.0, 58.0, 40.0)})
    inner = data.get_ifd(ExifTags.IFD.Exif)
    inner[ExifTags.Base.MakerNote] = MARK.encode()
    inner[ExifTags.Base.BodySerialNumber] = MARK
    return data


@cache
def profile():
    """The same one each time: it says when it was made."""
    return ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


def personal(profile, size=0):
    """The same colours by a profile that names a screen, in each text and after its tags, in so many bytes more."""
    (count,) = struct.unpack_from(">I", profile, 128)
    tags = [struct.unpack_from(">4sII", profile, 132 + 12 * number) for number in range(count)]
    words = MARK.encode() * (1 + size // len(MARK))
    table = [(kind, start + 12, length) for kind, start, length in tags]
    table.append((b"mmod", len(profile) + 12, len(words)))
    body = b"".join(struct.pack(">4sII", *tag) for tag in table) + profile[132 + 12 * count :]
    written = bytearray(profile[:128] + struct.pack(">I", count + 1) + body + words)
    for kind, start, length in table:
        if kind in (b"desc", b"cprt"):
            written[start + 12 : start + length] = (MARK.encode() * length)[: length - 12]
    written[0:4] = struct.pack(">I", len(written))
    written[48:56] = MARK.encode()[:8]
    return bytes(written)


def saved(kind, image=None, **options):
    output = BytesIO()
    (image or pixels()).save(output, kind, **options)
    return output.getvalue()


def photograph(orientation=6, image=None, **options):
    """A JPEG with all that telephones write: Exif, XMP, IPTC, a comment, and a film after its end."""
    options = {"icc_profile": profile()} | options
    data = saved("JPEG", image, quality=90, exif=exif(orientation), xmp=XMP, **options)
    iptc = b"Photoshop 3.0\0" + MARK.encode()
    beside = b"".join(
        struct.pack(">BBH", 0xFF, marker, len(text) + 2) + text
        for marker, text in ((0xED, iptc), (0xFE, MARK.encode()), (0xE5, MARK.encode()))
    )
    film = struct.pack(">I4s", 40, b"ftypmp42"[:4]) + MARK.encode()
    return data[:2] + beside + data[2:] + film


def screenshot(orientation=6, **options):
    """A PNG with Exif and with text in all three kinds of chunks."""
    text = PngImagePlugin.PngInfo()
    text.add_text("Author", MARK)
    text.add_text("Comment", MARK, zip=True)
    text.add_itxt("XML:com.adobe.xmp", XMP.decode())
    text.add(b"prIv", MARK.encode(), after_idat=True)
    return saved("PNG", exif=exif(orientation), pnginfo=text, **{"icc_profile": profile()} | options)


def webp(**options):
    return saved("WEBP", exif=exif(), xmp=XMP, **{"icc_profile": profile()} | options)


def avif(**options):
    return saved("AVIF", exif=exif(), xmp=XMP, **{"icc_profile": profile()} | options)


def frames():
    """Three frames of the same size."""
    first = pixels()
    return first, [first.transpose(Pillow.Transpose.ROTATE_180), Pillow.new("RGB", SIZE, "#004488")]


def moving(kind, **options):
    first, others = frames()
    return saved(kind, first, save_all=True, append_images=others, duration=[100, 200, 300], loop=0, **options)


def moving_gif():
    data = moving("GIF", comment=MARK.encode())
    program = b"\x21\xff\x0bXMP DataXMP" + bytes((len(XMP),)) + XMP + b"\0"
    return data[:-1] + program + data[-1:]
