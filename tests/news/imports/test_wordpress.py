"""Exports of WordPress: what is taken of them, and what the report names."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from cms.core import streams
from cms.news.imports import formats
from cms.news.imports.drafts import Unusable, draft
from cms.news.imports.items import Item

from .samples import wp_post, wp_upload, written, wxr

AUTHORS = (
    "<wp:author><wp:author_login>editor01</wp:author_login>"
    "<wp:author_display_name><![CDATA[홍보담당관]]></wp:author_display_name></wp:author>"
    "<wp:author><wp:author_login>editor02</wp:author_login><wp:author_display_name></wp:author_display_name>"
    "<wp:author_first_name>새별</wp:author_first_name></wp:author>"
)


@pytest.fixture
def read(tmp_path):
    def _read(text):
        with streams.opened(written(tmp_path, "export.xml", text)) as opened:
            name, reader = formats.reader(opened, zone=ZoneInfo("Asia/Seoul"))
            assert name == "WordPress export"
            return list(reader(opened()))

    return _read


@pytest.fixture
def article(read):
    """The clean HTML of a post with this content, and what was left out of it."""

    def _article(content, *others):
        item = next(entry for entry in read(wxr(*others, wp_post(1, content))) if isinstance(entry, Item))
        made = draft(item, source="export")
        return made.html, [left.what for left in made.left_out]

    return _article


def test_a_paragraph_around_a_gallery_leaves_nothing_empty(article):
    html, _ = article('<p style="x">[gallery ids="50"]</p>', wp_upload(50, "a.png"))
    assert html.startswith('<div class="gallery">')
    assert html.endswith("</figure></div>")


def test_a_post_of_nothing_but_a_shortcode_says_which(read):
    (post,) = read(wxr(wp_post(1, '[soundcloud url="https://o.example/1"]')))
    with pytest.raises(Unusable, match=r'^no text but what is not taken: \[soundcloud url="https://o.example/1"\]$'):
        draft(post, source="export")


@pytest.mark.parametrize("scheme", ["http", "https"])
@pytest.mark.parametrize("version", ["1.0", "1.1", "1.2", "1.3", "2"])
def test_an_export_of_any_version_is_read(read, scheme, version):
    (post,) = read(wxr(wp_post(more="<excerpt:encoded>앞글</excerpt:encoded>"), scheme=scheme, version=version))
    assert (post.id, post.title, post.lead, post.html) == ("http://river.example/?p=1", "소식 1", "앞글", "<p>글</p>")


def test_a_byline_is_the_name_that_readers_know(read):
    others = '<category domain="author" nicename="cap-a">가람</category><category domain="author">editor01</category>'
    items = [
        wp_post(1),
        wp_post(2, dc__creator="editor02"),
        wp_post(3, dc__creator="누구"),
        wp_post(4, more=others),
        wp_post(5, more="<dc:creator>editor02</dc:creator>"),
    ]
    found = read(wxr(*items, authors=AUTHORS))
    assert [post.byline for post in found] == ["홍보담당관", "새별", "누구", "가람, 홍보담당관", "홍보담당관, 새별"]
    assert all(post.left_out == () for post in found)


def test_two_posts_with_one_id_are_two(read):
    one, two, three = read(
        wxr(wp_post(1), wp_post(2, guid="http://river.example/?p=1"), wp_post(3, guid="http://river.example/hello/"))
    )
    assert [post.id for post in (one, two, three)] == [
        "http://river.example/?p=1",
        "http://river.example/?p=1#2",
        "http://river.example/hello/#3",
    ]
    assert [post.former_id for post in (one, two, three)] == ["", "", "http://river.example/hello/"]
    assert [(post.number, post.link) for post in (one, two)] == [
        ("1", "http://river.example/1/"),
        ("2", "http://river.example/2/"),
    ]


def test_categories_and_tags_are_taken_and_the_category_of_what_has_none_is_not(read):
    more = (
        '<category domain="category" nicename="traffic"><![CDATA[교통]]></category>'
        '<category domain="post_tag" nicename="bike">자전거</category>'
        '<category domain="category" nicename="uncategorized">기타</category>'
        '<category domain="category" nicename="%eb%af%b8%eb%b6%84%eb%a5%98">미분류</category>'
        '<category domain="region" nicename="north">북쪽</category>'
    )
    (post,) = read(wxr(wp_post(more=more)))
    assert post.tags == ("교통", "자전거")
    assert [left.what for left in post.left_out] == ["region: 북쪽"]


def test_comments_fields_and_a_fixed_place_are_named(read):
    more = (
        "<wp:comment><wp:comment_content>좋아요</wp:comment_content><wp:comment_approved>1</wp:comment_approved>"
        "<wp:comment_type></wp:comment_type></wp:comment>"
        "<wp:comment><wp:comment_type>comment</wp:comment_type></wp:comment>"
        "<wp:comment><wp:comment_type>pingback</wp:comment_type></wp:comment>"
        "<wp:is_sticky>1</wp:is_sticky>"
        "<wp:postmeta><wp:meta_key>subtitle</wp:meta_key><wp:meta_value>부제</wp:meta_value></wp:postmeta>"
        "<wp:postmeta><wp:meta_key>_edit_last</wp:meta_key><wp:meta_value>1</wp:meta_value></wp:postmeta>"
        "<wp:postmeta><wp:meta_key>_thumbnail_id</wp:meta_key><wp:meta_value>99</wp:meta_value></wp:postmeta>"
    )
    (post,) = read(wxr(wp_post(more=more)))
    assert [left.what for left in post.left_out] == [
        "2 comments",
        "1 pingback",
        "sticky",
        "custom field subtitle",
        "cover picture 99",
    ]


@pytest.mark.parametrize(
    ("over", "reason"),
    [
        ({"wp__status": "draft"}, "it was a draft"),
        ({"wp__status": "pending"}, "it was waiting for approval"),
        ({"wp__status": "private"}, "it was private"),
        ({"wp__status": "trash"}, "it was in the trash"),
        ({"wp__status": "odd"}, "its status was 'odd'"),
        ({"wp__post_password": "1234"}, "it was protected by a password"),
        ({"wp__post_type": "page"}, "a page, not a post"),
        ({"wp__post_type": "event"}, "its type is 'event', not a post"),
        ({"wp__post_type": "nav_menu_item"}, "WordPress's own: nav_menu_item"),
    ],
)
def test_whatever_is_no_published_post_is_named(read, over, reason):
    (refusal,) = read(wxr(wp_post(**over)))
    assert (refusal.reason, refusal.title, refusal.id) == (reason, "소식 1", "http://river.example/?p=1")


def test_an_upload_that_no_post_shows_is_named(read):
    uploads = [wp_upload(n, name) for n, name in ((50, "a.png"), (51, "b.png"), (52, "notice.hwp"), (53, "c.pdf"))]
    content = (
        '[gallery ids="50"] <img src="/wp-content/uploads/b-300x200.png"> <a href="http://x/wp-content/uploads/c.pdf">'
    )
    *_, refusal = found = read(wxr(*uploads, wp_post(1, content)))
    assert len(found) == 2
    assert (refusal.id, refusal.reason) == (
        "http://river.example/wp-content/uploads/notice.hwp",
        "an uploaded file that no imported post shows",
    )


@pytest.mark.parametrize(
    ("over", "moment"),
    [
        ({}, datetime(2026, 3, 4, 1, tzinfo=UTC)),
        ({"wp__post_date_gmt": "0000-00-00 00:00:00"}, datetime(2026, 3, 4, 1, tzinfo=UTC)),
        ({"wp__post_date_gmt": ""}, datetime(2026, 3, 4, 1, tzinfo=UTC)),
        (
            {"wp__post_date_gmt": "", "wp__post_date": "", "pubDate": "Wed, 04 Mar 2026 01:00:00 +0000"},
            datetime(2026, 3, 4, 1, tzinfo=UTC),
        ),
        ({"wp__post_date_gmt": "0000-00-00 00:00:00", "wp__post_date": "0000-00-00 00:00:00"}, None),
    ],
)
def test_a_date_is_found_wherever_the_export_has_it(read, over, moment):
    (post,) = read(wxr(wp_post(**over)))
    assert post.published_at == moment


def test_a_title_in_pieces_is_one(read):
    (post,) = read(
        wxr(
            wp_post(1, "앞]]]]><![CDATA[>뒤", title="").replace(
                "<title></title>", "<title><![CDATA[가]]>나<![CDATA[ 다]]></title>"
            )
        )
    )
    assert post.title == "가나 다"
    assert post.html == "<p>앞]]>뒤</p>"


@pytest.mark.parametrize(
    ("content", "html"),
    [
        (
            '[gallery ids="50,51"]',
            '<div class="gallery">'
            '<figure><img loading="lazy" src="http://river.example/wp-content/uploads/a.png" alt="강">'
            "<figcaption>가을</figcaption></figure>"
            '<figure><img loading="lazy" src="http://river.example/wp-content/uploads/b.png" alt=""></figure></div>',
        ),
        (
            '<!-- wp:gallery {"ids":[51]} /-->',
            '<div class="gallery"><figure>'
            '<img loading="lazy" src="http://river.example/wp-content/uploads/b.png" alt=""></figure></div>',
        ),
        (
            "[gallery]",
            '<div class="gallery"><figure>'
            '<img loading="lazy" src="http://river.example/wp-content/uploads/b.png" alt=""></figure></div>',
        ),
        (
            '[caption id="x" width="300"]<a href="/big"><img src="http://river.example/a.png" alt="강"></a>'
            " 새 <b>길</b>[/caption]",
            '<figure><a href="http://river.example/big" rel="noopener">'
            '<img loading="lazy" src="http://river.example/a.png" alt="강"></a>'
            "<figcaption>새 <b>길</b></figcaption></figure>",
        ),
    ],
)
def test_galleries_and_captions_become_figures(article, content, html):
    uploads = [wp_upload(50, "a.png", alt="강", caption="가을"), wp_upload(51, "b.png", parent=1)]
    assert article(f"앞\n\n{content}\n\n뒤", *uploads) == (f"<p>앞</p>\n{html}\n<p>뒤</p>", [])


PLAYER = (
    '<iframe loading="lazy" allowfullscreen="" referrerpolicy="strict-origin-when-cross-origin"'
    ' sandbox="allow-scripts allow-same-origin allow-presentation allow-popups"'
    ' src="https://www.youtube-nocookie.com/embed/abc"'
)


@pytest.mark.parametrize(
    "content",
    [
        "https://youtu.be/abc",
        "[youtube https://youtu.be/abc]",
        "[youtube=https://www.youtube.com/watch?v=abc&amp;t=1]",
        '[youtube id="abc"]',
        "앞줄\nhttps://youtu.be/abc\n뒷줄",
        "<p>[youtube]abc[/youtube]</p>",
        "  https://youtu.be/abc  ",
        "[embed]https://youtu.be/abc[/embed]",
        '[embed width="500"]https://www.youtube.com/watch?v=abc[/embed]',
        '[video src="https://youtu.be/abc"]',
        '<!-- wp:embed {"url":"https://youtu.be/abc"} -->\n<figure class="wp-block-embed"><div>\n'
        "https://youtu.be/abc\n</div></figure>\n<!-- /wp:embed -->",
        '<!-- wp:core-embed/youtube {"url":"x"} -->\n<figure><div>\nhttps://youtu.be/abc\n</div></figure>\n'
        "<!-- /wp:core-embed/youtube -->",
        '<iframe src="//www.youtube.com/embed/abc" width="5"></iframe>',
        '<object><param name="movie" value="https://www.youtube.com/v/abc"><embed src="https://www.youtube.com/v/abc"></object>',
    ],
)
def test_a_video_of_a_known_service_is_its_player(article, content):
    html, left = article(f"앞\n\n{content}\n\n뒤")
    assert html.count(PLAYER) == html.count("<iframe") == 1
    assert "youtu" not in html.replace(PLAYER, "")
    assert left == []


@pytest.mark.parametrize(
    "content",
    [
        '[audio mp3="http://river.example/a.mp3"]',
        '[audio src="http://river.example/a.mp3"][/audio]',
        '<audio controls><source src="http://river.example/a.mp3"></audio>',
        '<!-- wp:audio --><figure class="wp-block-audio"><audio src="/a.mp3"></audio></figure><!-- /wp:audio -->',
        '[video mp4="http://river.example/a.mp3"][/video]',
        '<video src="/a.mp3"></video>',
        "[embed]http://river.example/a.mp3[/embed]",
    ],
)
def test_what_has_no_player_here_is_a_link_and_is_named(article, content):
    html, left = article(f"앞\n\n{content}\n\n뒤")
    assert html.count('<p class="file"><a href="http://river.example/a.mp3" rel="noopener">a.mp3</a></p>') == 1
    assert left == ["http://river.example/a.mp3"]


@pytest.mark.parametrize(
    ("content", "html", "left"),
    [
        ("앞\n\n[contact-form-7 id='5']\n\n뒤", "<p>앞</p>\n<p>뒤</p>", ["[contact-form-7 id='5']"]),
        ("[su_box title='x']말[/su_box]", "<p>말</p>", ["[su_box title='x']"]),
        ("[보도자료] 글 [1]", "<p>[보도자료] 글 [1]</p>", []),
        ("[[gallery]] 쓰는 법", "<p>[gallery] 쓰는 법</p>", []),
        (
            '<a href="[site_url]/a">b</a>',
            '<p><a href="http://river.example/a" rel="noopener">b</a></p>',
            ["[site_url]"],
        ),
        ("[gallery ids='77']", "", ["[gallery ids='77']: 77"]),
        (
            "https://map.example/x",
            '<p><a href="https://map.example/x" rel="noopener">https://map.example/x</a></p>',
            [],
        ),
        ("<!--more-->글", "<p>글</p>", []),
        (
            "글\nhttps://o.example/?a=1&b=2\n뒤",
            '<p>글<br><a href="https://o.example/?a=1&amp;b=2" rel="noopener">https://o.example/?a=1&amp;b=2</a><br>뒤</p>',
            [],
        ),
        ("글 https://youtu.be/abc 뒤", "<p>글 https://youtu.be/abc 뒤</p>", []),
        ("<pre>\nhttps://youtu.be/abc\n</pre>", "<pre>https://youtu.be/abc\n</pre>", []),
        ("[a_b]하나[/a_b][a_b]둘[/a_b]", "<p>하나</p>\n<p>둘</p>", ["[a_b]", "[a_b]"]),
        (
            '<embed src="/x.pdf">',
            '<p class="file"><a href="http://river.example/x.pdf" rel="noopener">x.pdf</a></p>',
            [],
        ),
        (
            "[googlemaps https://map.example/x]",
            '<p class="file"><a href="https://map.example/x" rel="noopener">https://map.example/x</a></p>',
            ["https://map.example/x"],
        ),
        ("CO<sub>2</sub> 줄이기", "<p>CO<sub>2</sub> 줄이기</p>", []),
        (
            "<!-- wp:latest-posts /--><!-- wp:paragraph --><p>글</p><!-- /wp:paragraph -->",
            "<p>글</p>",
            ["wp:latest-posts"],
        ),
        (
            '<!-- wp:shortcode -->[my_form]<!-- /wp:shortcode --><!-- wp:block {"ref":70} /-->',
            "<p>함께 쓰는 글</p>",
            ["[my_form]"],
        ),
        (
            "<!-- wp:paragraph -->\n<p>하나<br>둘</p>\n<!-- /wp:paragraph -->\n\n옛 글\n\n옛 글 둘",
            "<p>하나<br>둘</p>\n<p>옛 글</p>\n<p>옛 글 둘</p>",
            [],
        ),
        (
            "<!-- wp:list --><ul><!-- wp:list-item -->\n<li>하나</li>\n<!-- /wp:list-item --></ul>\n<!-- /wp:list -->",
            "<ul>\n<li>하나</li>\n</ul>",
            [],
        ),
        ("<iframe src='https://map.example/x'></iframe>글", "<p>글</p>", ["iframe https://map.example/x"]),
        ("<form><input type='text'>글</form>", "<p>글</p>", ["1 × <form>", "1 × <input>"]),
        ('<img src="data:image/png;base64,iVBORw0KGgoA">글', "<p>글</p>", ["data:image/png;base64,iVBORw0K…"]),
    ],
)
def test_nothing_goes_in_silence(article, content, html, left):
    reusable = wp_post(70, "<!-- wp:paragraph --><p>함께 쓰는 글</p><!-- /wp:paragraph -->", wp__post_type="wp_block")
    if not html:
        html, content = "<p>글</p>", f"{content}\n\n글"
    assert article(content, reusable) == (html, left)
