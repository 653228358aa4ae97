"""Texts and dates as other systems wrote them."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from cms.news.imports import texts

SEOUL = ZoneInfo("Asia/Seoul")


@pytest.mark.parametrize(
    ("value", "line"),
    [
        ("&#039;산사태&#039; 현장", "'산사태' 현장"),
        ("청년들&amp;quot;경력직&amp;quot;", '청년들"경력직"'),
        ("R&D &copy that &Fun", "R&D &copy that &Fun"),
        ("가 &lt; 나 <개정 2011>", "가 < 나 <개정 2011>"),
        ("두\n줄\x00의  제목 ", "두 줄의 제목"),
        ("<b>굵은</b> 글", "굵은 글"),
        ("&#0;&#xFFFE;a", "�a"),
    ],
)
def test_a_line_is_plain(value, line):
    assert texts.plain_line(value) == line


@pytest.mark.parametrize(
    ("value", "html"),
    [
        ("<p>있는 그대로</p>", "<p>있는 그대로</p>"),
        ("&lt;p&gt;한 번 더&lt;/p&gt;", "<p>한 번 더</p>"),
        ("한 문단.\n\n다음 <개정>\n줄 & 끝", "<p>한 문단.</p>\n<p>다음 &lt;개정&gt;<br>줄 &amp; 끝</p>"),
        ("a &lt; b", "<p>a &lt; b</p>"),
        ("", ""),
    ],
)
def test_text_becomes_html_unless_it_is(value, html):
    assert texts.to_html(value) == html


@pytest.mark.parametrize(
    ("value", "moment"),
    [
        ("2026-07-22T16:15:03+09:00", datetime(2026, 7, 22, 7, 15, 3, tzinfo=UTC)),
        ("2026-07-22T16:15:03Z", datetime(2026, 7, 22, 16, 15, 3, tzinfo=UTC)),
        ("2026-07-22 16:15:03", datetime(2026, 7, 22, 7, 15, 3, tzinfo=UTC)),
        ("2026-07-22", datetime(2026, 7, 21, 15, 0, tzinfo=UTC)),
        ("2026. 7. 2.", datetime(2026, 7, 1, 15, 0, tzinfo=UTC)),
        ("2026.07.02 09:30", datetime(2026, 7, 2, 0, 30, tzinfo=UTC)),
        ("Wed, 22 Jul 2026 16:15:03 +0900", datetime(2026, 7, 22, 7, 15, 3, tzinfo=UTC)),
        ("Wed, 22 Jul 2026 16:15:03 GMT", datetime(2026, 7, 22, 16, 15, 3, tzinfo=UTC)),
        ("", None),
        ("0000-00-00 00:00:00", None),
    ],
)
def test_a_date_without_a_zone_is_in_seoul(value, moment):
    assert texts.moment(value, zone=SEOUL) == moment


@pytest.mark.parametrize("value", ["soon", "2026-13-01", "2026-02-30", "1066-01-01", "9999-12-31", "Mon, 99 Jul 2026"])
def test_what_is_no_date_is_named(value):
    with pytest.raises(ValueError, match="is not a date"):
        texts.moment(value, zone=SEOUL)
