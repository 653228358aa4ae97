"""The address that a redirect is from, as it is written and read again."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from cms.core.errors import BadInput
from cms.core.redirects import read_source


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("/%EC%98%9B%20주소/😀/", "/옛 주소/😀/"),
        ("https://Old.Example.org/a b.html?c=d e", "https://old.example.org/a b.html/?c=d+e"),
        ("/a.html%20", "/a.html /"),
        ("/100%25/%3Fq/%23x/", "/100%25/%3Fq/%23x/"),
    ],
)
def test_an_address_is_shown_as_it_is_read_with_its_spaces(written, shown):
    assert str(read_source(written)) == shown


@given(st.text(st.one_of(st.sampled_from("/ .%?#&=a가\u3000\u00a0"), st.characters(categories=["L", "N", "P", "Z"]))))
def test_an_address_is_read_again_as_it_was(text):
    try:
        source = read_source(f"/{text}")
    except BadInput:
        assume(False)
    assert read_source(str(source)) == source
