"""The names of the editor for things, where no catalogue of Wagtail's has a word that is asked for."""

from datetime import datetime

import pytest
from django.contrib.auth import get_user_model
from django.utils.formats import date_format
from django.utils.translation import override
from wagtail.admin.paginator import WagtailPaginator
from wagtail.models import Collection, Locale, Page, Revision

from cms.core.text import full_name
from tests.content import section
from tests.news.editor import add, sign_in


@pytest.mark.parametrize(
    ("given", "family", "called"),
    [
        ("철수", "김", "김철수"), ("哲秀", "金", "金哲秀"), ("Jane", "Doe", "Jane Doe"), ("길동", "Hong", "길동 Hong"),
        ("철수", "", "철수"), ("", "김", "김"), ("", "", ""), (" 보라 ", " 남궁 ", "남궁보라"),
    ],
)  # fmt: skip
def test_a_person_is_called_as_their_people_do(given, family, called):
    assert full_name(given=given, family=family) == called
    assert get_user_model()(first_name=given, last_name=family).get_full_name() == called


def test_the_half_of_a_korean_day_stands_before_the_hour():
    moment = datetime(2026, 12, 2, 10, 0)  # noqa: DTZ001 - a time of a clock
    for language, said in (("ko", "2026년 12월 2일 오전 10:00"), ("en", "Dec. 2, 2026, 10 a.m.")):
        with override(language):
            assert date_format(moment, "DATETIME_FORMAT") == said


@pytest.mark.usefixtures("prepared_city")
@pytest.mark.django_db
def test_things_and_people_are_counted_in_words():
    sign_in("one"), sign_in("two")
    counted = {
        "ko": ("사용자 2명", "언어 2개", "항목 0개"),
        "en": ("2 users", "2 locales", "0 items"),
    }
    for language, (people, languages, nothing) in counted.items():
        with override(language):
            assert WagtailPaginator(get_user_model().objects.order_by("pk"), 10).items_count_label == people
            assert WagtailPaginator(Locale.objects.order_by("pk"), 10).items_count_label == languages
            assert WagtailPaginator([], 10).items_count_label == nothing
            roots = {Page.objects.get(depth=1).get_admin_display_title(), str(Collection.get_first_root_node())}
            assert roots == {"전체" if language == "ko" else "Root"}


@pytest.mark.usefixtures("prepared_city")
@pytest.mark.django_db
def test_every_version_of_a_post_from_the_form_is_its_authors():
    author = sign_in("author")
    _, post = add(author, section(), action="publish")
    assert {revision.user for revision in Revision.objects.for_instance(post)} == {author.user}


@pytest.mark.django_db
@pytest.mark.parametrize(("language", "sign_in_here"), [("ko", "로그인"), ("en", "Sign in")])
def test_before_there_is_a_city_sign_in_has_the_name_of_the_product(client, language, sign_in_here):
    page = client.get("/admin/login/", headers={"accept-language": language}).content.decode()
    assert (f"<h1>Madang: {sign_in_here}</h1>" in page, f"<title>{sign_in_here} - Madang</title>" in page) == (
        True,
        True,
    )
    assert "Wagtail site" not in page and "wagtailadmin/images/favicon" not in page
