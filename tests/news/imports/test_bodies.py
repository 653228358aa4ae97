"""Bodies cut into blocks: each picture, video and file where it stood, and every word kept."""

from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cms.core.html import clean_html, html_text
from cms.news.imports import bodies
from cms.news.imports.embedded import settled

BASE = "http://a.example/"


def cut(html, *, has=True):
    """The blocks of some HTML where every picture and file is to be had, or none."""
    item = SimpleNamespace(pk=1) if has else None
    return bodies.blocks(
        clean_html(settled(html, BASE, lambda left: None), BASE),
        find=lambda address, title: item,
        offer=lambda address, title: item if address.endswith(".pdf") else None,
        title="소식",
    )


@pytest.mark.parametrize(
    ("html", "kinds"),
    [
        ("<p>글 <a href='/x'>링크</a></p>", ["html"]),
        ("<p>앞 <img src='/a.png'> 뒤</p>", ["html", "image"]),
        ("<p><img src='/a.png'> 뒤</p>", ["image", "html"]),
        ("<div><p>하나</p><img src='/a.png'><p>둘</p></div>", ["html", "image", "html"]),
        ("<div><section><p>하나</p><figure><img src='/a.png'></figure></section>둘</div>", ["html", "image", "html"]),
        ("<ul class='wp-block-gallery'><li><img src='/a.png'></li><li><img src='/b.png'></li></ul>", ["gallery"]),
        ("<p>앞</p><p><iframe src='https://youtu.be/a'></iframe></p><p>뒤</p>", ["html", "video", "html"]),
        ("<p>글 <iframe src='https://youtu.be/a'></iframe></p>", ["html"]),
        ("<p><img src='/a.png'><iframe src='https://youtu.be/a'></iframe></p>", ["image", "html"]),
        ("<p>공고: <a href='/a.pdf'>계획</a></p>", ["html", "file"]),
        ("<p><a href='/a.pdf'>계획</a></p>", ["file"]),
        ("<a href='/a.pdf'>계획</a>", ["file"]),
        ("<a href='/b.png'><img src='/a.png'></a>", ["image"]),
    ],
)
def test_blocks_stand_in_the_order_of_the_text(html, kinds):
    assert [kind for kind, _ in cut(html)] == kinds


def test_what_is_not_cut_stays_as_it_is():
    html = '<p>글 <a href="http://a.example/x" rel="noopener">링크</a>&nbsp;끝</p>'
    assert cut(html, has=False) == [("html", html)]


PIECES = [
    "가",
    "나 ",
    "<p>다</p>",
    "<b>라</b>",
    "<img src='/a.png' alt='x'>",
    "<figure><img src='/a.png'><figcaption>마</figcaption></figure>",
    "<div class='gallery'><figure><img src='/a.png'><figcaption>바</figcaption></figure><img src='/b.png'></div>",
    "<p><iframe src='https://youtu.be/a'></iframe></p>",
    "<a href='/a.pdf'>사</a>",
    "<div>",
    "</div>",
    "<p>",
    "</p>",
    "<section>",
    "<blockquote>",
]


@given(st.lists(st.sampled_from(PIECES), max_size=12), st.booleans())
def test_no_word_is_lost_whatever_stands_within_what(pieces, has):
    words = []
    for kind, value in cut("".join(pieces), has=has):
        figures = value if kind == "gallery" else [value] if kind == "image" else []
        words += [figure["caption"] for figure in figures]
        words += [value["title"]] if kind == "file" else [html_text(value)] if kind == "html" else []
    text = "".join(words)
    for word in "가나다라마바":
        assert text.count(word) == "".join(pieces).count(word)
    assert text.count("사") >= "".join(pieces).count("사")
