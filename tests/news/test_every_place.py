"""A number in whatever a person writes in a post stops it, is told with its place, and is gone when it is covered."""

from uuid import uuid4

import pytest

from cms.ledger.models import Entry
from cms.news.models import PostPage
from cms.releases import authored
from cms.releases.desk import page_report
from cms.releases.missed_schedules import Stopped
from tests.content import draft_post, make_unit, section
from tests.core.media import make_file, make_image

pytestmark = pytest.mark.django_db

FIELDS = ("title", "slug", "lead", "cover_alt", "byline")


def number(place):
    return f"900101-12345{place:02}"


def figure(image, place):
    chosen = {"image": image.pk, "alt_text": number(place), "decorative": False}
    return {"image": chosen, "caption": number(place + 1)}


def items(*values):
    return [{"type": "item", "id": str(uuid4()), "value": value} for value in values]


def body(image, file, unit):
    """A block of each kind, with a number of its own in each text that readers get."""
    columns = [{"type": kind, "heading": number(at)} for at, kind in enumerate(("text", "rich_text"), 30)]
    table = {"columns": columns, "rows": [{"values": [number(32), f"<p>{number(33)}</p>"]}], "caption": number(34)}
    link = f'<a href="https://example.org/{number(12)}?q={number(13)}">곳</a>'
    card = {"page": None, "url": f"https://example.org/{number(48)}", "title": number(46), "text": number(47)}
    return [
        {"type": "heading", "value": {"text": number(10), "level": "h2"}},
        {"type": "text", "value": f"<p>{number(11)} <b>굵게</b> {link}</p>"},
        {"type": "image", "value": figure(image, 14)},
        {"type": "gallery", "value": items(figure(image, 16), figure(image, 18))},
        {"type": "quote", "value": {"text": number(20), "source": number(21)}},
        {"type": "table", "value": table},
        {"type": "callout", "value": {"kind": "info", "title": number(22), "text": f"<p>{number(23)}</p>"}},
        {"type": "file", "value": {"file": file.pk, "title": number(24)}},
        {"type": "video", "value": {"url": "https://youtu.be/abcdefghijk", "title": number(25)}},
        {"type": "html", "value": f"<p>{number(26)}</p><ul><li>{number(27)} <img src='x.png' alt='곳'></li></ul>"},
        {"type": "steps", "value": items({"title": number(40), "text": f"<p>{number(41)}</p>"})},
        {"type": "accordion", "value": items({"summary": number(42), "text": f"<p>{number(43)}</p>"})},
        {"type": "downloads", "value": items({"file": file.pk, "title": number(44)})},
        {"type": "contact", "value": {"unit": unit.pk, "note": number(45)}},
        {"type": "cards", "value": items(card)},
    ]


@pytest.fixture
def post(prepared_city):
    written = {name: f"글 {number(place)}" for place, name in enumerate(FIELDS) if name != "slug"}
    page = draft_post(cover=make_image(), slug=f"p-{number(1)}", **written)
    page.body = PostPage._meta.get_field("body").to_python(body(make_image(), make_file(), make_unit()))
    page.save()
    return PostPage.objects.get(pk=page.pk)


def test_there_is_a_number_in_every_field_and_block(post):
    assert {block.block_type for block in post.body} == set(post.body.stream_block.child_blocks)
    places = list(authored.places(post))
    addresses = ["본문 › 9. 동영상 › 동영상 주소"]
    assert [place.label for place in places if "900101-" not in place.text] == addresses
    assert {place.field for place in places} == {*FIELDS, "body"}


def test_a_number_anywhere_stops_is_told_with_its_place_and_can_be_covered(post):
    told = {
        found: place.label
        for place in authored.places(post)
        for found in map(number, range(100))
        if found in place.text
    }
    assert len(told) == len(FIELDS) + 32
    judged = page_report.judged(post)
    items = page_report.report(post, judged)
    assert {item.value: item.label for item in items} == told
    assert {(item.what, item.stops, item.can_be_covered) for item in items} == {("주민등록번호", True, True)}
    with pytest.raises(Stopped) as stopped:
        post.save_revision().publish()
    assert all(f"주민등록번호 ({label})" in stopped.value.message for label in told.values())
    assert not Entry.objects.exists()
    for spot in list(page_report.stopping_spots(post, judged)):
        authored.covered(spot.place, spot.findings)
    post.save_revision().publish()
    entry = Entry.objects.get(key=post.key, state="public")
    assert not [found for found in told if found in f"{entry.record} {entry.body.html} {entry.body.text}"]


@pytest.mark.usefixtures("prepared_city")
@pytest.mark.parametrize(
    "values", [["900101", "-1234567"], ["900101-", "1234567"]], ids=["in the second cell", "in the first cell"]
)
def test_a_number_that_is_cut_by_cells_stops_too(values):
    columns = [{"type": "text", "heading": name} for name in ("주민등록번호", "뒷자리")]
    table = {"columns": columns, "rows": [{"values": values}], "caption": ""}
    post = draft_post("표", parent=section())
    post.body = PostPage._meta.get_field("body").to_python([{"type": "table", "value": table}])
    with pytest.raises(Stopped):
        post.save_revision().publish()
    assert not Entry.objects.exists()


@pytest.mark.usefixtures("prepared_city")
@pytest.mark.parametrize(
    ("kind", "written"),
    [
        ("file", {"title": f"명단 {number(40)}"}),
        ("file", {"name": f"{number(40)}.csv"}),
        ("file", {"content": f"주민등록번호\n{number(40)}\n".encode()}),
        ("image", {"credit": f"사진 {number(40)}"}),
        ("cover", {"credit": f"사진 {number(40)}"}),
    ],
    ids=lambda value: value if isinstance(value, str) else next(iter(value)),
)
def test_a_number_in_the_library_stops_what_shows_it_and_is_told_to_be_there(kind, written):
    used = make_file(**written) if kind == "file" else make_image(**written)
    post = draft_post("글", cover=used if kind == "cover" else None)
    if kind != "cover":
        shown = {"file": {"file": used.pk, "title": ""}, "image": {"image": {"image": used.pk, "alt_text": "강"}}}
        post.body = PostPage._meta.get_field("body").to_python([{"type": kind, "value": shown[kind]}])
    with pytest.raises(Stopped):
        post.save_revision().publish()
    items = page_report.report(post, page_report.judged(post))
    assert {(item.value, item.stops, item.can_be_covered) for item in items} == {(number(40), True, False)}
    assert not Entry.objects.exists()
