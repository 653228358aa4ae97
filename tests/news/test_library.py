"""The shared library of pictures and files, as an employee uses it."""

import json
from io import BytesIO

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image as Pillow

from cms.core.models import File, Image, Rendition
from tests.core.media import make_file, make_image
from tests.news.editor import sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def employee(prepared_city):
    return sign_in()


def picture():
    output = BytesIO()
    Pillow.new("RGB", (40, 30)).save(output, "PNG")
    return SimpleUploadedFile("강.png", output.getvalue(), "image/png")


def test_an_employee_uploads_a_picture_with_its_licence_and_credit(employee):
    data = {
        "title": "강",
        "file": picture(),
        "description": "",
        "credit": "시민 기자단",
        "licence": "cc-by-4.0",
        "tags": "",
    }
    employee.post(reverse("wagtailimages:add"), data)
    image = Image.objects.get()
    assert (image.title, image.credit, image.licence, image.uploaded_by_user) == (
        "강",
        "시민 기자단",
        "cc-by-4.0",
        employee.user,
    )
    assert image.file_hash


def test_the_form_of_a_new_picture_proposes_the_licence_of_the_city(employee):
    form = employee.get(reverse("wagtailimages:add")).context["form"]
    assert form["licence"].value() == "kogl-1"
    assert "" not in dict(form.fields["licence"].choices)


def test_a_picture_uploaded_inside_the_editor_of_a_post_has_a_licence_too(employee):
    url = reverse("wagtailimages_chooser:create")
    data = {"image-chooser-upload-title": "강", "image-chooser-upload-file": picture()}
    data |= {
        "image-chooser-upload-licence": "kogl-4",
        "image-chooser-upload-credit": "",
        "image-chooser-upload-tags": "",
    }
    answer = json.loads(employee.post(url, data).content)
    assert answer["step"] == "chosen"
    assert Image.objects.get().licence == "kogl-4"


def test_an_employee_uploads_a_file(employee):
    data = {
        "title": "계획",
        "file": SimpleUploadedFile("계획.csv", b"a,b\n"),
        "credit": "",
        "licence": "kogl-1",
        "tags": "",
    }
    employee.post(reverse("wagtaildocs:add"), data)
    assert File.objects.get().title == "계획"


def test_pictures_and_files_of_others_are_chosen_and_never_changed(employee):
    image, file = make_image(), make_file()
    assert employee.get(reverse("wagtailimages_chooser:chosen", args=(image.pk,))).status_code == 200
    assert employee.get(reverse("wagtaildocs_chooser:chosen", args=(file.pk,))).status_code == 200
    for item, app in ((image, "wagtailimages"), (file, "wagtaildocs")):
        for action in ("edit", "delete"):
            url = reverse(f"{app}:{action}", args=(item.pk,))
            assert employee.get(url).status_code in {302, 403}
            employee.post(url, {"title": "훔친 제목", "licence": "cc0-1.0", "tags": ""})
        item.refresh_from_db()
        assert (item.title, item.licence) in {("강변", "kogl-1"), ("계획", "kogl-1")}


def test_both_libraries_are_in_the_menu(employee):
    page = employee.get("/admin/").content.decode()
    assert reverse("wagtailimages:index") in page
    assert reverse("wagtaildocs:index") in page


@pytest.mark.parametrize("name", ["page.html", "x.svg", "x.js", "x.exe"])
def test_a_file_that_a_browser_would_run_is_refused(employee, name):
    data = {
        "title": "x",
        "file": SimpleUploadedFile(name, b"<script>alert(1)</script>"),
        "licence": "kogl-1",
        "tags": "",
    }
    employee.post(reverse("wagtaildocs:add"), data)
    assert not File.objects.exists()


@pytest.mark.usefixtures("prepared_city")
def test_a_refused_replacement_leaves_the_stored_file_as_the_current_one():
    # Wagtail keeps renditions in Django's cache, also those of a picture that another test had under this number.
    cache.clear()
    administrator = sign_in(admin=True)
    for stored, name, sent, words in (
        (make_file("강"), "doc", SimpleUploadedFile("계획.pdf", b"%PDF-"), "파일을"),
        (make_image("강"), "image", picture(), "사진을"),
    ):
        assert stored.get_file_size()  # which it writes down when it is first asked
        before = columns(stored)
        for refused in ({"title": ""}, {"file": SimpleUploadedFile("x.html", b"<p>x</p>")}):
            data = {"title": "강", "licence": "kogl-1", "credit": "", "tags": "", "description": "", "file": sent}
            answer = administrator.post(reverse(f"wagtail{name}s:edit", args=[stored.pk]), data | refused)
            assert list(answer.context["form"].errors) == list(refused)
            (message,) = answer.context["messages"]
            assert str(message).strip().startswith(f"오류가 있어 {words} 저장하지 못했습니다.")
            shown = answer.context["form"].instance
            assert (shown.filename, shown.get_file_size()) == (stored.filename, stored.get_file_size())
        assert columns(stored) == before
    # The editor's page makes these, of the picture that is stored.
    assert set(Rendition.objects.values_list("width", "height")) == {(800, 450), (1600, 900)}


def columns(item):
    return type(item).objects.filter(pk=item.pk).values().get()
