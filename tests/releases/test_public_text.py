"""Everything that the public reads of a record is screened: each field of it, and what its body hides in attributes."""

from dataclasses import fields, is_dataclass, replace

import pytest

from cms.core.records import Body, Meeting, Post
from cms.releases import public_text
from tests.factories import make_file, make_image, make_meeting, make_post


def texts_of(value, name=""):
    """The fields that hold text, at whatever depth, by the last part of their name."""
    if isinstance(value, str):
        yield name, value
    elif is_dataclass(value):
        for spec in fields(value):
            yield from texts_of(getattr(value, spec.name), spec.name)
    elif isinstance(value, tuple):
        for item in value:
            yield from texts_of(item, name)


def full(kind):
    made = make_post() if kind is Post else make_meeting()
    return replace(made, files=(make_file(),), image=make_image(), tags=("자전거",))


@pytest.mark.parametrize("kind", [Post, Meeting])
def test_each_field_of_a_record_is_read_unless_nobody_has_written_it(kind):
    record = full(kind)
    read = [part.text for part in public_text.parts(record, Body())]
    for name, value in texts_of(record):
        if name not in public_text.NOT_WRITTEN:
            assert (public_text.named(value) if name == "url" else value) in (*read, ""), name


@pytest.mark.parametrize("kind", [Post, Meeting])
def test_what_is_left_out_is_a_field_of_some_record_and_says_why(kind):
    assert all(public_text.NOT_WRITTEN.values())
    assert "key" in {spec.name for spec in fields(kind)}


def test_links_and_titles_of_the_body_are_read_and_addresses_by_what_somebody_has_named_in_them():
    html = '<p><a href="tel:010-1234-5678" title="전화">x</a> <a href="https://a.example/b/c/n.pdf?q=1">y</a></p>'
    parts = {part.name: part.text for part in public_text.parts(make_post(), Body(html=html, text="x y"))}
    assert parts[public_text.BODY] == "x y"
    assert parts[public_text.HIDDEN] == "tel:010-1234-5678\n전화\nn.pdf?q=1"
