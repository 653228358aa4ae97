"""Who reads the editor in Korean reads Korean on every screen of it."""

import re

import pytest
from django.contrib.auth.models import Permission
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
# What Wagtail says without asking for a translation: labels that it makes of the names of columns and models, and
# what it has put into the store in English.
UNMARKED = {
    "Actions", "Job state", "Locale", "Locales", "locales", "None", "Page", "Port", "Root", "Root page", "Search",
    "Simple translation", "Site name", "Welcome to your new Wagtail site!", "True", "False",
}  # fmt: skip


def unmarked():
    """Those where they stand alone or between marks, and the names of permissions, which Django keeps in English."""
    known = UNMARKED | set(Permission.objects.values_list("name", flat=True))
    given = "|".join(sorted(map(re.escape, known), key=len, reverse=True))
    return re.compile(rf"(?:^|(?<=[‘:|] )|(?<=‘)|(?<=\d ))(?:{given})(?=$|’| \d| - )")


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
        self.revision = self.edited.save_revision(user=make_user("author"), log_action=True).pk
        self.image, self.file = make_image("강변"), make_file("계획")

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
        for model in get_page_models():
            for parent in (self.city, section(), self.committee, self.documents):
                yield reverse("wagtailadmin_pages:add", args=[model._meta.app_label, model._meta.model_name, parent.pk])
        for model in get_snippet_models():
            for entry in model.objects.all()[:1]:
                views = model.snippet_viewset
                yield from (reverse(views.get_url_name(name), args=[entry.pk]) for name in ("edit", "delete", "usage"))


def english(page, unmarked):
    """The sentences of a page that have words that are neither names nor unmarked."""
    return {
        sentence for sentence in set(speaking.sentences(page)) if speaking.words(unmarked.sub(" ", sentence)) - NAMES
    }


def test_a_word_in_english_is_found_wherever_a_screen_says_it():
    """So that the silence of the walk says something."""
    page = """<!DOCTYPE html><title>저장</title><!-- Nothing --><style>p { color: red }</style>
        <p title="Save page">저장</p><input type="submit" value="Send"><input value="Typed"><textarea>Typed</textarea>
        <script type="application/json">[{"label": "Reports", "name": "reports"}]</script>
        <p>/admin/pages/ reporter@saebyeol.example</p><p>None 9개</p><p>CSV 내려받기</p><p>열기 (in a new tab)</p>"""
    assert english(page, re.compile("^None")) == {"Save page", "Send", "Reports", "열기 (in a new tab)"}


class Walk:
    """Ask addresses as somebody who reads Korean: ``said`` has what is in English and where, ``opened`` what led on."""

    def __init__(self, name, *, admin):
        user = sign_in(name, admin=admin).user
        UserProfile.objects.create(user=user, preferred_language="ko")
        self._client, self._unmarked = walking.quiet_client(user), unmarked()
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
                self.said |= dict.fromkeys(english(answer.content.decode(), self._unmarked), address)


def test_every_screen_is_in_korean():
    """An employee asks what leads an administrator somewhere; what is not there says the same to both."""
    screens = Screens()
    administrator, employee = Walk("root", admin=True), Walk("employee", admin=False)
    administrator.ask(dict.fromkeys(screens.addresses()))
    employee.ask(administrator.opened)
    assert (administrator.screens > 150, employee.screens > 25) == (True, True)
    assert (administrator.said, employee.said) == ({}, {})
