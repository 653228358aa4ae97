"""Text with blank lines and HTML, as WordPress shows it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cms.core.html import clean_html, html_text
from cms.news.imports.paragraphs import paragraphs


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("하나\n\n둘", "<p>하나</p>\n<p>둘</p>"),
        ("하나\n둘", "<p>하나<br>둘</p>"),
        ("하나<br />\n둘", "<p>하나<br>둘</p>"),
        ("하나<br><br>둘", "<p>하나</p>\n<p>둘</p>"),
        (
            "앞\n\n뒤\n\n<p style='x'>가운데</p>\n\n끝",
            "<p>앞</p>\n<p>뒤</p>\n<p style='x'>가운데</p>\n<p>끝</p>",
        ),
        ("<p>하나\n\n둘</p>", "<p>하나</p>\n<p>둘</p>"),
        (
            "준비\n<ul>\n<li>하나</li>\n<li>둘\n<ol>\n<li>가</li>\n</ol>\n</li>\n</ul>\n끝",
            "<p>준비</p>\n<ul><li>하나</li><li>둘<ol><li>가</li></ol></li></ul>\n<p>끝</p>",
        ),
        ("<ul>\n<li>하나\n\n둘\n<li>셋\n</ul>\n끝", "<ul><li><p>하나</p><p>둘</p><li>셋</ul><p>끝</p>"),
        (
            "<table>\n<tr>\n<td>가\n나</td>\n</tr>\n</table>",
            "<table><tr><td>가<br>나</td></tr></table>",
        ),
        ("<blockquote>하나\n\n둘</blockquote>", "<blockquote><p>하나</p><p>둘</p></blockquote>"),
        ("<div>하나</div>\n<div>둘\n\n셋</div>", "<div>하나</div>\n<div><p>둘</p><p>셋</p></div>"),
        ("<pre>가\n\n\n나</pre>\n글", "<pre>가\n\n\n나</pre>\n<p>글</p>"),
        ("<h2>제목</h2>\n글", "<h2>제목</h2>\n<p>글</p>"),
        ("<a\nhref='/x'>링크</a>", "<p><a href='/x'>링크</a></p>"),
        (
            "<figure>\n<img src='/a.png'>\n<figcaption>가\n나</figcaption>\n</figure>",
            "<figure><img src='/a.png'><figcaption>가<br>나</figcaption></figure>",
        ),
        ("</div>\n글", "</div>\n<p>글</p>"),
        ("", ""),
    ],
)
def test_each_block_has_its_own_paragraphs(text, html):
    assert paragraphs(text) == html


@given(
    st.lists(
        st.sampled_from(
            ["가", "나", "\n", "\n\n", "<p>", "</p>", "<ul>", "<li>", "</ul>", "<b>", "</b>", "<div>", "</div>", "<br>"]
        ),
        max_size=20,
    )
)
def test_no_word_is_lost_and_none_is_added(pieces):
    text = "".join(pieces)
    assert "".join(html_text(clean_html(paragraphs(text), "")).split()) == "".join(
        piece for piece in pieces if piece in {"가", "나"}
    )


def test_making_paragraphs_twice_changes_nothing():
    once = paragraphs("앞\n뒤\n\n<ul>\n<li>하나</li>\n</ul>\n\n<blockquote>말\n\n말</blockquote>")
    assert paragraphs(once) == once
