"""The policy for browsers in the editor, on each of its answers, and the scripts that become data."""

import json
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.http import HttpResponse
from django.urls import reverse

from cms.committees.models import CommitteePage, CommitteesPage
from cms.core.addresses import roots
from cms.core.editor_policy import EditorPolicy
from tests.content import draft_post, make_documents, released_document
from tests.news.editor import sign_in

READER = Path(settings.BASE_DIR) / "cms" / "core" / "static" / "core" / "inits.js"
INLINE = re.compile(r"<script(?![^>]*\bsrc=)(?![^>]*type=\"(?:application/json|text/)[^>]*>)[^>]*>", re.IGNORECASE)
HANDLER = re.compile(r"<[a-z][^<>]*\s(?:on[a-z]+\s*=|href=[\"']javascript:)", re.IGNORECASE)


PANEL = """
    (function() {
        var panel = new InlinePanel(JSON.parse("{\\u0022a\\u0022: \\u0022</b\\u0022}"));
    })();
"""


def answered(rf, html, *, path="/admin/x/", content_type="text/html; charset=utf-8"):
    """The answer that the middleware makes of another."""
    response = EditorPolicy(lambda request: HttpResponse(html, content_type=content_type))(rf.get(path))
    return response, response.content.decode()


@pytest.mark.parametrize(
    ("script", "name", "values"),
    [
        ('initDateChooser("id_since", {"format": "Y-m-d"});', "initDateChooser", ["id_since", {"format": "Y-m-d"}]),
        ('new PageChooser("id_parent", {"url": "/a/"});', "PageChooser", ["id_parent", {"url": "/a/"}]),
        (
            PANEL,
            "InlinePanel",
            [{"a": "</b"}],
        ),
    ],
)
def test_a_script_that_starts_a_widget_becomes_data(rf, script, name, values):
    _, content = answered(rf, f"<p>a</p><script>{script}</script><p>b</p>")
    found = re.fullmatch(r'<p>a</p><script type="application/json" data-init="(\w+)">(.*)</script><p>b</p>', content)
    assert (found[1], json.loads(found[2])) == (name, values)
    assert "<" not in found[2]


@pytest.mark.parametrize(
    "script",
    [
        "alert(document.cookie);",
        'new Image("x", y);',
        'a("b"); c("d");',
        'fetch("/admin/")',
        'new PageChooser("id", {}); alert(1);',
    ],
)
def test_any_other_script_is_left_for_the_browser_to_refuse(rf, script):
    response, content = answered(rf, f"<script>{script}</script>")
    assert "script-src 'self';" in response["Content-Security-Policy"]
    assert content == f"<script>{script}</script>"


@pytest.mark.parametrize("name", ["alert", "eval", "setTimeout", "Function", "fetch", "initAnythingChooser2"])
def test_a_call_of_another_function_becomes_data_that_starts_nothing(rf, name):
    """The reader of the data knows the functions that it may start."""
    _, content = answered(rf, f'<script>{name}("x");</script>')
    assert content == f'<script type="application/json" data-init="{name}">["x"]</script>'
    known = re.search(r"const KNOWN = /(.*)/;", READER.read_text())
    assert known and re.search(known[1], "PageChooser") and not re.search(known[1], name)


def test_only_the_editor_has_the_policy_and_an_answer_keeps_its_own(rf):
    assert not answered(rf, "<p>", path="/traffic/")[0].has_header("Content-Security-Policy")

    def view(request):
        return HttpResponse("<script>a();</script>", headers={"Content-Security-Policy": "sandbox"})

    response = EditorPolicy(view)(rf.get("/admin/x/"))
    assert (response["Content-Security-Policy"], response.content) == ("sandbox", b"<script>a();</script>")


def test_an_answer_that_is_no_page_is_not_rewritten(rf):
    html = '<script>new PageChooser("id", {});</script>'
    response, content = answered(rf, html, content_type="application/json")
    assert content == html and response.has_header("Content-Security-Policy")


@pytest.mark.usefixtures("prepared_city")
@pytest.mark.django_db
def test_the_form_of_a_page_admits_the_front_ends_that_show_drafts(settings):
    settings.WAGTAIL_HEADLESS_PREVIEW = {"CLIENT_URLS": {"default": "https://front.example.org/preview"}}
    admin = sign_in("admin", admin=True)
    form = admin.get(reverse("wagtailadmin_pages:edit", args=[draft_post().pk]))
    frames = re.search(r"frame-src ([^;]+);", form["Content-Security-Policy"])[1].split()
    sites = {root.base_url for root in roots()}
    assert sorted(frames) == sorted({"'self'", "https://front.example.org", *sites})
    home = admin.get(reverse("wagtailadmin_home"))
    assert re.search(r"frame-src ([^;]+);", home["Content-Security-Policy"])[1] == "'self'"


@pytest.mark.django_db
def test_no_page_of_the_editor_has_a_script_or_a_handler_in_it(prepared_city):
    city = prepared_city
    make_documents()
    section = CommitteesPage(title="위원회", slug="committees")
    city.add_child(instance=section)
    committee = CommitteePage(title="교통위원회", code="traffic", locale=city.locale)
    section.add_child(instance=committee)
    post, document = draft_post(), released_document()
    admin = sign_in("admin", admin=True)
    edited = [reverse("wagtailadmin_pages:edit", args=[page.pk]) for page in (post, document, committee, city)]
    paths = [
        *edited,
        reverse("wagtailadmin_home"),
        reverse("wagtailadmin_explore_root"),
        reverse("wagtailadmin_pages:add", args=["news", "postpage", post.get_parent().pk]),
        reverse("wagtailadmin_reports:site_history"),
        reverse("wagtailimages:index"),
        reverse("wagtailimages:add_multiple"),
        reverse("wagtaildocs:index"),
        reverse("wagtailusers_users:index"),
        reverse("disclosure:queue"),
        reverse("disclosure:review", args=[document.pk]),
        reverse("disclosure:close", args=[document.pk]),
        reverse("disclosure:log"),
        reverse("audit_trail"),
    ]
    started = 0
    for path in paths:
        response = admin.get(path)
        content = response.content.decode()
        assert response.status_code == 200, path
        assert "script-src 'self';" in response["Content-Security-Policy"], path
        assert (INLINE.findall(content), HANDLER.findall(content)) == ([], []), path
        started += content.count("data-init=")
    assert started > 10
