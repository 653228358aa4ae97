"""The rules of the city, applied to items of other systems."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from cms.news.imports.drafts import SOURCE_ID_LENGTH, Unusable, draft, source_id
from cms.news.imports.items import Item

PUBLISHED = datetime(2026, 7, 1, tzinfo=UTC)


def item(**over):
    values = {"place": "line 1", "id": "1", "title": "제목", "html": "<p>글</p>", "published_at": PUBLISHED}
    return Item(**(values | over))


@pytest.mark.parametrize(
    ("over", "reason"),
    [
        ({"title": " \x00 "}, "no title"),
        ({"id": " "}, "no id"),
        ({"published_at": None}, "no date of publication"),
        ({"published_at": datetime(2999, 1, 1, tzinfo=UTC)}, "dated in the future: 2999-01-01T00:00:00+00:00"),
        ({"html": "<script>alert(1)</script>"}, "no text"),
        ({"html": "", "lead": ""}, "no text"),
    ],
)
def test_what_cannot_be_a_post_says_why(over, reason):
    with pytest.raises(Unusable) as error:
        draft(item(**over), source="file")
    assert str(error.value) == reason


def test_the_lead_is_the_text_where_there_is_no_other():
    made = draft(item(html="", lead="짧은 &amp;quot;글&amp;quot; <개정>"), source="file")
    assert (made.lead, made.html) == ('짧은 "글" <개정>', '<p>짧은 "글" &lt;개정&gt;</p>')


def test_html_is_made_safe_and_absolute():
    html = '<p onclick="x()">글<a href="/b">링크</a><a href="javascript:x()">y</a></p><iframe src="http://evil.example"></iframe>'
    made = draft(item(html=html, link="http://a.example/x/"), source="file")
    assert made.html == '<p>글<a href="http://a.example/b" rel="noopener">링크</a><a rel="noopener">y</a></p>'


@pytest.mark.parametrize(
    ("over", "identity"),
    [
        ({"id": "7", "link": "https://news.example/v?id=7"}, "news.example:7"),
        ({"id": "7"}, "file:7"),
        ({"id": "http://bike.example/?p=7", "link": "http://other.example"}, "http://bike.example/?p=7"),
        ({"id": "urn:uuid:1", "link": "http://other.example"}, "urn:uuid:1"),
        ({"id": "http://[bad"}, "file:http://[bad"),
    ],
)
def test_an_id_is_unique_in_the_world(over, identity):
    assert source_id(item(**over), source="file") == identity


def test_a_long_id_is_cut_and_stays_unique():
    one, other = (source_id(item(id="x" * 300 + end), source="file") for end in "ab")
    assert one != other
    assert len(one) <= SOURCE_ID_LENGTH


def test_the_key_follows_from_the_id_alone():
    one, other = draft(item(title="A"), source="file"), draft(item(title="B"), source="file")
    assert one.key == other.key
    assert draft(item(id="2"), source="file").key != one.key


@pytest.mark.parametrize(
    ("over", "slug"),
    [
        ({"title": "강변 자전거길, 열리다!"}, "강변-자전거길-열리다"),
        ({"slug": "road-1", "title": "x"}, "road-1"),
        ({"slug": "가" * 200}, "가" * 80),
    ],
)
def test_a_slug_keeps_hangul_and_stays_short(over, slug):
    assert draft(item(**over), source="file").slug == slug


@pytest.mark.parametrize("title", ["admin", "2016", "!!!", "en"])
def test_a_reserved_or_empty_slug_gets_a_mark_of_its_own(title):
    made = draft(item(title=title), source="file")
    assert made.slug.endswith(f"-{made.key.hex[:8]}")


def test_tags_are_unique_whatever_their_case():
    assert draft(item(tags=("Bike", "bike", " ", "&amp;")), source="file").tags == ("bike", "&")


def test_a_change_before_the_publication_is_none():
    made = draft(item(modified_at=PUBLISHED - timedelta(days=1)), source="file")
    assert made.modified_at == PUBLISHED
    assert draft(item(modified_at=timezone.now() + timedelta(days=1)), source="file").modified_at <= timezone.now()
