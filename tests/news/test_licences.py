"""A post cannot give away more than its pictures and files, wherever it is published from."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Revision
from wagtail.test.utils.form_data import rich_text

from cms.core.errors import Refused
from cms.core.licences import LICENCES
from cms.ledger.models import Entry
from cms.news.models import PostPage
from tests.content import draft_post, section
from tests.core.media import make_file, make_image
from tests.news.editor import add, edit, errors, sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("prepared_city")]


def with_picture(post, image):
    post.body = [("image", {"image": image, "caption": ""})]
    return post


def block(image):
    return {"image": {"image": image.pk, "decorative": "on", "alt_text": ""}, "caption": ""}


def test_the_editor_refuses_at_publishing_names_the_picture_and_offers_the_ways_out():
    image = make_image("사진가의 강", licence="all-rights-reserved")
    response, post = add(sign_in(), section(), body=[("image", block(image))], licence="cc-by-4.0", action="publish")
    assert post is None
    (message,) = errors(response)["licence"]
    assert "사진가의 강" in message
    assert "CC BY 4.0" in message
    assert message.count("©") == 2  # the picture's licence, and the only one that the post could have


def test_a_draft_is_saved_all_the_same_and_refused_when_it_is_published():
    image = make_image(licence="kogl-4")
    client = sign_in()
    _, post = add(client, section(), body=[("image", block(image))], licence="kogl-1")
    assert (post.live, post.licence) == (False, "kogl-1")
    response = edit(client, post, body=[("image", block(image))], licence="kogl-1", action="publish")
    assert list(errors(response)) == ["licence"]
    edit(client, post, body=[("image", block(image))], licence="kogl-4", action="publish")
    assert PostPage.objects.get(pk=post.pk).live


def test_scheduling_is_refused_like_publishing():
    image = make_image(licence="kogl-4")
    later = (timezone.localtime() + timedelta(days=1)).strftime("%Y-%m-%d %H:%M")
    response, post = add(
        sign_in(), section(), body=[("image", block(image))], licence="kogl-1", go_live_at=later, action="publish"
    )
    assert (post, list(errors(response))) == (None, ["licence"])


def test_the_cover_counts():
    image = make_image("표지", licence="kogl-3")
    response, post = add(sign_in(), section(), cover=image.pk, cover_alt="강", licence="kogl-1", action="publish")
    assert post is None
    assert "표지" in errors(response)["licence"][0]


def test_a_cover_without_description_is_refused_at_publishing_unless_it_is_decorative():
    image, client = make_image(), sign_in()
    response, post = add(client, section(), cover=image.pk, action="publish")
    assert (post, list(errors(response))) == (None, ["cover_alt"])
    assert add(client, section(), cover=image.pk)[1] is not None
    assert add(client, section(), title="둘째", cover=image.pk, cover_decorative="on", action="publish")[1].live


@pytest.mark.parametrize(
    "body",
    [
        lambda file: [("file", {"file": file, "title": ""})],
        lambda file: [("text", f'<p><a linktype="document" id="{file.pk}">x</a></p>')],
        lambda file: [
            ("callout", {"kind": "info", "title": "", "text": f'<a linktype="document" id="{file.pk}">x</a>'})
        ],
    ],
)
def test_files_count_wherever_they_are(body):
    post = draft_post(licence="cc0-1.0")
    post.body = body(make_file("도면", licence="kogl-1"))
    revision = post.save_revision()
    revision.publish()  # attribution is no permission that a whole can give away
    post.body = body(make_file("도면", licence="cc-by-nd-4.0"))
    with pytest.raises(Refused, match="도면"):
        post.save_revision().publish()


def test_a_refused_program_has_changed_nothing():
    post = with_picture(draft_post(licence="kogl-1"), make_image(licence="kogl-2"))
    revision = post.save_revision()
    with pytest.raises(Refused):
        revision.publish()
    stored = PostPage.objects.get(pk=post.pk)
    assert (stored.live, stored.first_published_at, stored.scheduled_revision) == (False, None, None)
    assert not Entry.objects.exists()


def test_saving_a_live_page_is_refused_without_a_revision_too():
    image = make_image(licence="kogl-2")
    post = with_picture(PostPage(title="바로", licence="kogl-1", locale=section().locale), image)
    with pytest.raises(Refused):
        section().add_child(instance=post)
    assert not PostPage.objects.exists()


def test_a_draft_of_a_live_post_is_saved_without_refusal():
    post = draft_post(licence="kogl-1")
    post.save_revision().publish()
    live = PostPage.objects.get(pk=post.pk)
    with_picture(live, make_image(licence="kogl-2")).save_revision()
    assert Entry.objects.get(key=post.key).record["images"] == []


def test_a_share_alike_picture_binds_the_post_to_its_own_kind():
    image = make_image(licence="cc-by-sa-4.0")
    for licence, allowed in (("cc-by-4.0", False), ("cc-by-sa-4.0", True), ("all-rights-reserved", True)):
        post = with_picture(draft_post(licence=licence), image)
        if allowed:
            post.save_revision().publish()
        else:
            with pytest.raises(Refused):
                post.save_revision().publish()


def test_the_message_names_every_picture_that_is_stricter_and_no_other():
    strict, free = make_image("엄격", licence="kogl-4"), make_image("자유", licence="cc0-1.0", size=(20, 20))
    post = draft_post(licence="kogl-1")
    post.body = [("image", {"image": image, "caption": ""}) for image in (strict, free)]
    with pytest.raises(Refused) as caught:
        post.save_revision().publish()
    assert caught.value.where == "licence"
    assert "엄격" in caught.value.message
    assert "자유" not in caught.value.message
    allowed = [LICENCES[key].short for key in ("cc-by-nc-nd-4.0", "kogl-4", "all-rights-reserved")]
    assert all(name in caught.value.message for name in allowed)


def test_publishing_many_at_once_explains_what_is_refused():
    client = sign_in()
    post = with_picture(draft_post("묶음", owner=client.user, licence="kogl-1"), make_image("엄격", licence="kogl-4"))
    post.save_revision()
    url = reverse("wagtail_bulk_action", args=("wagtailcore", "page", "publish"))
    page = client.post(f"{url}?id={post.pk}", follow=True).content.decode()
    assert "엄격" in page
    assert not PostPage.objects.get(pk=post.pk).live


def test_a_post_without_a_licence_states_the_citys(prepared_city):
    prepared_city.licence = "cc-by-nc-4.0"
    prepared_city.save()
    post = draft_post()
    assert post.licence == "cc-by-nc-4.0"
    _, written = add(sign_in(), section(), title="양식", body=[("text", rich_text("<p>x</p>"))], action="publish")
    assert written.licence == "kogl-1"


def test_a_schedule_that_is_refused_when_its_time_comes_stops_no_other_and_says_why_in_the_history():
    strict, past = make_image("엄격", licence="kogl-1"), timezone.now() - timedelta(minutes=1)
    client = sign_in()
    refused = with_picture(draft_post("첫째", owner=client.user, licence="kogl-1"), strict)
    clash, fine = draft_post("둘째"), draft_post("셋째")
    for post in (refused, clash, fine):
        post.go_live_at = timezone.now() + timedelta(days=1)
        post.save_revision().publish()
    for revision in Revision.objects.filter(approved_go_live_at__isnull=False):
        revision.approved_go_live_at, revision.content["go_live_at"] = past, past.isoformat()
        revision.save()
    strict.licence = "all-rights-reserved"
    strict.save()
    PostPage.objects.filter(pk=fine.pk).update(slug=clash.slug)
    call_command("publish_scheduled")
    call_command("publish_scheduled")
    live = dict(PostPage.objects.values_list("title", "live"))
    assert live == {"첫째": False, "둘째": False, "셋째": True}
    assert not Revision.objects.filter(approved_go_live_at__isnull=False).exists()
    history = client.get(reverse("wagtailadmin_pages:history", args=(refused.pk,))).content.decode()
    assert "예약한 때에 게시하지 못했습니다" in history
    assert "엄격" in history
