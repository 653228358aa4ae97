"""Every screen of the editor is in Korean for whoever reads it in Korean."""

import re

import pytest
from django.urls import reverse
from wagtail.models import Collection, Site, Task, Workflow, get_page_models
from wagtail.snippets.models import get_snippet_models
from wagtail.users.models import UserProfile

from tests.content import (
    draft_meeting,
    draft_post,
    make_city,
    make_committee,
    make_documents,
    make_unit,
    make_user,
    published_post,
    released_document,
    section,
)
from tests.core.doors import speaking, walking
from tests.core.media import make_file, make_image
from tests.news.editor import sign_in

pytestmark = pytest.mark.django_db
# Names: of formats, keys, places and products, and what the city of the tests calls its things in English.
NAMES = set(
    """
    API AVIF Alt Atom CC CCL CP CSS CSV Ctrl DOCX English Esc GIF GeoJSON HMAC HTML HWP HWPX ICS JPEG JPG JSON KB KOGL
    Madang MB ODP ODS ODT PDF PNG PPTX RSS SHA SHIFT Shift TSV TXT URL UTF WEBP XLS XLSX XML YouTube ZIP iCalendar
    BY NC ND SA blog com domain http slug my no yes
    Bicycle Disclosure Editors Employees Health Moderators Team Traffic bike department health officers
    author en employee ja ko lists root saebeol saebyeol saebyeolsi team traffic unit week approval
    """.split()
)
# What Wagtail says without asking for a translation: the name of a button that is not shown, and what its log keeps of
# the page that it has put into the store.
UNMARKED = {"Search", "Welcome to your new Wagtail site!"}


# Korean that nobody writes: an hour behind which its half of the day stands, a plural in brackets, a verb in two
# words, and both forms of a particle behind a word that asks for one of them.
MISWRITTEN = re.compile(
    r"\d (?:오전|오후)|\(들\)|(?<=[가-힣]) 되었|[가-힣][’”]?(?:을\(를\)|이\(가\)|은\(는\)|과\(와\)|\(으\)로)"
)


# The two of the models that the walk knows whose lists are different screens.
MODELS = (("wagtailcore", "page"), ("news", "postpage"))


class Screens:
    """A city with one of everything, and what the arguments of an address can be there."""

    def __init__(self):
        self.city, self.documents, self.committee = make_city(), make_documents(), make_committee()
        self.unit = make_unit()
        self.post = published_post("자전거길 개통")
        self.edited = draft_post("고치는 글")
        self.meeting = draft_meeting(committee=self.committee)
        self.document = released_document(1)
        author = make_user("author", first_name="철수", last_name="김")
        self.revision = self.edited.save_revision(user=author, log_action=True).pk
        self.image, self.file = make_image("강변"), make_file("계획")
        # What was founded has a first version that nobody has written.
        self.founded = section("health")
        self.founded.save_revision(user=author, log_action=True)

    def values(self):
        pages = [self.edited.pk, self.meeting.pk, self.document.pk]
        apps, models = zip(*MODELS, strict=True)
        site, workflow, task = Site.objects.get(is_default_site=True), Workflow.objects.first(), Task.objects.first()
        one = {
            "page_id": pages, "parent_page_id": [section().pk], "page_to_move_id": [self.post.pk],
            "destination_id": [section("health").pk], "page_pk": [self.post.pk], "object_id": [self.post.pk],
            "image_id": [self.image.pk], "document_id": [self.file.pk], "doc_id": [self.file.pk],
            "revision_id": [self.revision], "revision_id_a": ["earliest"], "revision_id_b": ["latest"],
            "action": ["delete", "move", "publish", "unpublish"],
            "collection_id": [Collection.get_first_root_node().pk],
            "workflow_pk": [workflow.pk], "task_id": [task.pk], "filter_spec": ["max-165x165"],
            "pk": sorted({self.document.pk, self.unit.pk, site.pk, 1}),
        }  # fmt: skip
        return one | dict.fromkeys(walking.APPS, apps) | dict.fromkeys(walking.MODELS, models)

    def addresses(self):
        """All that these values make; and what adds and changes one of each type, and chooses one of each snippet."""
        values = self.values()
        for route in walking.templates():
            if not route.endswith("results/") and values.keys() >= set(walking.arguments(route)):
                yield from walking.addresses(route, values)
        yield f"{reverse('wagtailadmin_pages:search')}?q=글"
        first = self.founded.revisions.order_by("created_at").first()
        yield reverse("wagtailadmin_pages:revisions_revert", args=[self.founded.pk, first.pk])
        yield reverse("wagtailadmin_pages:history", args=[self.founded.pk])
        for model in get_page_models():
            for parent in (self.city, section(), self.committee, self.documents):
                yield reverse("wagtailadmin_pages:add", args=[model._meta.app_label, model._meta.model_name, parent.pk])
        for model in get_snippet_models():
            for entry in model.objects.all()[:1]:
                views = model.snippet_viewset
                yield from (reverse(views.get_url_name(name), args=[entry.pk]) for name in ("edit", "delete", "usage"))


def wrong(page):
    """The sentences of a page that have words in English that are not names, or are not what Koreans write."""
    return {
        sentence
        for sentence in set(speaking.sentences(page)) - UNMARKED
        if speaking.words(sentence) - NAMES or MISWRITTEN.search(sentence)
    }


def test_what_is_wrong_is_found_wherever_a_screen_says_it():
    """The silence of the walk says something."""
    page = """<!DOCTYPE html><title>저장</title><!-- Nothing --><style>p { color: red }</style>
        <p title="Save page">저장</p><input type="submit" value="Send"><input value="Typed"><textarea>Typed</textarea>
        <script type="application/json">[{"label": "Reports", "name": "reports"}]</script>
        <p>/admin/pages/ reporter@saebyeol.example</p><p>None 9개</p><p>CSV 내려받기</p><p>열기 (in a new tab)</p>
        <th>Port</th><p>2026년 12월 2일 10:00 오전</p><p>오전 10:00</p><p>사용자(들)</p><p>복사 되었습니다</p>
        <p>이 페이지을(를) 고치기</p><p>‘CSV’을(를) 고치기</p><button aria-label="Actions">☰</button>"""
    assert wrong(page) == {
        "Save page", "Send", "Reports", "None 9개", "열기 (in a new tab)", "Port", "2026년 12월 2일 10:00 오전",
        "사용자(들)", "복사 되었습니다", "이 페이지을(를) 고치기", "Actions",
    }  # fmt: skip


class Walk:
    """Ask addresses as somebody who reads Korean: ``said`` has what is wrong and where, ``opened`` what led on."""

    def __init__(self, name, *, admin):
        user = sign_in(name, admin=admin).user
        UserProfile.objects.create(user=user, preferred_language="ko")
        self._client = walking.quiet_client(user)
        self.said, self.opened, self.screens = {}, [], 0

    def ask(self, addresses):
        for address in addresses:
            answer = self._client.get(address)
            if "html" not in answer.headers.get("Content-Type", ""):
                continue
            if answer.status_code < 400:
                self.opened.append(address)
            if answer.content.strip():
                self.screens += answer.status_code == 200
                self.said |= dict.fromkeys(wrong(answer.content.decode()), address)


def test_every_screen_is_in_korean():
    """An employee asks what leads an administrator somewhere; what is not there says the same to both."""
    screens = Screens()
    administrator, employee = Walk("root", admin=True), Walk("employee", admin=False)
    administrator.ask(dict.fromkeys(screens.addresses()))
    employee.ask(administrator.opened)
    assert (administrator.screens > 150, employee.screens > 25) == (True, True)
    assert (administrator.said, employee.said) == ({}, {})
