"""A token shows one state of one draft, for a while."""

import json
from datetime import timedelta
from functools import partial
from urllib.parse import parse_qs, urlsplit

import pytest
from django.urls import reverse
from django.utils import timezone
from wagtail.test.utils.form_data import rich_text
from wagtail_headless_preview.models import PagePreview

from cms.core import previews
from cms.core.errors import Gone, NotFound
from cms.news.models import PostPage
from tests.content import BASE_URL, draft_post, make_unit, publish, section
from tests.news.editor import form, sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("prepared_city")]
draft = partial(previews.draft, PostPage)


def token_of(post):
    return post.create_page_preview().token


def aged(token, seconds, monkeypatch):
    """Read the token as it will be read later."""
    from django.core import signing

    now = signing.time.time()
    monkeypatch.setattr(signing.time, "time", lambda: now + seconds)
    return draft(token)


def test_a_token_shows_the_draft_as_it_was_and_not_as_it_became():
    post = draft_post("처음").get_latest_revision_as_object()
    token = token_of(post)
    post.title = "다음"
    post.save_revision()
    record, body = draft(token)
    assert (record.title, record.key, body.text) == ("처음", str(post.key), "본문입니다.")
    assert (record.tags, record.publisher, record.topics) == (("자전거",), "bike-team", ("traffic",))
    assert PostPage.objects.get(pk=post.pk).live is False


def test_two_states_have_two_tokens_even_in_the_same_second():
    post = draft_post("처음")
    first = token_of(post)
    post.title = "다음"
    second = token_of(post)
    assert [draft(token)[0].title for token in (first, second)] == ["처음", "다음"]


def test_a_draft_is_dated_as_if_it_were_published_now_or_as_planned():
    post = draft_post()
    now = timezone.now()
    assert abs(draft(token_of(post))[0].published_at - now) < timedelta(minutes=1)
    post.go_live_at = now.replace(microsecond=0) + timedelta(days=3)
    record = draft(token_of(post))[0]
    assert record.published_at == record.modified_at == post.go_live_at


def test_a_draft_of_a_published_post_keeps_its_date():
    post = publish(draft_post())
    assert draft(token_of(post))[0].published_at == post.first_published_at.replace(microsecond=0)


def test_a_token_works_until_its_time_is_over(monkeypatch, settings):
    token = token_of(draft_post())
    settings.MADANG_PREVIEW_SECONDS = 600
    assert aged(token, 590, monkeypatch)[0].title == "자전거길 개통"


def test_an_expired_token_is_gone(monkeypatch, settings):
    token = token_of(draft_post())
    settings.MADANG_PREVIEW_SECONDS = 600
    with pytest.raises(Gone, match="expired"):
        aged(token, 601, monkeypatch)


def test_a_removed_draft_is_gone():
    token = token_of(draft_post())
    PagePreview.objects.update(created_at=timezone.localdate() - timedelta(days=2))
    PagePreview.garbage_collect()
    with pytest.raises(Gone, match="removed"):
        draft(token)


@pytest.mark.parametrize(
    "change",
    [
        lambda t: "",
        lambda t: "id=1",
        lambda t: t[:-1] + ("A" if t[-1] != "A" else "B"),
        lambda t: "9" + t,
        lambda t: "\x00" + t,
        lambda t: t * 40,
    ],
)
def test_a_token_that_this_server_did_not_make_is_not_found(change):
    with pytest.raises(NotFound):
        draft(change(token_of(draft_post())))


def test_a_deleted_post_can_still_be_looked_at_by_the_holder_of_its_token():
    post = draft_post()
    token = token_of(post)
    post.delete()
    assert draft(token)[0].title == "자전거길 개통"


def preview(client, url, **over):
    """Keep the form as the editor's panel does, then open the preview."""
    assert client.post(url, form(**over)).json() == {"is_valid": True, "is_available": True}
    return client.get(url)


def test_the_editor_sends_a_draft_to_the_page_of_its_own_site():
    client = sign_in(unit=make_unit())
    post = draft_post(owner=client.user)
    url = reverse("wagtailadmin_pages:preview_on_edit", args=(post.pk,))
    response = preview(client, url, title="고친 제목", slug=post.slug)
    address = urlsplit(response.url)
    assert f"{address.scheme}://{address.netloc}{address.path}" == f"{BASE_URL}/preview/"
    query = parse_qs(address.query)
    assert query["content_type"] == ["news.postpage"]
    record, _ = draft(query["token"][0])
    assert (record.title, record.url) == (
        "고친 제목",
        post.get_full_url().replace(post.slug, record.url.split("/")[-2]),
    )
    assert PostPage.objects.get(pk=post.pk).title == "자전거길 개통"


def test_a_post_that_was_never_saved_is_previewed_with_its_section():
    client = sign_in()
    url = reverse("wagtailadmin_pages:preview_on_add", args=("news", "postpage", section("health").pk))
    response = preview(client, url, title="새 글", body=[("text", rich_text("<p>처음 쓰는 글</p>"))], tags="산책")
    record, body = draft(parse_qs(urlsplit(response.url).query)["token"][0])
    assert (record.title, record.topics, record.tags) == ("새 글", ("health",), ("산책",))
    assert (record.language, record.site, body.text) == ("ko", "saebyeol", "처음 쓰는 글")
    assert not PostPage.objects.exists()


def test_a_front_end_on_another_origin_gets_the_token_where_the_settings_say(settings):
    settings.WAGTAIL_HEADLESS_PREVIEW = settings.WAGTAIL_HEADLESS_PREVIEW | {
        "CLIENT_URLS": {"default": "https://front.example/p?x=1", "traffic.example": "https://traffic-front.example/"}
    }
    client = sign_in()
    post = draft_post(owner=client.user)
    response = client.get(reverse("wagtailadmin_pages:view_draft", args=(post.pk,)))
    assert response.url.startswith("https://front.example/p?x=1&content_type=news.postpage&token=")
    from wagtail.models import Site

    Site.objects.create(hostname="traffic.example", root_page=section())
    response = client.get(reverse("wagtailadmin_pages:view_draft", args=(post.pk,)))
    assert response.url.startswith("https://traffic-front.example/?content_type=news.postpage&token=")


def test_the_panel_of_the_editor_shows_the_page_with_the_accessibility_checker_in_it():
    client = sign_in()
    post = draft_post(owner=client.user)
    url = reverse("wagtailadmin_pages:preview_on_edit", args=(post.pk,))
    client.post(url, form(title="고친 제목", slug=post.slug))
    response = client.get(url + "?in_preview_panel=true")
    page = response.content.decode()
    assert response.status_code == 200
    assert "고친 제목" in page
    assert page.index("<wagtail-userbar>") < page.index("</body>")


def test_a_token_holds_no_content_and_no_address():
    post = draft_post("비밀 제목")
    token = token_of(post)
    assert "비밀" not in token
    stored = PagePreview.objects.get(token=token)
    assert json.loads(stored.content_json)["title"] == "비밀 제목"
