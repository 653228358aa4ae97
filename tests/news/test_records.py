"""From a page to its record."""

from datetime import UTC, datetime, timedelta
from unicodedata import normalize
from uuid import UUID

import pytest
from django.core.exceptions import ValidationError
from wagtail.models import Locale, PageViewRestriction, Site

from cms.core.records import Body, Translation
from cms.news.models import PostPage
from cms.subsites.models import Field, WebsitePage
from tests.content import BASE_URL, draft_post, make_unit, publish, section
from tests.core.media import make_file, make_image

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("prepared_city")]
AT = datetime(2026, 11, 5, 3, 0, 0, 123456, tzinfo=UTC)


def record(post):
    return PostPage.objects.get(pk=post.pk).build_record()


def test_a_record_says_what_the_page_says():
    post = publish(draft_post("  자전거길\u0000  개통 ", byline="기자단", licence="cc-by-4.0"), first_published_at=AT)
    PostPage.objects.filter(pk=post.pk).update(last_published_at=AT + timedelta(minutes=5))
    found, body = record(post)
    assert (found.key, found.kind, found.site, found.language) == (str(post.key), "post", "saebyeol", "ko")
    assert found.iri == f"{BASE_URL}/id/post/{post.key}"
    assert found.url == f"{BASE_URL}/traffic/%EC%9E%90%EC%A0%84%EA%B1%B0%EA%B8%B8-%EA%B0%9C%ED%86%B5/"
    assert (found.title, found.summary, found.byline) == ("자전거길 개통", "강변을 따라 달립니다.", "기자단")
    assert found.published_at.isoformat() == "2026-11-05T12:00:00+09:00"
    assert found.modified_at.isoformat() == "2026-11-05T12:05:00+09:00"
    assert (found.publisher, found.topics, found.tags, found.website) == ("bike-team", ("traffic",), ("자전거",), None)
    assert (found.licence, found.image, found.images, found.files, found.translations) == (
        "cc-by-4.0",
        None,
        (),
        (),
        (),
    )
    assert body == Body(html="<p>본문입니다.</p>", text="본문입니다.")


def test_a_post_without_lead_is_summarised_by_its_first_words():
    post = draft_post(lead="")
    post.body = [("heading", {"text": "제목", "level": "h2"}), ("text", f"<p>{'긴 글 ' * 100}</p>")]
    found, _ = record(publish_revision(post))
    assert found.summary.startswith("제목 긴 글 긴 글")
    assert len(found.summary) <= 200
    assert found.summary.endswith("…")


def test_a_summary_is_made_of_prose_and_not_of_what_stands_beside_it():
    river, plan = make_image(), make_file()
    figure = {"image": {"image": river.pk, "decorative": False, "alt_text": "강"}, "caption": "저녁"}
    post = draft_post(lead="")
    post.body = [
        {"type": "image", "value": figure},
        {"type": "file", "value": {"file": plan.pk, "title": "문서 내려받기"}},
        {"type": "text", "value": "<p>길이 열립니다.</p>"},
    ]
    found, body = record(publish_revision(post))
    assert found.summary == "길이 열립니다."
    assert body.text.startswith("강\n저녁\n문서 내려받기 CSV")


def publish_revision(post):
    post.save_revision().publish()
    return post


def test_a_long_lead_is_not_cut():
    lead = "가" * 480
    assert record(publish(draft_post(lead=lead)))[0].summary == lead


def test_a_post_without_unit_or_tags_has_none():
    post = publish(draft_post(unit=None, tags=()))
    assert (record(post)[0].publisher, record(post)[0].tags) == (None, ())


def test_a_post_of_a_website_belongs_to_the_websites_field():
    website = section().add_child(
        instance=WebsitePage(title="새별 자전거", slug="bike", code="bike", unit=make_unit(), locale=section().locale)
    )
    found, _ = record(publish(draft_post(parent=website)))
    assert (found.website, found.topics) == ("bike", ("traffic",))
    assert found.url.startswith(f"{BASE_URL}/traffic/bike/")


def test_further_fields_follow_the_main_one_in_their_own_order():
    post = draft_post(parent=section("health"))
    post.further_fields.set(Field.objects.all())
    assert record(publish_revision(post))[0].topics == ("health", "traffic")


def test_pictures_and_files_are_listed_once_with_their_credit():
    cover, river, plan = make_image("표지"), make_image("강", size=(40, 30), credit="시민"), make_file("계획")
    figure = {"image": {"image": river.pk, "decorative": False, "alt_text": "강"}, "caption": ""}
    post = draft_post(cover=cover, cover_alt="표지 그림")
    post.body = [
        {"type": "image", "value": figure},
        {"type": "gallery", "value": [figure, figure | {"caption": "2"}]},
        {"type": "file", "value": {"file": plan.pk, "title": "내려받기"}},
        {"type": "text", "value": f'<p><a linktype="document" id="{plan.pk}">다시</a></p>'},
    ]
    found, body = record(publish_revision(post))
    assert (found.image.alt, found.image.width) == ("표지 그림", 1200)
    assert [(image.alt, image.credit, image.width) for image in found.images] == [("강", "시민", 40)] * 3
    assert [(file.title, file.url.startswith(f"{BASE_URL}/files/")) for file in found.files] == [("계획", True)]
    assert f'<a href="{found.files[0].url}" rel="noopener">다시</a>' in body.html


def test_a_decorative_cover_has_no_description():
    post = publish(draft_post(cover=make_image(), cover_alt="남은 글", cover_decorative=True))
    assert record(post)[0].image.alt == ""


def test_a_post_without_cover_is_shown_by_the_first_picture_that_says_something():
    plain, river = make_image(), make_image(size=(40, 30))
    post = draft_post()
    post.body = [
        {"type": "image", "value": {"image": {"image": plain.pk, "decorative": True, "alt_text": ""}, "caption": ""}},
        {
            "type": "image",
            "value": {"image": {"image": river.pk, "decorative": False, "alt_text": "강"}, "caption": ""},
        },
    ]
    assert record(publish_revision(post))[0].image.alt == "강"


def test_links_to_pages_of_the_city_become_addresses():
    target = publish(draft_post("목적지"))
    post = draft_post()
    post.body = [("text", f'<p><a linktype="page" id="{target.pk}">가기</a> <a href="../x/">옆</a></p>')]
    _, body = record(publish_revision(post))
    assert f'href="{BASE_URL}/traffic/%EB%AA%A9%EC%A0%81%EC%A7%80/"' in body.html
    assert f'href="{BASE_URL}/x/"' in body.html


@pytest.fixture
def pair():
    """A published post with a published English version."""
    post = publish(draft_post())
    english = post.copy_for_translation(Locale.objects.get(language_code="en"))
    return post, publish(english, title="A lane", slug="lane")


def test_versions_in_other_languages_know_each_other(pair):
    post, english = pair
    assert record(post)[0].translations == (
        Translation(key=str(english.key), language="en", url=f"{BASE_URL}/en/traffic/lane/"),
    )
    assert [version.language for version in record(english)[0].translations] == ["ko"]
    assert english.key != post.key


@pytest.mark.parametrize(
    "hide",
    [
        lambda page: page.unpublish(),
        lambda page: PageViewRestriction.objects.create(page=page, restriction_type="login"),
        lambda page: PageViewRestriction.objects.create(page=page.get_parent(), restriction_type="login"),
        lambda page: PostPage.objects.filter(pk=page.pk).update(expire_at=AT),
        lambda page: PostPage.objects.filter(pk=page.pk).update(go_live_at=AT + timedelta(days=36500)),
    ],
)
def test_a_hidden_version_is_not_named(pair, hide):
    post, english = pair
    hide(PostPage.objects.get(pk=english.pk))
    assert record(post)[0].translations == ()


def test_a_field_with_a_host_of_its_own_has_its_posts_there():
    post = publish(draft_post())
    Site.objects.create(hostname="traffic.example", port=443, root_page=section())
    found, _ = record(post)
    assert found.url == "https://traffic.example/%EC%9E%90%EC%A0%84%EA%B1%B0%EA%B8%B8-%EA%B0%9C%ED%86%B5/"
    assert found.iri == f"{BASE_URL}/id/post/{post.key}"


def test_a_page_that_was_made_live_at_once_has_a_date_that_stays():
    post = PostPage(title="바로", locale=section().locale)
    section().add_child(instance=post)
    first, _ = record(post)
    PostPage.objects.get(pk=post.pk).save()
    assert record(post)[0].published_at == first.published_at
    assert first.published_at.year >= 2026


def test_a_copy_has_a_key_of_its_own_and_no_source():
    post = publish(draft_post())
    PostPage.objects.filter(pk=post.pk).update(source_id="wxr:1")
    copy = PostPage.objects.get(pk=post.pk).copy(update_attrs={"slug": "copy"})
    assert (copy.key != post.key, copy.source_id) == (True, None)


@pytest.mark.parametrize("slug", ["data", "graphql", "2026", "en", "zh-hans", "preview", "Tags", "sitemaps"])
def test_an_address_that_an_output_needs_is_refused(slug):
    with pytest.raises(ValidationError) as caught:
        draft_post(slug=slug)
    assert "slug" in caught.value.message_dict


@pytest.mark.parametrize(("title", "slug"), [("Data", "data-2"), ("2026", "2026-2"), ("한강 다리", "한강-다리")])
def test_an_address_made_of_a_title_keeps_hangul_and_avoids_what_is_taken(title, slug):
    assert draft_post(title).slug == slug


def test_a_title_without_letters_still_gets_an_address():
    post = draft_post("!!!")
    assert post.slug == str(post.key)[:8]
    assert UUID(str(post.key))


def test_an_address_in_decomposed_hangul_is_stored_composed():
    assert draft_post(slug=normalize("NFD", "가나")).slug == normalize("NFC", "가나")


def test_a_tag_without_a_letter_is_left_out_of_the_record():
    post = publish(draft_post(tags=("!!!", "🚲", "자전거")))
    assert record(post)[0].tags == ("자전거",)
