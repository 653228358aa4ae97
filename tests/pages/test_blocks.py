"""The blocks of a page: plain HTML in the record, whatever somebody wrote in a field."""

import re

import pytest
from django.core.exceptions import ValidationError

from cms.core.html import clean_html
from cms.ledger import generation
from cms.pages.blocks import PageBodyBlock
from cms.pages.models import EmbeddedSystem, StandardPage
from cms.publication import sync
from cms.subsites.models import OrganisationUnit
from tests.content import BASE_URL, draft_page, make_unit, published_page, published_post
from tests.core.media import make_file
from tests.pages.test_api import ask
from tests.pages.test_records import website

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("prepared_city")]
EVIL = "\"'><img src=x onerror=alert(1)><script>alert(2)</script>"
RICH = f"<p onclick=alert(3)>{EVIL}</p>"


def page_with(*blocks, title="페이지"):
    page = draft_page(title)
    page.body = list(blocks)
    page.save_revision().publish()
    return StandardPage.objects.get(pk=page.pk)


def html_of(*blocks):
    return page_with(*blocks).build_record()[1].html


def make_system(prefix="https://vote.example.org/embed/", **over):
    values = {"name_ko": "온라인 투표", "name_en": "Online voting", "kind": "voting", "prefix": prefix}
    system = EmbeddedSystem(**(values | over))
    system.full_clean()
    system.save()
    return system


def errors(name, value):
    block = PageBodyBlock().child_blocks[name]
    with pytest.raises(ValidationError) as caught:
        block.clean(block.to_python(value))
    return {field: error.messages for field, error in caught.value.block_errors.items()}


def test_steps_are_numbered_by_the_page_and_questions_unfold():
    assert html_of(
        ("steps", [{"title": "신청", "text": "<p>창구로</p>"}, {"title": "수령", "text": ""}]),
        ("accordion", [{"summary": "얼마입니까?", "text": "<p>무료</p>"}]),
    ) == (
        '<ol class="steps"><li><p><strong>신청</strong></p><p>창구로</p></li><li><p><strong>수령</strong></p></li></ol>'
        "\n\n"
        '<div class="accordion"><details><summary>얼마입니까?</summary><p>무료</p></details></div>'
    )


def test_a_contact_card_says_what_the_department_is_now():
    unit = make_unit()
    page = page_with(("contact", {"unit": unit, "note": "평일 09:00–18:00"}))
    assert page.build_record()[1].html == (
        '<div class="contact"><p><strong>자전거팀</strong></p><p><a href="tel:02-120" rel="noopener">02-120</a></p>'
        "<p>평일 09:00–18:00</p></div>"
    )
    other = published_page("다른 페이지")
    unit = OrganisationUnit.objects.get(pk=unit.pk)
    unit.telephone = "02-2133-0000"
    unit.save()
    assert sync.referring_pages(OrganisationUnit, [unit.pk], in_texts=True) == [page.pk]
    assert other.pk in sync.referring_pages(OrganisationUnit, [unit.pk])
    while sync.touch_queued():
        pass
    generation.replace()
    assert "02-2133-0000" in ask(f'{{page(key: "{page.key}") {{body {{html}}}}}}')["page"]["body"]["html"]


def test_a_list_of_files_has_those_that_the_public_may_have():
    file = make_file(content=b"x" * 303)
    html = html_of(("downloads", [{"file": file, "title": "신청서"}]))
    assert re.sub(r'(?<=href=")[^"]+', "", html) == (
        '<ul class="downloads"><li><p class="file"><a href="" rel="noopener">신청서</a>'
        " <small>CSV, 303&nbsp;바이트</small></p></li></ul>"
    )


def test_a_card_follows_the_page_that_it_leads_to_and_has_its_words_alone_until_that_is_public():
    there = draft_page("거기", slug="there")
    page = page_with(("cards", [{"page": there, "url": "", "title": "가 보기", "text": "설명"}]))
    assert page.build_record()[1].html == ('<ul class="cards"><li><a rel="noopener">가 보기</a><p>설명</p></li></ul>')
    there.get_latest_revision().publish()
    assert f'href="{BASE_URL}/traffic/there/"' in StandardPage.objects.get(pk=page.pk).build_record()[1].html


def test_a_card_leads_to_a_page_or_to_an_address_and_never_to_a_script():
    card = {"page": None, "url": "", "title": "가기", "text": ""}
    block = PageBodyBlock().child_blocks["cards"].child_block
    for url in ("", "javascript:alert(1)", "data:text/html,x"):
        with pytest.raises(ValidationError):
            block.clean(block.to_python(card | {"url": url}))
    assert block.clean(block.to_python(card | {"url": "https://x.example/"}))["url"] == "https://x.example/"


WRITTEN = {
    "steps": [{"title": EVIL, "text": RICH}, {"title": EVIL, "text": RICH}],
    "accordion": [{"summary": EVIL, "text": RICH}],
    "cards": [{"page": None, "url": f"https://x.example/{EVIL}", "title": EVIL, "text": EVIL}],
}


@pytest.mark.parametrize("name", [*WRITTEN, "contact", "downloads", "listing", "embed"])
def test_whatever_is_written_in_a_field_stays_words(name):
    unit = make_unit()
    unit.duties_ko, unit.telephone, unit.name_ko = EVIL, EVIL[:40], EVIL
    unit.save()
    values = WRITTEN | {
        "contact": {"unit": unit, "note": EVIL},
        "downloads": [{"file": make_file(), "title": EVIL}],
        "listing": {"title": EVIL, "kind": "post", "field": "", "website": None, "unit": unit, "tag": EVIL, "first": 5},
        "embed": {"system": make_system(), "url": "https://vote.example.org/embed/1", "title": EVIL},
    }
    block = PageBodyBlock().child_blocks[name]
    rendered = block.render(block.normalize(values[name]), {"language": "ko", "home": f"{BASE_URL}/"})
    html = clean_html(str(rendered), BASE_URL)
    assert not re.search(r"<script|<[^>]*\son\w+=", html), html
    assert "alert(1)" in html


def test_a_listing_is_a_link_in_the_text_and_is_made_when_it_is_read(server):
    published_post("자전거길 개통", slug="opened")
    page = page_with(
        ("text", "<p>앞</p>"),
        ("listing", {"title": "자전거 소식", "kind": "post", "field": "traffic", "unit": make_unit(), "tag": "자전거"}),
        ("text", "<p>뒤</p>"),
    )
    record, body = page.build_record()
    (listing,) = record.listings
    assert (listing.kind, listing.field, listing.website, listing.unit, listing.tag, listing.first) == (
        "post", "traffic", None, "bike-team", "자전거", 5,
    )  # fmt: skip
    assert listing.url.startswith(f"{BASE_URL}/search/?kind=post&language=ko&field=traffic&unit=bike-team&tag=")
    assert body.html.count('<p class="listing">') == 1
    assert server.get(listing.url).status_code == 200
    told = ask(f'{{page(key: "{page.key}") {{listings {{title items {{title ... on Post {{byline}}}}}}}}}}')
    assert told["page"]["listings"] == [{"title": "자전거 소식", "items": [{"title": "자전거길 개통", "byline": ""}]}]
    shown = server.get(record.url).text
    assert shown.index("<p>앞</p>") < shown.index('<section class="listing">') < shown.index("<p>뒤</p>")
    assert "자전거길 개통" in shown
    assert '<p class="listing">' not in shown
    assert "자전거길 개통" not in server.get(f"/data/page/{page.key}.ttl").text


def test_a_listing_is_not_narrowed_by_what_its_kind_does_not_have():
    value = {"title": "문서", "kind": "document", "field": "traffic", "first": 5}
    assert list(errors("listing", value)) == ["field"]
    assert list(errors("listing", value | {"field": "", "first": 11})) == ["first"]


def test_another_system_is_framed_by_the_page_that_has_it_and_by_no_other(server):
    make_system()
    page = page_with(("embed", {"system": EmbeddedSystem.objects.get(), "url": VOTE, "title": "2027년 예산 투표"}))
    record, body = page.build_record()
    assert [(one.url, one.title, one.kind) for one in record.embeds] == [(VOTE, "2027년 예산 투표", "voting")]
    assert body.html == f'<p class="embed"><a href="{VOTE}" rel="noopener">2027년 예산 투표</a></p>'
    shown = server.get(record.url)
    assert f'<iframe src="{VOTE}" title="2027년 예산 투표"' in shown.text
    assert "https://vote.example.org/embed/" in frames(shown)
    assert "vote.example.org" not in frames(server.get("/traffic/"))


VOTE = "https://vote.example.org/embed/budget?year=2027"


def frames(response):
    return response.headers["Content-Security-Policy"].partition("frame-src ")[2].partition(";")[0]


def test_a_system_that_the_city_takes_back_is_framed_no_more(server):
    system = make_system()
    page = page_with(("embed", {"system": system, "url": VOTE, "title": "투표"}))
    system.delete()
    while sync.touch_queued():
        pass
    generation.replace()
    assert page.full_url.startswith(BASE_URL)
    shown = server.get(page.full_url)
    assert ("<iframe" in shown.text, "vote.example.org" in frames(shown)) == (False, False)


@pytest.mark.parametrize(
    "url",
    [
        "https://vote.example.org/",
        "https://vote.example.org/embedded",
        "https://vote.example.org.evil.example/embed/",
        "http://vote.example.org/embed/1",
        "https://vote.example.org/embed/../admin",
        "https://vote.example.org/embed/%2e%2e/admin",
        "https://vote.example.org/embed/..%5cadmin",
        "https://vote.example.org@evil.example/embed/",
        "https://vote.example.org/embed/;frame-src",
        "https://vote.example.org/embed/\"onload=alert(1)",
        "javascript:alert(1)",
    ],
)  # fmt: skip
def test_an_address_that_the_registry_does_not_have_is_refused_and_never_framed(url):
    system = make_system()
    value = {"system": system.pk, "url": url, "title": "투표"}
    assert list(errors("embed", value)) == ["url"]
    page = page_with(("embed", {"system": system, "url": url, "title": "투표"}))
    assert (page.build_record()[0].embeds, page.build_record()[1].html) == ((), "")


@pytest.mark.parametrize(
    "prefix",
    [
        "http://vote.example.org/",
        "https://vote.example.org/?x=",
        "https://user@vote.example.org/",
        "https://vote.example.org/a b/",
        "https://vote.example.org/;/",
        "https://vote.example.org/a/../",
        "vote.example.org",
        "*",
    ],
)
def test_a_prefix_is_https_and_plain(prefix):
    with pytest.raises(ValidationError):
        make_system(prefix)


def test_a_prefix_ends_with_its_folder():
    assert make_system("https://vote.example.org").prefix == "https://vote.example.org/"


def test_a_mark_that_somebody_imported_is_a_link_and_no_frame(server):
    page = page_with(("html", '<p class="embed"><a href="https://evil.example/">x</a></p>'))
    assert "<iframe" not in server.get(page.full_url).text


def test_a_website_narrows_a_listing_by_its_key():
    site = website()
    value = {"title": "누리집 소식", "kind": "post", "website": site.page_ptr, "first": 5}
    assert page_with(("listing", value)).build_record()[0].listings[0].website == "bike"
