import pytest
from django.core.exceptions import ValidationError
from django.utils.translation import override

from cms.core.blocks import BodyBlock, BodyField
from cms.core.builders import build_body
from cms.core.html import clean_html
from tests.core.media import make_file, make_image

BASE = "https://saebyeol.example/"


def render(name, value):
    """A block's HTML as it is published."""
    block = BodyBlock().child_blocks[name]
    return clean_html(block.render(block.to_python(value)), BASE)


def errors(name, value):
    """The messages of a block's validation, by the field that they belong to."""
    block = BodyBlock().child_blocks[name]
    with pytest.raises(ValidationError) as caught:
        block.clean(block.to_python(value))
    return {field: error.messages for field, error in caught.value.block_errors.items()}


@pytest.mark.parametrize(
    ("name", "value", "html"),
    [
        ("heading", {"text": "A < B", "level": "h3"}, "<h3>A &lt; B</h3>"),
        (
            "text",
            '<p>하나 <a href="https://x.example/">둘</a></p>',
            '<p>하나 <a href="https://x.example/" rel="noopener">둘</a></p>',
        ),
        (
            "quote",
            {"text": "첫 줄\n\n둘째", "source": "<b>시민</b>"},
            '<figure class="quote"><blockquote><p>첫 줄</p>\n\n<p>둘째</p></blockquote>'
            "<figcaption>&lt;b&gt;시민&lt;/b&gt;</figcaption></figure>",
        ),
        (
            "callout",
            {"kind": "warning", "title": "주의", "text": "<p>조심</p>"},
            '<aside class="callout callout-warning"><p><strong>주의</strong></p><p>조심</p></aside>',
        ),
        (
            "table",
            {
                "caption": "요금",
                "columns": [{"type": "text", "heading": "노선"}, {"type": "rich_text", "heading": "값"}],
                "rows": [{"values": ["<N1>", "<p><b>10</b></p>"]}],
            },
            '<div class="table"><table><caption>요금</caption><thead><tr>'
            '<th scope="col">노선</th><th scope="col">값</th>'
            "</tr></thead><tbody><tr><td>&lt;N1&gt;</td><td><p><b>10</b></p></td></tr></tbody></table></div>",
        ),
        ("html", "<p onclick=alert(1)>x<script>alert(1)</script></p>", "<p>x</p>"),
    ],
)
def test_a_block_is_plain_semantic_html(name, value, html):
    assert render(name, value) == html


def test_a_video_is_shown_in_the_player_of_its_service():
    html = render("video", {"url": "https://vimeo.com/1", "title": '강 "저녁"'})
    assert 'src="https://player.vimeo.com/video/1" title="강 &quot;저녁&quot;"' in html


def test_a_video_of_an_unknown_service_is_refused_and_never_framed():
    value = {"url": "https://evil.example/v/1", "title": "x"}
    assert render("video", value) == ""
    assert list(errors("video", value)) == ["url"]


@pytest.mark.django_db
def test_a_picture_has_its_description_its_caption_and_its_credit():
    image = make_image(credit="시민 기자단")
    html = render("image", {"image": {"image": image.pk, "decorative": False, "alt_text": "강"}, "caption": "저녁"})
    assert 'width="1200" height="675" alt="강"' in html
    assert html.endswith("<figcaption>저녁 <small>시민 기자단</small></figcaption></figure>")


@pytest.mark.django_db
def test_a_picture_without_description_is_refused_unless_it_is_decorative():
    image = make_image()
    bare = {"image": {"image": image.pk, "decorative": False, "alt_text": ""}, "caption": ""}
    assert list(errors("image", bare)) == ["image"]
    decorative = {"image": {"image": image.pk, "decorative": True, "alt_text": ""}, "caption": ""}
    block = BodyBlock().child_blocks["image"]
    assert block.clean(block.to_python(decorative))["image"].pk == image.pk
    assert 'alt=""' in render("image", decorative)


@pytest.mark.django_db
def test_a_gallery_shows_its_pictures_in_order_and_a_lost_one_not_at_all():
    image = make_image()
    shown = {"image": {"image": image.pk, "decorative": False, "alt_text": "강"}, "caption": "1"}
    lost = {"image": {"image": 999, "decorative": False, "alt_text": "x"}, "caption": "2"}
    html = render("gallery", [shown, lost, shown | {"caption": "3"}])
    assert html.count("<figure") == 2
    assert html.index("<figcaption>1") < html.index("<figcaption>3")


@pytest.mark.django_db
def test_a_file_says_its_type_and_size():
    file = make_file(content=b"x" * 2048)
    html = render("file", {"file": file.pk, "title": ""})
    assert html.startswith('<p class="file"><a href="https://saebyeol.example/files/')
    assert "계획</a> <small>CSV, 2.0" in html


@pytest.mark.django_db
def test_the_size_of_a_file_is_said_in_the_language_of_the_page_whoever_saves_it():
    body = BodyBlock().to_python([{"type": "file", "value": {"file": make_file(content=b"x" * 303).pk, "title": ""}}])
    for editor in ("ko", "en"):
        with override(editor):
            said = [build_body(body, "https://saebyeol.example/", language).text for language in ("ko", "en")]
        assert [words.replace("\xa0", " ") for words in said] == ["계획 CSV, 303 바이트", "계획 CSV, 303 bytes"]


def test_the_migration_of_a_body_does_not_spell_its_blocks_out():
    _name, path, args, kwargs = BodyField(blank=True).deconstruct()
    assert (path, args, kwargs) == ("cms.core.blocks.BodyField", [], {"blank": True})
