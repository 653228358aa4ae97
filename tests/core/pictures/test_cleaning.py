"""A cleaned picture has all that it shows, and nothing that was written beside it."""

import struct
import zlib
from io import BytesIO

import pytest
from django.conf import settings
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from PIL import ExifTags, ImageCms, ImageOps, ImageSequence, PngImagePlugin
from PIL import Image as Pillow

from cms.core.errors import BadInput, TooLarge
from cms.core.pictures import SUFFIXES, clean, cleaning, strip
from cms.core.pictures.profiles import plain
from tests.core.pictures import photographs
from tests.core.pictures.photographs import MARK, photograph, pixels, saved, screenshot

WITH_PLACES = {
    "photograph": photograph,
    "progressive": lambda: photograph(progressive=True),
    "grey": lambda: photograph(image=pixels().convert("L")),
    "four inks": lambda: photograph(image=pixels().convert("CMYK"), icc_profile=None),
    "screenshot": screenshot,
    "webp": photographs.webp,
    "webp without loss": lambda: photographs.webp(lossless=True),
    "avif": photographs.avif,
    "gif": lambda: saved("GIF", comment=MARK.encode()),
    "moving gif": photographs.moving_gif,
    "moving webp": lambda: photographs.moving("WEBP", exif=photographs.exif(), xmp=photographs.XMP),
}


def opened(data):
    return Pillow.open(BytesIO(data))


def shown(data):
    """Every frame as its pixels."""
    return [frame.convert("RGBA").tobytes() for frame in ImageSequence.Iterator(opened(data))]


@pytest.mark.parametrize("make", WITH_PLACES.values(), ids=WITH_PLACES)
def test_a_picture_keeps_each_pixel_of_each_frame_and_loses_every_word(make):
    data = make()
    picture = clean(data)
    assert shown(picture.data) == shown(data)
    assert (picture.width, picture.height) == opened(data).size
    assert MARK.encode() not in picture.data
    left = opened(picture.data).getexif()
    assert set(left) <= {ExifTags.Base.Orientation}
    assert [dict(left.get_ifd(ifd)) for ifd in (ExifTags.IFD.GPSInfo, ExifTags.IFD.Exif, ExifTags.IFD.IFD1)] == [{}] * 3
    assert not {"xmp", "comment", "photoshop", "XML:com.adobe.xmp", "mp"} & set(opened(picture.data).info)


@pytest.mark.parametrize("make", WITH_PLACES.values(), ids=WITH_PLACES)
def test_what_has_been_cleaned_stays_as_it_is(make):
    once = clean(make()).data
    assert clean(once).data == once == strip(once)


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("make", [photograph, screenshot])
def test_a_picture_still_stands_the_way_it_was_taken(make, orientation):
    before, after = opened(make(orientation)), opened(clean(make(orientation)).data)
    assert after.getexif().get(ExifTags.Base.Orientation, 1) == orientation
    assert ImageOps.exif_transpose(after).tobytes() == ImageOps.exif_transpose(before).tobytes()


@pytest.mark.parametrize("make", [photograph, screenshot, photographs.webp, photographs.avif])
def test_what_the_profile_computes_colours_with_is_kept(make):
    cleaned = opened(clean(make()).data).info["icc_profile"]
    assert cleaned == plain(photographs.profile())
    assert shown_by(cleaned) == shown_by(photographs.profile())


@pytest.mark.parametrize("make", [photograph, screenshot, photographs.webp, photographs.avif])
@pytest.mark.parametrize("size", [0, 70_000], ids=["in one piece", "in several"])
def test_a_profile_does_not_say_whose_screen_it_was_measured_for(make, size):
    personal = photographs.personal(photographs.profile(), size)
    data = clean(make(icc_profile=personal)).data
    cleaned = opened(data).info["icc_profile"]
    assert shown_by(cleaned) == shown_by(photographs.profile())
    assert (MARK.encode() in cleaned, MARK.encode() in data) == (False, False)
    assert (cleaned[24:36], cleaned[40:64], cleaned[80:128]) == (bytes(12), bytes(24), bytes(48))


@pytest.mark.parametrize("make", [photograph, screenshot, photographs.webp, photographs.avif])
def test_what_is_no_profile_is_not_kept_in_its_place(make):
    before, data = opened(make(icc_profile=None)), clean(make(icc_profile=MARK.encode() * 40)).data
    assert MARK.encode() not in data
    assert opened(data).tobytes() == before.tobytes()


def test_an_animation_has_no_profile_that_no_browser_reads():
    plain_gif = photographs.moving_gif()
    extension = b"\x21\xff\x0bICCRGBG1012" + bytes((len(MARK),)) + MARK.encode() + b"\0"
    at = 13 + 3 * 2 ** ((plain_gif[10] & 7) + 1) if plain_gif[10] & 0x80 else 13
    assert clean(plain_gif[:at] + extension + plain_gif[at:]).data == clean(plain_gif).data


@pytest.mark.parametrize("cut", [0, 3, 60, 131, 140, 300])
def test_a_profile_that_is_cut_off_is_none(cut):
    assert plain(photographs.profile()[:cut]) == bytes(cut)


def shown_by(profile):
    """Colours as that profile means them."""
    colours = opened(saved("PNG", pixels()))
    own = ImageCms.ImageCmsProfile(BytesIO(profile))
    shown = ImageCms.profileToProfile(colours, own, ImageCms.createProfile("LAB"), outputMode="LAB")
    return shown.tobytes()


@pytest.mark.parametrize("data", [photographs.moving_gif(), photographs.moving("WEBP")], ids=["gif", "webp"])
def test_an_animation_keeps_its_pace(data):
    assert paces(clean(data).data) == paces(data) == [100, 200, 300]
    assert opened(clean(data).data).info["loop"] == 0


def paces(data):
    """For how long each frame is shown, in milliseconds."""
    picture = opened(data)
    return [(picture.seek(number), picture.load(), picture.info["duration"])[2] for number in range(picture.n_frames)]


def test_a_picture_of_the_program_that_made_it_is_known_by_its_pixels_alone():
    assert (
        clean(photograph()).data
        == clean(saved("JPEG", quality=90, exif=photographs.exif(), icc_profile=photographs.profile())).data
    )


def test_what_a_telephone_hides_in_a_small_picture_before_the_picture_is_gone():
    data = saved("JPEG")
    small = b"JFIF\0\1\2\0\0\1\0\1\2\1" + MARK[:6].encode()
    extension = struct.pack(">BBH", 0xFF, 0xE0, 2 + 5 + 10) + b"JFXX\0" + MARK.encode()
    written = b"\xff\xd8" + struct.pack(">BBH", 0xFF, 0xE0, len(small) + 2) + small + extension + data[20:]
    assert MARK[:6].encode() not in clean(written).data
    assert shown(clean(written).data) == shown(data)


def test_an_avif_says_nothing_in_its_names_and_properties_either():
    data = photographs.avif()
    user = struct.pack(">I4s", 8 + 16 + len(MARK), b"uuid") + bytes(16) + MARK.encode()
    picture = clean(data + user)
    assert MARK.encode() not in picture.data and len(picture.data) == len(data + user)
    assert shown(picture.data) == shown(data)


def test_grey_of_sixteen_bits_becomes_grey_of_eight_instead_of_white():
    data = saved("PNG", Pillow.new("I;16", SIZE := photographs.SIZE, 40_000))
    picture = opened(clean(data).data)
    assert (picture.mode, picture.size, picture.getpixel((5, 5))) == ("L", SIZE, 40_000 // 256)


def test_of_the_two_pictures_of_a_telephone_the_first_is_kept():
    first, others = photographs.frames()
    data = saved("MPO", first, save_all=True, append_images=others, exif=photographs.exif())
    picture = opened(clean(data).data)
    assert (picture.format, dict(picture.getexif())) == ("JPEG", {ExifTags.Base.Orientation: 6})
    assert picture.tobytes() == opened(data).convert("RGB").tobytes()
    assert clean(data).data.count(b"\xff\xd8\xff") == 1 < data.count(b"\xff\xd8\xff")


def test_a_moving_png_becomes_its_still_picture():
    picture = opened(clean(photographs.moving("PNG")).data)
    assert (picture.format, getattr(picture, "n_frames", 1)) == ("PNG", 1)
    assert picture.convert("RGB").tobytes() == photographs.frames()[0].tobytes()


BROKEN_EXIF = b"Exif\0\0MM\0*\0\0\0\x08\xff\xff" + b"\x01\x12" * 20


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_broken_exif_data_break_no_picture(kind):
    picture = clean(saved(kind, exif=BROKEN_EXIF))
    assert shown(picture.data) == shown(saved(kind))
    assert dict(opened(picture.data).getexif()) == {}


def bomb():
    """A PNG that says to be of 400 million pixels, and is some bytes long."""
    data = bytearray(saved("PNG", Pillow.new("1", (8, 8))))
    data[16:24] = struct.pack(">II", 20_000, 20_000)
    data[29:33] = struct.pack(">I", zlib.crc32(data[12:29]))
    return bytes(data)


@pytest.mark.parametrize("data", [bomb(), saved("PNG", Pillow.new("1", (9_500, 9_500)))], ids=["bomb", "huge"])
def test_too_many_pixels_are_refused_before_they_are_decoded(data):
    with pytest.raises(TooLarge, match=r"more pixels than allowed \(89 million\)"):
        clean(data)


@pytest.mark.filterwarnings("ignore::PIL.Image.DecompressionBombWarning")
def test_of_a_picture_with_too_many_pixels_none_is_read(monkeypatch):
    """A PNG may say which way up it is after its pixels, so whoever asks for that decodes them first."""
    loaded = []
    monkeypatch.setattr(PngImagePlugin.PngImageFile, "load", lambda self: loaded.append(self.size))
    with pytest.raises(TooLarge):
        clean(saved("PNG", Pillow.new("1", (9_500, 9_500))))
    assert loaded == []


def test_the_frames_of_an_animation_count_together(monkeypatch):
    monkeypatch.setattr(cleaning, "MAX_FRAME_PIXELS", 3 * 10_000 - 1)
    with pytest.raises(TooLarge):
        clean(photographs.moving_gif())
    monkeypatch.setattr(cleaning, "MAX_FRAME_PIXELS", 3 * 10_000)
    assert clean(photographs.moving_gif()).kind == "GIF"


def avif(iloc, *, twice=()):
    """An AVIF of one item, with this table of places; nobody could decode it."""
    entry = box(b"infe", b"\2\0\0\0" + struct.pack(">HH", 1, 0) + b"av01\0")
    parts = [box(b"iinf", b"\0\0\0\0" + struct.pack(">H", 1) + entry), box(b"iloc", iloc)]
    parts += [part for part in parts if part[4:8] in twice]
    return box(b"ftyp", b"avif\0\0\0\0avif") + box(b"meta", b"\0\0\0\0" + b"".join(parts))


def box(kind, body):
    return struct.pack(">I4s", 8 + len(body), kind) + body


def test_a_table_of_places_cannot_be_longer_than_the_file():
    """Of an entry in eight bytes, 65,535 parts without a size: half a second and ten megabytes each."""
    entries = struct.pack(">IHHH", 1, 0, 0, 65_535) * 2_000
    with pytest.raises(BadInput, match="names parts of its picture without saying where they are"):
        clean(avif(b"\2\0\0\0" + bytes(2) + struct.pack(">I", 2_000) + entries))


@pytest.mark.parametrize("end", [box(b"iinf", b""), box(b"iinf", b"\0\0\0\0\0\1" + box(b"infe", b""))])
def test_a_table_that_ends_with_the_file_is_refused(end):
    file = box(b"ftyp", b"avif\0\0\0\0avif") + box(b"meta", bytes(4) + box(b"iloc", bytes(8)) + end)
    with pytest.raises(BadInput, match="ends within a box"):
        strip(file)


@pytest.mark.parametrize("kind", [b"iinf", b"iloc"])
def test_what_an_avif_says_twice_hides_nothing(kind):
    """Only one of the two would be read, and what the other tells of would stay."""
    one_part = b"\1\0\0\0" + bytes([0x44, 0]) + struct.pack(">HHHHHII", 1, 1, 0, 0, 1, 0, 0)
    assert strip(avif(one_part))
    with pytest.raises(BadInput, match="says something of its picture twice"):
        strip(avif(one_part, twice=[kind]))


@pytest.mark.parametrize(
    "data",
    [b"", b"GIF89a", b"\xff\xd8\xff", b"RIFF\x04\0\0\0WEBP", b"\x89PNG\r\n\x1a\n", b"\0\0\0\x14ftypavif",
     b"<svg xmlns='http://www.w3.org/2000/svg'/>", b"%PDF-1.4", b"BM" + bytes(60), b"II*\0" + bytes(60)],
)  # fmt: skip
def test_what_is_no_picture_is_refused(data):
    with pytest.raises(BadInput, match="not a picture that can be shown"):
        clean(data)


@pytest.mark.parametrize("make", [photograph, screenshot, photographs.webp, photographs.avif, photographs.moving_gif])
@pytest.mark.parametrize("share", [0.3, 0.6, 0.9])
def test_a_picture_that_is_cut_off_is_refused(make, share):
    data = saved("JPEG") if make is photograph else make()
    with pytest.raises(BadInput):
        clean(data[: int(len(data) * share)])


SAMPLES = [make() for make in WITH_PLACES.values()]


@given(st.sampled_from(SAMPLES), st.lists(st.tuples(st.floats(0, 1), st.integers(0, 255)), min_size=1, max_size=6))
@hypothesis_settings(max_examples=150, deadline=None)
def test_whatever_is_wrong_with_a_file_it_is_cleaned_or_refused_with_a_reason(data, changes):
    broken = bytearray(data)
    for place, value in changes:
        broken[int(place * (len(broken) - 1))] = value
    try:
        picture = clean(bytes(broken))
    except BadInput as error:
        assert error.message
    else:
        assert picture.kind in SUFFIXES


def test_every_kind_that_the_library_takes_can_be_cleaned():
    assert set(settings.WAGTAILIMAGES_EXTENSIONS) == {*SUFFIXES.values(), "jpeg"}
