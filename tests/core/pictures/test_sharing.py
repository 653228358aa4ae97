"""The JPEG that others are given: of every kind of picture one that everybody shows."""

from io import BytesIO

import pytest
from django.core.files.images import ImageFile
from PIL import Image as Pillow
from PIL import ImageCms
from wagtail.images.models import Filter

from cms.core import library, showing
from cms.core.models import Image
from cms.core.pictures import sharing
from tests.core.media import make_image
from tests.core.pictures.photographs import photograph, pixels

WHITE, RED, BLUE = (255, 255, 255), (200, 0, 0), (51, 102, 153)
LARGEST = f"max-1200x1200|{sharing.OPERATION}"


def coded(picture, kind, **options):
    output = BytesIO()
    picture.save(output, kind, **options)
    return output.getvalue()


def transparent(mode, kind):
    """Red above, nothing below."""
    picture = Pillow.new("RGBA", (40, 40), (*RED, 255))
    picture.paste((0, 0, 0, 0), (0, 20, 40, 40))
    return coded(picture.convert(mode), kind, **({"lossless": True} if kind == "WEBP" else {}))


def palette():
    picture = Pillow.new("P", (40, 40), 1)
    picture.putpalette([0, 0, 0, *RED, 0, 0, 0])
    picture.paste(2, (0, 20, 40, 40))
    return coded(picture, "PNG", transparency=2)


def animated():
    frames = [Pillow.new("RGB", (40, 40), colour) for colour in (RED, (0, 0, 255))]
    return coded(frames[0], "GIF", save_all=True, append_images=frames[1:], duration=100)


def shared(data, spec=LARGEST, size=(40, 40)):
    output = BytesIO()
    image = Image(collection_id=1, licence="kogl-1", width=size[0], height=size[1], file="a.png")
    Filter(spec=spec).run(image, output, source=BytesIO(data))
    return Pillow.open(BytesIO(output.getvalue()))


def close(found, wanted):
    return all(abs(one - other) <= 6 for one, other in zip(found, wanted, strict=True))


@pytest.mark.parametrize(
    ("data", "above", "below"),
    [
        (transparent("RGBA", "PNG"), RED, WHITE),
        (transparent("RGBA", "WEBP"), RED, WHITE),
        (transparent("LA", "PNG"), (60, 60, 60), WHITE),
        (palette(), RED, WHITE),
        (animated(), RED, RED),
        (coded(Pillow.new("CMYK", (40, 40), (0, 255, 255, 55)), "JPEG", quality=95), RED, RED),
        (coded(Pillow.new("L", (40, 40), 90), "PNG"), (90, 90, 90), (90, 90, 90)),
        (coded(Pillow.new("1", (40, 40), 1), "PNG"), WHITE, WHITE),
        (coded(Pillow.new("RGB", (1, 1), RED), "PNG"), RED, RED),
    ],
    ids=["transparent", "webp", "grey", "palette", "animated", "print", "grey-only", "bits", "tiny"],
)
def test_every_kind_of_picture_becomes_one_that_everybody_shows(data, above, below):
    found = shared(data)
    assert (found.format, found.mode, getattr(found, "n_frames", 1)) == ("JPEG", "RGB", 1)
    width, height = found.size
    assert close(found.getpixel((width // 2, height // 5)), above)
    assert close(found.getpixel((width // 2, height * 4 // 5)), below)
    assert not {"icc_profile", "exif", "comment"} & found.info.keys()


def test_colours_are_those_of_the_profile_and_a_broken_profile_is_as_good_as_none():
    linear = ImageCms.ImageCmsProfile(ImageCms.createProfile("XYZ")).tobytes()
    srgb = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    for profile in (srgb, linear, b"no profile"):
        found = shared(coded(Pillow.new("RGB", (40, 40), RED), "PNG", icc_profile=profile))
        assert "icc_profile" not in found.info and close(found.getpixel((9, 9)), RED)


@pytest.mark.parametrize(
    ("size", "card"),
    [
        ((1600, 900), (1200, 630)),
        ((900, 1600), (900, 474)),
        ((3000, 300), (572, 300)),
        ((60, 40), (60, 32)),
        ((1, 1), (1, 1)),
    ],
)
def test_a_card_has_the_form_that_networks_show_and_is_never_made_larger(size, card):
    assert shared(coded(Pillow.new("RGB", size), "PNG"), sharing.CARD, size).size == card


def test_a_whole_picture_is_offered_in_few_sizes_each_smaller_than_the_one_before():
    sides = {size: [spec.partition("|")[0].rpartition("x")[2] for spec in sharing.whole(*size)] for size in SIZES}
    assert sides == SIZES


SIZES = {
    (4000, 3000): ["1200", "600", "300", "144", "72"],
    (500, 601): ["1200", "600", "300", "144", "72"],
    (600, 10): ["1200", "300", "144", "72"],
    (144, 144): ["1200", "72"],
    (1, 1): ["1200"],
}


@pytest.mark.parametrize(
    ("width", "found"), [(1200, [960, 640, 320]), (960, [640, 320]), (641, [640, 320]), (320, []), (1, [])]
)
def test_a_page_chooses_from_few_widths_none_larger_than_the_picture(width, found):
    assert sharing.narrower(width) == [f"width-{each}|format-webp" for each in found]


@pytest.fixture
def folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.mark.django_db
def test_a_cover_is_told_with_the_true_size_of_what_is_at_each_address(folder, django_assert_num_queries):
    taken = ImageFile(BytesIO(photograph(image=pixels((900, 700)))), name="Minji Kim home.jpg")
    image = Image.objects.create(title="사진", file=taken)
    found = library.cover_record(image, base_url="http://a.example", alt="강")
    assert [(one.width, one.height) for one in found.jpegs] == [
        (700, 900),
        (466, 600),
        (233, 300),
        (112, 144),
        (56, 72),
    ]
    assert (found.share.width, found.share.height, found.alt) == (700, 368, "강")
    paths = {showing.path_of(url) for url in found.urls}
    assert len(paths) == 9 and None not in paths
    webps = found.renditions[len(found.jpegs) :]
    assert [(one.type, one.width, one.height) for one in webps] == [
        ("image/webp", 700, 900),
        ("image/webp", 640, 822),
        ("image/webp", 320, 411),
    ]
    assert webps[0].url == found.url and found.whole == found.renditions[0]
    for one in (found.share, *found.renditions):
        stored = image.renditions.get(file=showing.path_of(one.url).removeprefix("/media/"))
        with stored.file.open() as opened:
            data = opened.read()
        assert len(data) == one.size == stored.file_size
        opened = Pillow.open(BytesIO(data))
        assert (opened.size, opened.get_format_mimetype()) == ((one.width, one.height), one.type)
        assert b"Exif" not in data
    stored = Image.objects.get()
    with django_assert_num_queries(2):  # which collections are private, and the sizes; Wagtail remembers the other
        assert library.cover_record(stored, base_url="http://a.example", alt="강") == found


@pytest.mark.django_db
def test_a_logo_is_never_cut_and_a_picture_that_cannot_be_read_has_no_jpeg(folder):
    image = make_image(size=(400, 100))
    logo = library.logo_record(image, base_url="http://a.example", alt="")
    assert (logo.renditions[0].width, logo.renditions[0].height) == (400, 100)
    assert {one.type for one in logo.renditions} == {"image/jpeg"}
    with image.renditions.get(filter_spec=sharing.LOGO_CARD).file.open() as stored:
        card = Pillow.open(stored).convert("RGB")
    assert card.size == (logo.share.width, logo.share.height) == (1200, 630)
    across = [card.getpixel((x, 315)) for x in (390, 410, 790, 810)]
    assert all(close(one, colour) for one, colour in zip(across, (WHITE, BLUE, BLUE, WHITE), strict=True))
    image.renditions.exclude(filter_spec=library.LOGO).delete()
    image.file.storage.delete(image.file.name)
    left = library.logo_record(Image.objects.get(), base_url="http://a.example", alt="")
    assert (left.url, left.share, left.renditions) == (logo.url, None, ())
