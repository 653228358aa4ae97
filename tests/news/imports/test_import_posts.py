"""The command, from a file to pages and the ledger."""

import io
import json

import pytest
from django.core.management import CommandError, call_command
from wagtail.log_actions import LogContext
from wagtail.models import Page

from cms.core.models import Image
from cms.ledger import selectors
from cms.ledger.filters import Filters
from cms.ledger.models import Clock
from cms.news.models import PostPage
from tests.background import keep_editor
from tests.content import draft_post, make_unit, make_user, publish, section

from .samples import JSON_LINES, WXR, written
from .test_pictures import png

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("prepared_city")]


def run(path, *options):
    """Run the command; returns what it prints, and the rows of its report."""
    out = io.StringIO()
    report = path.with_suffix(".report")
    call_command("import_posts", str(path), "--field", "traffic", "--report", str(report), *options, stdout=out)
    rows = [json.loads(line) for line in report.read_text().splitlines()]
    return out.getvalue().splitlines(), rows


def counts(lines):
    return next(line for line in lines if "created" in line).partition(" in ")[0]


def public(**filters):
    return [item.record for item in selectors.entries(Filters(site="saebyeol", **filters)).items]


def test_json_lines_become_public_posts(tmp_path):
    lines, rows = run(
        written(tmp_path, "news.jsonl", JSON_LINES),
        "--unit",
        make_unit().key,
        "--licence",
        "cc-by-4.0",
        "--author",
        make_user("importer").username,
    )
    assert lines[0] == "news.jsonl: JSON lines, 4 items"
    assert counts(lines) == "2 created, 0 updated, 0 unchanged, 2 refused"
    assert rows == [
        {"place": "line 4", "reason": "not an object with names and values"},
        {"place": "line 5", "id": "3", "reason": "'언젠가' is not a date"},
    ]
    second, first = public()
    assert (first.title, first.summary, first.byline) == ("첫 소식 '하나' \"둘\"", "짧은 글 R&D", "교통국")
    assert (first.publisher, first.licence, first.topics, first.tags) == (
        "bike-team",
        "cc-by-4.0",
        ("traffic",),
        ("교통국",),
    )
    assert first.published_at.isoformat() == first.modified_at.isoformat() == "2026-07-07T09:01:38+09:00"
    assert (second.title, second.tags) == ("둘째 소식", ("가", "나"))
    found = selectors.entry(site="saebyeol", key=second.key)
    assert found.body.html == "<p>한 문단.</p>\n<p>다음 &lt;개정&gt; 문단 &amp; 끝.</p>"
    assert {page.owner.username for page in PostPage.objects.all()} == {"importer"}


def test_coming_in_twice_changes_nothing(tmp_path):
    path = written(tmp_path, "news.jsonl", JSON_LINES)
    run(path)
    before = (list(PostPage.objects.order_by("pk").values()), list(Clock.objects.values()))
    lines, _ = run(path)
    assert counts(lines) == "0 created, 0 updated, 2 unchanged, 2 refused"
    assert (list(PostPage.objects.order_by("pk").values()), list(Clock.objects.values())) == before


def test_a_change_at_the_source_comes_through_at_the_same_address(tmp_path):
    path = written(tmp_path, "news.jsonl", JSON_LINES)
    run(path)
    (old,) = [record for record in public() if record.title == "둘째 소식"]
    written(tmp_path, "news.jsonl", JSON_LINES.replace("둘째 소식", "고친 소식").replace('"나"', '"다"'))
    lines, _ = run(path)
    assert counts(lines) == "0 created, 1 updated, 1 unchanged, 2 refused"
    (new,) = [record for record in public() if record.key == old.key]
    assert (new.title, new.tags, new.url, new.published_at) == ("고친 소식", ("가", "다"), old.url, old.published_at)


def test_a_post_that_was_edited_or_withdrawn_here_is_left_alone(tmp_path):
    path = written(tmp_path, "news.jsonl", JSON_LINES)
    run(path)
    edited, withdrawn = PostPage.objects.order_by("pk")
    publish_edited = edited.save_revision()
    publish_edited.publish()
    withdrawn.unpublish()
    written(tmp_path, "news.jsonl", JSON_LINES.replace("소식", "새 소식"))
    lines, rows = run(path)
    assert counts(lines) == "0 created, 0 updated, 0 unchanged, 4 refused"
    assert [row["reason"] for row in rows if row["place"] in ("line 1", "line 3")] == [
        "changed at its source, but edited here since it was imported: left as it is",
        "changed at its source, but withdrawn here: left as it is",
    ]
    assert [record.title for record in public()] == ["첫 소식 '하나' \"둘\""]


def test_a_broken_file_changes_nothing(tmp_path):
    before = (Page.objects.count(), list(Clock.objects.values()))
    with pytest.raises(CommandError, match=r"news\.jsonl: line 6: not JSON"):
        run(written(tmp_path, "news.jsonl", JSON_LINES + '\n{"id": '))
    assert (Page.objects.count(), list(Clock.objects.values())) == before


def test_a_dry_run_says_the_same_and_keeps_nothing(tmp_path):
    before = (Page.objects.count(), list(Clock.objects.values()))
    lines, rows = run(written(tmp_path, "news.jsonl", JSON_LINES), "--dry-run")
    assert counts(lines) == "Would be: 2 created, 0 updated, 0 unchanged, 2 refused"
    assert len(rows) == 2
    assert (Page.objects.count(), list(Clock.objects.values())) == before


def test_a_limit_stops_early(tmp_path):
    lines, _ = run(written(tmp_path, "news.jsonl", JSON_LINES), "--limit", "1")
    assert counts(lines) == "1 created, 0 updated, 0 unchanged, 0 refused"


def test_the_same_id_twice_in_a_file_is_taken_once(tmp_path):
    line = '{"id": "1", "title": "%s", "body": "글", "date": "2026-07-01"}\n'
    lines, rows = run(written(tmp_path, "news.jsonl", line % "하나" + line % "둘"))
    assert counts(lines) == "1 created, 0 updated, 0 unchanged, 1 refused"
    assert rows == [
        {"place": "line 2", "id": "1", "reason": "an earlier item of this file has the same id", "title": "둘"}
    ]


def test_posts_with_the_same_title_have_addresses_of_their_own(tmp_path):
    line = '{"id": "%s", "title": "같은 제목", "body": "글", "date": "2026-07-01"}\n'
    publish(draft_post("같은 제목", slug="같은-제목"))
    run(written(tmp_path, "news.jsonl", line % 1 + line % 2))
    urls = [record.url for record in public()]
    assert len(urls) == len(set(urls)) == 3


def test_the_tree_stays_sound_and_the_editor_sees_the_posts(tmp_path):
    run(written(tmp_path, "news.jsonl", JSON_LINES))
    assert Page.find_problems() == ([], [], [], [], [])
    place = section()
    assert place.numchild == place.get_children().count() == 2
    keep_editor()
    with LogContext(user=make_user("root", is_superuser=True)):
        assert {page.title for page in PostPage.objects.search("소식")} == set(
            PostPage.objects.values_list("title", flat=True)
        )
    page = PostPage.objects.order_by("pk").first()
    assert (page.draft_title, page.live, page.has_unpublished_changes) == (page.title, True, False)
    assert page.get_latest_revision_as_object() == page
    draft_post("다음 글", parent=section())
    assert Page.find_problems() == ([], [], [], [], [])


def test_a_table_sends_categories_to_their_fields(tmp_path):
    table = written(tmp_path, "map.csv", "category,field\n교통국,health\n")
    run(written(tmp_path, "news.jsonl", JSON_LINES), "--field-map", str(table))
    assert {record.title: record.topics for record in public()} == {
        "첫 소식 '하나' \"둘\"": ("health",),
        "둘째 소식": ("traffic",),
    }


def test_a_wordpress_export_brings_its_pictures(tmp_path):
    (tmp_path / "2016" / "03").mkdir(parents=True)
    (tmp_path / "2016" / "03" / "road.png").write_bytes(png())
    lines, rows = run(written(tmp_path, "bike.xml", WXR), "--images", str(tmp_path))
    assert counts(lines) == "1 created, 0 updated, 0 unchanged, 3 refused"
    assert [row["reason"] for row in rows] == ["it was a draft", "a page, not a post", "it was protected by a password"]
    (record,) = public()
    assert record.url == "http://saebyeol.example/traffic/%EA%B0%95%EB%B3%80%EA%B8%B8/"
    assert [image.alt for image in record.images] == ["강변길"]
    body = selectors.entry(site="saebyeol", key=record.key).body.html
    assert "bike.example" not in body
    assert "alert" not in body
    assert "<figcaption>새 길" in body
    assert PostPage.objects.get().cover == Image.objects.get()


def test_a_picture_that_is_not_to_be_had_becomes_a_link_and_is_named(tmp_path):
    lines, rows = run(written(tmp_path, "bike.xml", WXR))
    assert counts(lines) == "1 created, 0 updated, 0 unchanged, 3 refused"
    assert [row["reason"] for row in rows if "picture" in row] == ["bike.example is not an allowed host"] * 2
    (record,) = public()
    body = selectors.entry(site="saebyeol", key=record.key).body.html
    assert "<img" not in body
    assert 'href="http://bike.example/wp-content/uploads/2016/03/road.png"' in body
    assert not Image.objects.exists()


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--field", "nothing"], "no field 'nothing' in language 'ko'; there are: traffic, health"),
        (["--language", "ja"], "no field 'traffic' in language 'ja'; there are: none"),
        (["--website", "bike"], "no website 'bike' below the field 'traffic'"),
        (["--unit", "nobody"], "--unit: there is no 'nobody'"),
        (["--author", "nobody"], "--author: there is no 'nobody'"),
        (["--images", "/nowhere"], "--images: /nowhere is not a folder"),
        (["--mapping", "colour=red"], "'colour=red' is not PART=NAME"),
        (["--field-map", "/nowhere"], "/nowhere: cannot be read"),
    ],
)
def test_a_wrong_option_is_named_before_anything_is_written(tmp_path, options, message):
    before = Page.objects.count()
    with pytest.raises(CommandError) as error:
        run(written(tmp_path, "news.jsonl", JSON_LINES), *options)
    assert message in str(error.value)
    assert Page.objects.count() == before


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(CommandError, match="cannot be read: No such file"):
        run(tmp_path / "nothing.xml")


def personal_lines(text="신청 010-1234-5678"):
    rows = [
        {"id": "1", "title": "교통 소식", "published_at": "2026-11-05", "body": "자전거길을 엽니다."},
        {"id": "2", "title": "문의 010-1234-5678", "published_at": "2026-11-05", "body": text},
    ]
    return "\n".join(json.dumps(row, ensure_ascii=False) for row in rows)


def test_a_post_with_personal_data_is_kept_as_a_draft_and_named_without_the_value(tmp_path):
    lines, rows = run(written(tmp_path, "news.jsonl", personal_lines()))
    assert counts(lines) == "2 created, 0 updated, 0 unchanged, 0 refused"
    assert "1 of them kept as drafts: personal data was found in them" in lines
    assert rows == [
        {
            "place": "line 2",
            "id": "2",
            "reason": "kept as a draft: personal data was found in it",
            "found": [
                "mobile telephone: title",
                "mobile telephone: slug",
                "mobile telephone: body › 1. Imported HTML",
            ],
        }
    ]
    assert [record.title for record in public()] == ["교통 소식"]
    held = PostPage.objects.get(title__startswith="문의")
    assert (held.live, held.has_unpublished_changes) == (False, True)


def test_running_it_again_publishes_no_draft(tmp_path):
    path = written(tmp_path, "news.jsonl", personal_lines())
    run(path)
    lines, rows = run(path)
    assert counts(lines) == "0 created, 0 updated, 2 unchanged, 0 refused"
    lines, rows = run(written(tmp_path, "news.jsonl", personal_lines("신청은 구청에서")))
    assert [row["reason"] for row in rows] == ["changed at its source, but withdrawn here: left as it is"]
    assert len(public()) == 1


def test_a_public_post_whose_source_becomes_personal_is_a_draft_again(tmp_path):
    first = json.dumps(
        {"id": "1", "title": "소식", "published_at": "2026-11-05", "body": "자전거길"}, ensure_ascii=False
    )
    run(written(tmp_path, "news.jsonl", first))
    assert len(public()) == 1
    lines, rows = run(written(tmp_path, "news.jsonl", first.replace("자전거길", "신청 010-1234-5678")))
    assert counts(lines) == "0 created, 1 updated, 0 unchanged, 0 refused"
    assert [row["place"] for row in rows] == ["line 1"]
    assert public() == []


def test_a_dry_run_names_what_it_would_keep_as_drafts(tmp_path):
    lines, rows = run(written(tmp_path, "news.jsonl", personal_lines()), "--dry-run")
    assert "1 of them kept as drafts: personal data was found in them" in lines
    assert len(rows) == 1
    assert not PostPage.objects.exists()
