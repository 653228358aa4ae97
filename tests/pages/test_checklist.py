"""The checklist of the editor: which required pages of each site are public, drafts, or missing."""

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from cms.subsites.models import CityPage
from tests.content import draft_page, published_page
from tests.news.editor import sign_in
from tests.pages.test_records import website

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("prepared_city")]


def rows(client):
    shown = BeautifulSoup(client.get(reverse("required_pages")).content, "html.parser")
    lines = shown.select("table.listing tbody tr")
    return {line.th.get_text(strip=True): [cell.get_text(strip=True) for cell in line.select("td")] for line in lines}


def test_it_says_of_each_site_which_pages_are_public_drafts_or_missing():
    home = CityPage.objects.get(locale__language_code="ko")
    published_page("개인정보 처리방침", parent=home, role="privacy")
    draft_page("이용약관", parent=home, role="terms")
    published_page("누리집 연락처", parent=website(), role="contact")
    found = rows(sign_in("web-team", admin=True))
    assert [found[name] for name in found if name.startswith("saebyeol ko")] == [
        ["게시됨", "초안", "없음", "없음", "없음"]
    ]
    assert [found[name] for name in found if name.startswith("자전거 누리집")] == [
        ["없음", "없음", "없음", "게시됨", "없음"]
    ]


def test_whoever_may_change_no_site_is_told_of_none():
    draft_page("이용약관", parent=CityPage.objects.get(locale__language_code="ko"), role="terms")
    assert rows(sign_in()) == {}
