"""The pages that every site has to have: drafts from the founding on, which no public eye sees."""

import pytest

from cms.core.records import ROLES
from cms.ledger.models import Entry
from cms.pages.demo import _TEXTS
from cms.pages.demo.content import publish_pages
from cms.pages.founding import TEMPLATES, make_required, texts
from cms.pages.models import StandardPage
from cms.subsites.models import CityPage
from tests.content import published_page

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("prepared_city")]


def home(language="ko"):
    return CityPage.objects.get(locale__language_code=language)


@pytest.mark.parametrize("path", [TEMPLATES, _TEXTS], ids=["templates", "demo"])
def test_each_role_has_a_title_a_lead_and_a_body_in_korean_and_english(path):
    found = texts(path)
    assert tuple(found) == ROLES
    for by_language in found.values():
        assert {language: sorted(text) for language, text in by_language.items()} == {
            "ko": ["body", "lead", "title"],
            "en": ["body", "lead", "title"],
        }


def test_a_template_says_what_is_to_be_filled_in_and_the_demo_has_nothing_left():
    for by_language in texts(TEMPLATES).values():
        assert all("【" in text["body"] for text in by_language.values())
    assert not any("【" in text["body"] for by_language in texts(_TEXTS).values() for text in by_language.values())


def test_a_city_is_founded_with_drafts_of_them_in_each_of_its_languages():
    for language in ("ko", "en"):
        assert [page.role for page in make_required(home(language), texts(TEMPLATES))] == list(ROLES)
    korean, english = (list(StandardPage.objects.filter(path__startswith=home(one).path)) for one in ("ko", "en"))
    assert [page.title for page in korean] == [
        "개인정보 처리방침", "이용약관", "웹 접근성 안내", "연락처", "찾아오시는 길",
    ]  # fmt: skip
    assert [page.slug for page in english] == list(ROLES)
    assert [page.translation_key for page in korean] == [page.translation_key for page in english]
    assert {page.live for page in (*korean, *english)} == {False}
    assert not Entry.objects.filter(kind="page").exists()
    assert korean[0].lead.startswith(home().title)


def test_founding_again_makes_none_twice_and_leaves_what_somebody_has_written():
    own = published_page("우리 방침", parent=home(), role="privacy")
    make_required(home(), texts(TEMPLATES))
    assert make_required(home(), texts(TEMPLATES)) == []
    assert StandardPage.objects.get(role="privacy", path__startswith=home().path).pk == own.pk
    assert StandardPage.objects.filter(path__startswith=home().path).count() == len(ROLES)


def test_a_page_of_another_place_keeps_its_address_and_the_draft_takes_the_next():
    published_page("연락 방법", parent=home(), slug="contact")
    made = {page.role: page.slug for page in make_required(home(), texts(TEMPLATES))}
    assert made["contact"] == "contact-2"


def test_the_demo_publishes_them_once_and_leaves_what_was_changed(server):
    for language in ("ko", "en"):
        make_required(home(language), texts(TEMPLATES))
    assert publish_pages(home(), _TEXTS) == 10
    assert publish_pages(home(), _TEXTS) == 0
    assert Entry.objects.filter(kind="page", state="public").count() == 10
    page = server.get("/privacy/").text
    assert ("개인정보 처리방침" in page, "마지막 확인" in page, 'hreflang="en"' in page) == (True, True, True)
    footer = server.get("/traffic/").text.partition('<footer class="footer"')[2]
    assert '<a href="http://saebyeol.example/privacy/">개인정보 처리방침</a>' in footer
    assert "/en/privacy/" in server.get("/en/").text.partition('<footer class="footer"')[2]
