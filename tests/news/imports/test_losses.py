"""The command loses nothing in silence: what it keeps, what it names, what a later run adds."""

import json

import pytest
from django.core.management import CommandError
from django.utils import timezone

from cms.core.models import File, Image
from cms.core.pictures import cleaning
from cms.ledger import selectors
from cms.news.models import PostPage
from cms.publication import schedules

from .samples import RSS, WXR, wp_post, wp_upload, written, wxr
from .test_import_posts import counts, public, run
from .test_pictures import png

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("prepared_city")]

UPLOADS = [wp_upload(n, f"{name}.png", alt=name, caption=f"{name} 풍경") for n, name in ((50, "river"), (51, "road"))]
GALLERY = wxr(*UPLOADS, wp_post(1, '행사 사진\n\n[gallery ids="50,51"]\n\n끝'))


@pytest.fixture
def folder(tmp_path):
    """The files that lay below ``uploads/``."""
    made = tmp_path / "uploads"
    made.mkdir()
    (made / "river.png").write_bytes(png())
    (made / "road.png").write_bytes(png(colour="blue"))
    (made / "notice.csv").write_text("구분,내용\n1,자전거길\n", encoding="utf-8")
    return made


def blocks():
    return [(block.block_type, block.value) for block in PostPage.objects.get().body]


def test_a_gallery_is_one_block(tmp_path, folder):
    lines, rows = run(written(tmp_path, "a.xml", GALLERY), "--images", str(folder))
    assert (counts(lines), rows) == ("1 created, 0 updated, 0 unchanged, 0 refused", [])
    before, gallery, after = blocks()
    assert [before[0], gallery[0], after[0]] == ["html", "gallery", "html"]
    assert [(figure["image"].title, figure["caption"]) for figure in gallery[1]] == [
        ("river", "river 풍경"),
        ("road", "road 풍경"),
    ]
    (record,) = public()
    assert [image.alt for image in record.images] == ["river", "road"]
    html = selectors.entry(site="saebyeol", key=record.key).body.html
    assert html.count('<div class="gallery"><figure class="image"><img') == 1
    assert html.count("<figure") == 2


def test_a_gallery_of_one_picture_is_a_picture_and_the_missing_one_a_link(tmp_path, folder):
    (folder / "road.png").unlink()
    _, rows = run(written(tmp_path, "a.xml", GALLERY), "--images", str(folder))
    assert [(row["picture"], row["reason"]) for row in rows] == [
        ("http://river.example/wp-content/uploads/road.png", "river.example is not an allowed host")
    ]
    assert [kind for kind, _ in blocks()] == ["html", "image", "html"]
    assert 'href="http://river.example/wp-content/uploads/road.png"' in str(blocks()[2][1])


@pytest.mark.parametrize("text", [GALLERY, WXR], ids=["gallery", "caption and cover"])
def test_pictures_are_added_by_a_later_run(tmp_path, folder, text):
    (folder / "2016" / "03").mkdir(parents=True)
    (folder / "2016" / "03" / "road.png").write_bytes(png())
    path = written(tmp_path, "a.xml", text)
    run(path)
    key, url = (getattr(public()[0], name) for name in ("key", "url"))
    assert not Image.objects.exists()
    lines, _ = run(path, "--images", str(folder), "--dry-run")
    assert "Would be: 0 created, 1 updated, 0 unchanged" in lines[1]
    assert not Image.objects.exists()
    lines, rows = run(path, "--images", str(folder))
    assert "0 created, 1 updated, 0 unchanged" in lines[1]
    assert [row for row in rows if "picture" in row] == []
    (record,) = public()
    assert (record.key, record.url, bool(record.images)) == (key, url, True)
    lines, _ = run(path, "--images", str(folder))
    assert "0 created, 0 updated, 1 unchanged" in lines[1]
    lines, _ = run(path)
    assert "0 created, 0 updated, 1 unchanged" in lines[1]
    assert public() == [record]


def test_no_picture_is_added_to_what_was_edited_here(tmp_path, folder):
    path = written(tmp_path, "a.xml", GALLERY)
    run(path)
    PostPage.objects.get().save_revision().publish()
    lines, rows = run(path, "--images", str(folder))
    assert counts(lines) == "0 created, 0 updated, 0 unchanged, 1 refused"
    assert [row["reason"] for row in rows] == [
        "pictures or files of its source are not in it, but it was edited or scheduled here: left as it is"
    ]
    assert not Image.objects.exists()


def test_a_file_is_kept_with_the_post_that_offers_it(tmp_path, folder):
    content = '공고문: <a href="/wp-content/uploads/notice.csv">공고문.csv</a>'
    content += '\n\n<a href="https://o.example/x.pdf">남의 것</a>'
    lines, rows = run(written(tmp_path, "a.xml", wxr(wp_post(1, content))), "--images", str(folder))
    assert (counts(lines), rows) == ("1 created, 0 updated, 0 unchanged, 0 refused", [])
    text, file, rest = blocks()
    assert str(text[1]) == "<p>공고문: <span>공고문.csv</span></p>"
    assert (file[0], file[1]["title"], file[1]["file"]) == ("file", "공고문.csv", File.objects.get())
    assert "o.example/x.pdf" in str(rest[1])
    (record,) = public()
    assert [(one.title, one.size) for one in record.files] == [("공고문.csv", (folder / "notice.csv").stat().st_size)]
    path = written(tmp_path, "a.xml", wxr(wp_post(1, content)))
    assert counts(run(path, "--images", str(folder))[0]) == "0 created, 0 updated, 1 unchanged, 0 refused"
    assert File.objects.count() == 1


def test_a_file_with_personal_data_keeps_its_post_a_draft(tmp_path, folder):
    (folder / "notice.csv").write_text("성명,전화\n김가람,010-1234-5678\n", encoding="utf-8")
    content = '<p><a href="/wp-content/uploads/notice.csv">명단</a></p>'
    _lines, rows = run(written(tmp_path, "a.xml", wxr(wp_post(1, content))), "--images", str(folder))
    assert [row["reason"] for row in rows] == ["kept as a draft: personal data was found in it"]
    assert public() == []


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("notice.hwp", b"", "an empty file"),
        ("notice.hwp", b"\n<!DOCTYPE html><p>404", "the server answered a web page in place of the file"),
        ("other.hwp", b"x", "river.example is not an allowed host"),
    ],
)
def test_a_file_that_is_not_to_be_had_stays_a_link_and_is_named(tmp_path, folder, name, data, reason):
    (folder / name).write_bytes(data)
    content = '<p><a href="/wp-content/uploads/notice.hwp">공고</a></p>'
    _, rows = run(written(tmp_path, "a.xml", wxr(wp_post(1, content))), "--images", str(folder))
    assert [row["reason"] for row in rows] == [reason]
    ((kind, html),) = blocks()
    assert kind == "html"
    assert 'href="http://river.example/wp-content/uploads/notice.hwp"' in str(html)
    assert not File.objects.exists()


def future(**over):
    return wxr(
        wp_post(
            **{
                "wp__status": "future",
                "wp__post_date": "2999-03-04 10:00:00",
                "wp__post_date_gmt": "2999-03-04 01:00:00",
            }
            | over
        )
    )


def test_a_scheduled_post_comes_in_as_scheduled(tmp_path):
    path = written(tmp_path, "a.xml", future())
    lines, rows = run(path)
    assert (counts(lines), rows) == ("1 created, 0 updated, 0 unchanged, 0 refused", [])
    assert "1 of them scheduled: they become public at their time" in lines
    post = PostPage.objects.get()
    assert (post.live, post.go_live_at.isoformat()) == (False, "2999-03-04T01:00:00+00:00")
    assert public() == []
    assert counts(run(path)[0]) == "0 created, 0 updated, 1 unchanged, 0 refused"
    due = timezone.now()
    revision = post.latest_revision
    revision.content["go_live_at"], revision.approved_go_live_at = due.isoformat(), due
    revision.save()
    assert schedules.publish_due() == 1
    assert [record.title for record in public()] == ["소식 1"]
    live = written(tmp_path, "a.xml", wxr(wp_post()))
    assert counts(run(live)[0]) == "0 created, 0 updated, 1 unchanged, 0 refused"


def test_a_scheduled_post_whose_time_has_come_is_public_at_its_date(tmp_path):
    over = {"wp__post_date": "2026-03-04 10:00:00", "wp__post_date_gmt": "2026-03-04 01:00:00"}
    run(written(tmp_path, "a.xml", future(**over)))
    (record,) = public()
    assert record.published_at.isoformat() == "2026-03-04T10:00:00+09:00"


def test_a_scheduled_post_with_personal_data_has_no_time(tmp_path):
    text = future().replace("[글]", "[신청 010-1234-5678]")
    _lines, rows = run(written(tmp_path, "a.xml", text))
    assert [(row["reason"], row["found"]) for row in rows] == [
        ("kept as a draft: personal data was found in it", ["mobile telephone: body › 1. Imported HTML"])
    ]
    post = PostPage.objects.get()
    assert (post.live, post.revisions.exclude(approved_go_live_at=None).count()) == (False, 0)


def test_two_posts_with_one_id_are_two_and_a_post_of_an_earlier_import_is_known(tmp_path):
    path = written(tmp_path, "a.xml", wxr(wp_post(1), wp_post(2, guid="http://river.example/?p=1")))
    assert counts(run(path)[0]) == "2 created, 0 updated, 0 unchanged, 0 refused"
    PostPage.objects.filter(title="소식 2").update(source_id="http://river.example/hello/")
    path = written(tmp_path, "a.xml", wxr(wp_post(2, guid="http://river.example/hello/")))
    assert counts(run(path)[0]) == "0 created, 0 updated, 1 unchanged, 0 refused"
    assert PostPage.objects.get(title="소식 2").source_id == "http://river.example/hello/#2"
    assert counts(run(path)[0]) == "0 created, 0 updated, 1 unchanged, 0 refused"


def test_what_was_left_out_is_counted_and_named_for_each_post(tmp_path):
    path = written(tmp_path, "a.xml", wxr(wp_post(1, "글\n\n[my_form]"), wp_post(2, "글\n\n[my_form]")))
    expected = [
        {
            "place": f"item {n}",
            "id": f"http://river.example/?p={n}",
            "reason": "a shortcode for which there is nothing here: removed, with its inner text kept",
            "title": f"소식 {n}",
            "left_out": "[my_form]",
        }
        for n in (1, 2)
    ]
    for options in (["--dry-run"], []):
        lines, rows = run(path, *options)
        assert rows == expected
        assert "Left out of posts that were taken: 2" in lines
        assert f"       2  {expected[0]['reason']}" in lines


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("a.xml", wxr(), "a.xml: WordPress export, 0 items: nothing can be imported"),
        ("a.rss", '<rss version="2.0"><channel><title>x</title></channel></rss>', "a.rss: feed, 0 items"),
        (
            "b.xml",
            RSS.replace("<title>Bad date", "\n<title>Bad & date"),
            "b.xml: line 11: not well-formed XML: xmlParseEntityRef: no name; 2 items before it could be read,"
            " the last “No date” (item 2)",
        ),
        (
            "c.jsonl",
            '{"id": "1", "title": "하나"}\n{"id": ',
            "c.jsonl: line 2: not JSON: Expecting value: line 1 column 7 (char 6); 1 item before it could be read,"
            " the last “하나” (line 1)",
        ),
    ],
)
def test_a_file_without_items_or_broken_in_the_middle_says_so(tmp_path, name, text, message):
    with pytest.raises(CommandError) as error:
        run(written(tmp_path, name, text))
    assert message in str(error.value)
    assert not PostPage.objects.exists()


def test_a_category_of_an_export_finds_its_field(tmp_path):
    table = written(tmp_path, "map.csv", "건강,health\n")
    more = '<category domain="category">소식</category><category domain="category">건강</category>'
    run(written(tmp_path, "a.xml", wxr(wp_post(more=more))), "--field-map", str(table))
    assert [record.topics for record in public()] == [("health",)]


def test_a_title_keeps_its_words(tmp_path):
    row = {"id": "1", "title": "CO<sub>2</sub> <b>줄</b>이기", "body": "글 <b>굵게</b>\n\n둘", "date": "2026-07-01"}
    run(written(tmp_path, "a.jsonl", json.dumps(row, ensure_ascii=False)))
    (record,) = public()
    assert record.title == "CO2 줄이기"
    assert selectors.entry(site="saebyeol", key=record.key).body.html == "<p>글 <b>굵게</b></p>\n<p>둘</p>"


def test_the_picture_itself_is_taken_where_a_post_shows_a_smaller_copy(tmp_path, folder):
    content = '<img src="http://river.example/wp-content/uploads/river-300x200.png" class="wp-image-50" alt="강">'
    content += '<a href="/wp-content/uploads/notice.csv">공고</a>'
    _lines, rows = run(written(tmp_path, "a.xml", wxr(*UPLOADS, wp_post(1, content))), "--images", str(folder))
    assert [row["id"] for row in rows] == ["http://river.example/wp-content/uploads/road.png"]
    assert Image.objects.get().file_hash == cleaning.digest(cleaning.clean(png()).data)
    feed = written(tmp_path, "a.jsonl", json.dumps({"id": "1", "title": "x", "date": "2026-07-01", "html": content}))
    run(feed, "--images", str(folder))
    assert Image.objects.count() == 1


def test_a_block_of_a_file_is_one_file(tmp_path, folder):
    link = '<a href="/wp-content/uploads/notice.csv"'
    content = f'<div class="wp-block-file">{link}>공고</a>{link} class="wp-block-file__button">받기</a></div>'
    content = f"<!-- wp:file -->{content}<!-- /wp:file -->"
    run(written(tmp_path, "a.xml", wxr(wp_post(1, content))), "--images", str(folder))
    assert [(kind, value["title"]) for kind, value in blocks()] == [("file", "공고")]


def test_columns_keep_the_order_of_what_stands_in_them(tmp_path, folder):
    def column(inner):
        return f'<!-- wp:column --><div class="wp-block-column">{inner}</div><!-- /wp:column -->'

    picture = '<figure class="wp-block-image"><img src="/wp-content/uploads/river.png" alt="강"/></figure>'
    columns = column(f"<p>하나</p>{picture}") + column("둘 <b>둘</b><p>셋</p>")
    content = f'<!-- wp:columns --><div class="c">{columns}</div><!-- /wp:columns -->'
    run(written(tmp_path, "a.xml", wxr(wp_post(1, content))), "--images", str(folder))
    (_, first), (kind, _), (_, rest) = blocks()
    assert (str(first), kind) == ("<p>하나</p>", "image")
    assert [word for word in ("둘", "<b>둘</b>", "<p>셋</p>") if word not in str(rest)] == []


def test_a_name_that_is_not_read_is_told_once(tmp_path):
    row = {"title": "x", "date": "2026-07-01", "body": "글", "phone": "", "room": 3}
    lines = "\n".join(json.dumps(row | {"id": str(n)}, ensure_ascii=False) for n in (1, 2))
    _, rows = run(written(tmp_path, "a.jsonl", lines))
    assert [(told["place"], told["left_out"]) for told in rows] == [("line 1", "everything named room")]
    _, rows = run(written(tmp_path, "b.jsonl", lines), "--mapping", "byline=room,lead=")
    assert rows == []
