"""Words in brackets: which of them are meant for a program, and what stands for them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cms.news.imports.shortcodes import replaced

KNOWN = frozenset({"gallery", "caption", "youtube"})


def read(text):
    """The text with names in angle brackets for what is known, and what was taken for a shortcode."""
    seen = []

    def render(code):
        seen.append((code.name, code.named, code.values, code.inner))
        return f"<{code.name}>" if code.name in KNOWN else None

    return replaced(text, render, known=KNOWN), seen


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("[gallery]", ("gallery", {}, (), None)),
        ('[gallery ids="1,2" link=file]', ("gallery", {"ids": "1,2", "link": "file"}, (), None)),
        ("[gallery ids='1']", ("gallery", {"ids": "1"}, (), None)),
        ("[gallery ids=”50”]", ("gallery", {"ids": "50"}, (), None)),
        ("[gallery ids=&quot;50&quot; /]", ("gallery", {"ids": "50"}, (), None)),
        ("[youtube https://youtu.be/a]", ("youtube", {}, ("https://youtu.be/a",), None)),
        ("[youtube=https://youtu.be/a?x=1&amp;y=2]", ("youtube", {}, ("https://youtu.be/a?x=1&y=2",), None)),
        ("[youtube]https://youtu.be/a[/youtube]", ("youtube", {}, (), "https://youtu.be/a")),
        ('[caption caption="<b>]</b>"]x[/caption]', ("caption", {"caption": "<b>]</b>"}, (), "x")),
    ],
)
def test_a_shortcode_is_read_with_what_it_is_given(text, code):
    assert read(f"앞 {text} 뒤") == (f"앞 <{code[0]}> 뒤", [code])


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("[vc_row][vc_column width='1/2']글 [gallery][/vc_column][/vc_row]", "글 <gallery>"),
        ("[contact-form-7 id='5'] 글", " 글"),
        ("[foo]글[/foo]", "글"),
        ("[foo /]글", "글"),
        ("앞\n[sitemap]\n뒤", "앞\n\n뒤"),
        ("<p>[sitemap]</p>", "<p></p>"),
        ("글[/foo]", "글"),
        ("[a_b]하나[c_d]둘[/a_b]셋[/c_d]", "하나둘셋"),
        ('<a href="[site_url]/x">y</a>', '<a href="/x">y</a>'),
    ],
)
def test_what_is_not_known_goes_and_leaves_what_is_inside(text, left):
    found, seen = read(text)
    assert found == left
    assert seen


@pytest.mark.parametrize(
    "text",
    [
        "[보도자료] 자전거길",
        "[1] 각주",
        "원문대로[sic] 적음",
        "[Notice] 알림",
        "[pdf] 공고문",
        "a[0] = b[i]",
        "<code>[gallery]</code>",
        '<pre>[foo a="b"]</pre>',
        "<!-- [gallery] -->",
        '<a title="[1]">y</a>',
        "[gallery ids=",
        "[",
    ],
)
def test_words_in_brackets_stay(text):
    assert read(text) == (text, [])


@pytest.mark.parametrize(
    ("text", "left"),
    [("[[gallery ids='1']] 글", "[gallery ids='1'] 글"), ("[[foo]글[/foo]]", "[foo]글[/foo]"), ("[[1]]", "[[1]]")],
)
def test_what_is_escaped_is_text(text, left):
    assert read(text) == (left, [])


@given(
    st.lists(
        st.sampled_from(["가", "[x_y]", "[/x_y]", "[gallery]", "[[a]", "[/a]]", "[a]", "[/a]", '"', "<b>", "\n", "]"]),
        max_size=15,
    )
)
def test_no_text_is_lost(pieces):
    found, _ = read("".join(pieces))
    assert found.count("가") == pieces.count("가")


@pytest.mark.parametrize(
    ("piece", "left"),
    [('[a "', '[a "'), ("[gallery]", "<gallery>"), ("[[x]", "[[x]"), ("[/x]", ""), ('<a "', '<a "'), ("[x_y]", "")],
)
def test_an_endless_text_is_read_to_its_end(piece, left):
    assert read(piece * 20_000)[0] == left * 20_000
