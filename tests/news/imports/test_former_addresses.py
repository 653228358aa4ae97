"""The former addresses of imported posts: they lead to them, and links between them are links to their pages."""

import pytest
from django.test import Client

from cms.core.models import Redirect
from cms.ledger import generation, selectors
from cms.ledger.models import Entry
from cms.news.models import PostPage
from tests.content import BASE_URL, HOST, section

from .samples import RSS, wp_post, wp_upload, written, wxr
from .test_import_posts import counts, run

pytestmark = pytest.mark.django_db
RIVER = "river.example"


@pytest.fixture(autouse=True)
def city(prepared_city, settings):
    settings.MADANG_BASE_URL = BASE_URL
    return prepared_city


HEAD = (
    f"<wp:base_site_url>http://{RIVER}</wp:base_site_url><wp:base_blog_url>http://{RIVER}</wp:base_blog_url>"
    "<wp:author><wp:author_login>editor01</wp:author_login></wp:author>"
    "<wp:author><wp:author_login>editor02</wp:author_login></wp:author>"
)


def bring(tmp_path, *items, options=(), head=HEAD):
    """As WordPress writes an export: what it says of the site before its authors, and those before its items."""
    lines, rows = run(written(tmp_path, "export.xml", wxr(*items, authors=head)), *options)
    generation.replace()  # as the commit does
    return lines, [(row["left_out"], row["reason"]) for row in rows if "river.example/" in row.get("left_out", "")]


def led(path, host=RIVER):
    answer = Client().get(path, headers={"host": host})
    return answer.headers.get("Location", answer.status_code)


def body(number):
    entry = Entry.objects.get(page_id=PostPage.objects.get(source_id__endswith=f"p={number}").pk)
    return selectors.entry(site="saebyeol", key=str(entry.key)).body.html


def upload(number, parent):
    page = f"<link>http://{RIVER}/{parent}/picture-{number}/</link>"
    return wp_upload(number, f"{number}.png", parent=parent).replace("<wp:post_parent>", f"{page}<wp:post_parent>")


def test_permalinks_numbers_and_pages_of_attachments_lead_to_the_post(tmp_path):
    bring(tmp_path, upload(50, 1), wp_post(1), wp_post(2, link=f"http://{RIVER}/2013/05/%EA%B8%B8/"))
    first, second = f"{BASE_URL}/traffic/news-1/", f"{BASE_URL}/traffic/news-2/"
    for path in ("/1/", "/1", "/?p=1", "/?p=1&fbclid=x", "/1/picture-50/", "/?attachment_id=50"):
        assert led(path) == first, path
    assert [led("/2013/05/%EA%B8%B8/"), led("/?p=2")] == [second, second]
    assert [led(path) for path in ("/", "/?p=3", "/wp-content/uploads/50.png")] == [421, 421, 421]
    assert set(Redirect.objects.values_list("origin", flat=True)) == {"posts"}
    before = list(Redirect.objects.values())
    lines, told = bring(tmp_path, upload(50, 1), wp_post(1), wp_post(2, link=f"http://{RIVER}/2013/05/%EA%B8%B8/"))
    assert (counts(lines), told) == ("0 created, 0 updated, 2 unchanged, 1 refused", [])
    assert list(Redirect.objects.values()) == before


@pytest.mark.parametrize("head", ["", HEAD.partition("<wp:author>")[0]], ids=["a link alone", "no author"])
def test_a_shorter_export_says_of_which_site_it_is_too(tmp_path, head):
    bring(tmp_path, upload(50, 1), wp_post(1), head=head)
    assert {led(path) for path in ("/?p=1", "/?attachment_id=50")} == {f"{BASE_URL}/traffic/news-1/"}


def test_a_dry_run_keeps_no_address(tmp_path):
    bring(tmp_path, wp_post(1), options=("--dry-run",))
    assert not Redirect.objects.exists()


def test_an_address_that_leads_elsewhere_is_named_and_left(tmp_path):
    Redirect.objects.create(site="saebyeol", host=RIVER, path="/1/", page=section())
    _, told = bring(tmp_path, wp_post(1), wp_post(2, link=f"http://{RIVER}/?p=1"))
    why = "this address leads elsewhere already"
    assert sorted(told) == [(f"http://{RIVER}/1/", why), (f"http://{RIVER}/?p=1", why)]
    assert [led("/1/"), led("/?p=1"), led("/?p=2")] == [
        f"{BASE_URL}/traffic/",
        f"{BASE_URL}/traffic/news-1/",
        f"{BASE_URL}/traffic/news-2/",
    ]


def test_a_site_that_keeps_its_name_is_redirected_under_it(tmp_path):
    text = wxr(wp_post(1, link=f"{BASE_URL}/2013/one/"), wp_post(2, link=f"{BASE_URL}/traffic/news-2/"))
    run(written(tmp_path, "export.xml", text.replace("<link>http://river.example</link>", f"<link>{BASE_URL}</link>")))
    generation.replace()
    assert [led(path, HOST) for path in ("/2013/one/", "/?p=1", "/?p=2", "/traffic/news-2/")] == [
        f"{BASE_URL}/traffic/news-1/",
        f"{BASE_URL}/traffic/news-1/",
        f"{BASE_URL}/traffic/news-2/",
        200,
    ]


def test_a_post_that_is_scheduled_is_led_to_when_it_is_public(tmp_path):
    later = {"wp:post_date": "2099-03-04 10:00:00", "wp:post_date_gmt": "2099-03-04 01:00:00", "wp:status": "future"}
    bring(tmp_path, wp_post(1, **later))
    assert led("/1/") == 421
    post = PostPage.objects.get()
    post.go_live_at = None
    post.save_revision().publish()
    assert led("/1/") == f"{BASE_URL}/traffic/news-1/"


def test_links_between_posts_become_links_to_their_pages_also_when_the_target_comes_later(tmp_path):
    links = f'<a href="http://{RIVER}/2/?utm_source=x#part">둘</a> <a href="/?p=3">셋</a> <a href="https://else.example/">밖</a>'
    lines, _ = bring(tmp_path, wp_post(1, links), wp_post(2, f'<a href="http://{RIVER}/1/">하나</a>'))
    assert "2 posts now link to the pages of others that came in" in lines
    assert body(1) == (
        f'<p><a href="{BASE_URL}/traffic/news-2/" rel="noopener">둘</a>'
        f' <a href="http://{RIVER}/?p=3" rel="noopener">셋</a>'
        ' <a href="https://else.example/" rel="noopener">밖</a></p>'
    )
    assert body(2) == f'<p><a href="{BASE_URL}/traffic/news-1/" rel="noopener">하나</a></p>'
    lines, _ = bring(tmp_path, wp_post(1, links), wp_post(2, f'<a href="http://{RIVER}/1/">하나</a>'), wp_post(3))
    assert counts(lines) == "1 created, 0 updated, 2 unchanged, 0 refused"
    assert "1 posts now link to the pages of others that came in" in lines
    assert f'<a href="{BASE_URL}/traffic/news-3/" rel="noopener">셋</a>' in body(1)
    third = PostPage.objects.get(slug="news-3")
    third.slug = "new-place"
    third.save_revision().publish()
    assert f'<a href="{BASE_URL}/traffic/new-place/" rel="noopener">셋</a>' in body(1)
    third.unpublish()
    assert '<a rel="noopener">셋</a>' in body(1)
    assert "new-place" not in body(1)


def test_a_post_that_was_edited_here_keeps_its_links_and_is_no_other(tmp_path):
    bring(tmp_path, wp_post(1, f'<a href="http://{RIVER}/2/">둘</a>'))
    post = PostPage.objects.get()
    post.save_revision().publish()
    lines, _ = bring(tmp_path, wp_post(1, f'<a href="http://{RIVER}/2/">둘</a>'), wp_post(2))
    assert counts(lines) == "1 created, 0 updated, 1 unchanged, 0 refused"
    assert body(1) == f'<p><a href="http://{RIVER}/2/" rel="noopener">둘</a></p>'


def test_the_links_of_a_feed_lead_to_its_posts_too(tmp_path):
    run(written(tmp_path, "feed.rss", RSS))
    generation.replace()
    assert led("/1", "lab.example").startswith(f"{BASE_URL}/traffic/")
