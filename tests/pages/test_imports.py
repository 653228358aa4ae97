"""The pages of a WordPress export, with their parents, order, links and old addresses."""

import io
import json

import pytest
from django.core.management import CommandError, call_command

from cms.ledger import generation
from cms.ledger.models import Entry
from cms.pages.models import StandardPage
from tests.content import BASE_URL, section
from tests.pages.test_records import website

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("prepared_city")]
HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/"
 xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:wp="http://wordpress.org/export/1.2/"><channel><title>자전거</title>
<wp:base_blog_url>https://bike.example</wp:base_blog_url>"""


def item(number, title, *, slug, parent=0, order=0, kind="page", status="publish", html="<p>본문입니다.</p>"):
    return f"""<item><title>{title}</title><link>https://bike.example/{slug}/</link>
<guid>https://bike.example/?page_id={number}</guid><content:encoded><![CDATA[{html}]]></content:encoded>
<excerpt:encoded></excerpt:encoded><wp:post_id>{number}</wp:post_id><wp:post_name>{slug}</wp:post_name>
<wp:post_date_gmt>2026-05-01 00:00:00</wp:post_date_gmt><wp:post_modified_gmt>2026-05-02 00:00:00</wp:post_modified_gmt>
<wp:status>{status}</wp:status><wp:post_parent>{parent}</wp:post_parent><wp:menu_order>{order}</wp:menu_order>
<wp:post_type>{kind}</wp:post_type></item>"""


# What lies below another comes before it, and leads to what comes after.
PAGES = [
    item(3, "요금", slug="fees", parent=2, order=2, html='<p>먼저 <a href="https://bike.example/rent/">빌리기</a></p>'),
    item(4, "빌리기", slug="rent", parent=2, order=1),
    item(2, "이용 안내", slug="guide"),
    item(5, "소식", slug="news", kind="post"),
    item(6, "쓰다 만 것", slug="draft", status="draft"),
]


def imported(tmp_path, items=PAGES, *options, place=("--field", "traffic", "--website", "bike")):
    path, report, out = tmp_path / "bike.xml", tmp_path / "report.jsonl", io.StringIO()
    path.write_text(f"{HEAD}{''.join(items)}</channel></rss>", encoding="utf-8")
    call_command("import_pages", str(path), "--report", str(report), *place, *options, stdout=out)
    generation.replace()
    summary = next(line for line in out.getvalue().splitlines() if "created" in line).partition(" in ")[0]
    return summary, [(row.get("title", ""), row["reason"]) for row in map(json.loads, report.read_text().splitlines())]


def page(title):
    return StandardPage.objects.get(title=title)


def test_pages_come_below_a_website_with_their_parents_and_in_their_order(tmp_path):
    website()
    assert imported(tmp_path) == (
        "3 created, 0 updated, 0 unchanged, 2 refused",
        [("소식", "a post, not a page"), ("쓰다 만 것", "it was a draft")],
    )
    guide = page("이용 안내")
    assert [below.title for below in guide.get_children()] == ["빌리기", "요금"]
    record, body = page("요금").build_record()
    assert (record.website, record.parent, record.url) == (
        "bike",
        str(guide.key),
        f"{BASE_URL}/traffic/bike/guide/fees/",
    )
    assert record.published_at.isoformat() == "2026-05-01T09:00:00+09:00"
    assert f'href="{BASE_URL}/traffic/bike/guide/rent/"' in body.html
    assert Entry.objects.filter(kind="page", state="public").count() == 3


def test_a_second_run_changes_nothing_and_a_third_what_its_source_has_changed(tmp_path):
    website()
    imported(tmp_path)
    before = sorted(Entry.objects.values_list("key", "version"))
    assert imported(tmp_path)[0] == "0 created, 0 updated, 3 unchanged, 2 refused"
    assert sorted(Entry.objects.values_list("key", "version")) == before
    changed = [*PAGES[:1], item(4, "빌리는 법", slug="rent", parent=2, order=1), *PAGES[2:]]
    assert imported(tmp_path, changed)[0] == "0 created, 1 updated, 2 unchanged, 2 refused"
    assert page("빌리는 법").slug == "rent"


def test_a_page_that_was_edited_here_is_left_as_it_is(tmp_path):
    website()
    imported(tmp_path)
    rent = page("빌리기")
    rent.title = "우리가 고친 것"
    rent.save_revision().publish()
    assert imported(tmp_path)[0] == "0 created, 0 updated, 2 unchanged, 3 refused"
    assert StandardPage.objects.get(pk=rent.pk).title == "우리가 고친 것"


def test_old_addresses_lead_to_the_pages(tmp_path, server):
    website()
    imported(tmp_path)
    answer = server.get("/rent/", host="bike.example")
    told = server.get('/graphql?query={route(host:"bike.example",path:"/rent/"){redirect}}')
    assert "/traffic/bike/guide/rent/" in told.text, (answer.status_code, told.text)


def test_a_dry_run_keeps_nothing_and_pages_may_come_to_the_city_itself(tmp_path):
    assert imported(tmp_path, PAGES, "--dry-run", place=())[0].startswith("Would be: 3 created")
    assert not StandardPage.objects.exists()
    imported(tmp_path, place=())
    assert page("이용 안내").get_parent().depth == 2
    assert page("이용 안내").build_record()[0].website is None


def test_pages_that_lie_below_each_other_in_a_circle_come_in_too(tmp_path):
    website()
    circle = [item(7, "하나", slug="one", parent=8), item(8, "둘", slug="two", parent=7)]
    assert imported(tmp_path, circle)[0] == "2 created, 0 updated, 0 unchanged, 0 refused"
    assert {page("하나").depth, page("둘").depth} == {section().depth + 2, section().depth + 3}


def test_personal_data_keeps_a_page_as_a_draft(tmp_path):
    website()
    imported(tmp_path, [item(9, "문의", slug="ask", html="<p>담당 010-1234-5678</p>")])
    assert (page("문의").live, Entry.objects.filter(kind="page").exists()) == (False, False)


def test_pages_come_from_a_wordpress_export_alone(tmp_path):
    path = tmp_path / "feed.xml"
    path.write_text('<rss version="2.0"><channel><title>x</title></channel></rss>', encoding="utf-8")
    with pytest.raises(CommandError, match="no WordPress export"):
        call_command("import_pages", str(path))
