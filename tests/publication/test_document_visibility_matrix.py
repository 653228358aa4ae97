"""Every situation of a released document x every output, over real HTTP: present, absent, or gone.

A listing must not show what is not public; an address of its own must answer 404 for what was never public, 410 for
what has left. What is held is never public, whatever else happens.
"""

from datetime import date
from urllib.parse import quote, unquote

import pytest
from django.core.management import call_command
from graphql_relay import to_global_id
from wagtail.models import Page, PageViewRestriction

from cms.core import storage
from cms.ledger import generation
from cms.publication.reconcile import reconcile
from cms.releases import release
from cms.releases.attachments import Attachment
from cms.releases.desk import actions
from cms.releases.desk.closing import Closing
from cms.releases.desk.deciding import Officer
from cms.releases.models import DocumentPage, DocumentsPage, Folder, KnownGoodValue, Rescreening, TaskCard
from tests.background import keep
from tests.content import BASE_URL, draft_document, make_documents, make_unit, new_city, released_document
from tests.publication.answers import graphql, sitemap, text
from tests.publication.searched import counted, searched, told_at_once

__all__ = ["told_at_once"]

TITLE = "표식 Marker 91"
SECRET = "010-1234-5678"
PERSONAL = f"문의: 민원인 휴대전화 {SECRET}"
FILE_TEXT = "첨부한 계획입니다."
OFFICER = Officer(note="잘못 공개되었습니다.")
IN_ENGLISH = ["/en/", "/en/documents/", "/en/documents/2026/11/", "/en/units/bike-team/documents/"]
LISTINGS = ["/documents/", "/tasks/bike-roads/", "/units/bike-team/documents/"]


@pytest.fixture
def city(prepared_archive):
    TaskCard.objects.create(key="bike-roads", name="자전거길 관리", functions=["교통", "자전거"])
    return prepared_archive.get_parent().specific


def values(**over):
    """A document with a file, filed under a task card."""
    task = TaskCard.objects.get()
    file = attached("계획.txt", FILE_TEXT, text=FILE_TEXT)
    return {"title": TITLE, "task": task, "functions": task.functions, "attachments": [file]} | over


def attached(name, content, *, type="text/plain", **facts):
    """A file that is in the private store, as a page keeps it."""
    stored = storage.keep(content.encode())
    return Attachment(name=name, type=type, size=len(content.encode()), digest=stored, **facts).to_data()


def released(**over):
    return released_document(1, **values(**over))


def listed(server, page):
    """The outputs that list many documents -> whether this one is among them."""
    key = str(page.key)
    found = {}
    for path in LISTINGS:
        for output in ("", "feed.rss", "feed.atom", "feed.json", "2026/11/"):
            found[path + output] = TITLE in text(server.get(path + output))
    for path in IN_ENGLISH:
        found[path] = TITLE in text(server.get(path))
    for suffix in ("csv", "json"):
        path = f"/open-data/documents/2026-11.{suffix}"
        found[path] = TITLE in text(server.get(path))
    nodes = "{nodes {key}}"
    found["graphql"] = key in graphql(server, f"{{documents {nodes}}}")
    for facet in (
        'unit: "bike-team"',
        'task: "bike-roads"',
        'function: ["교통", "자전거"]',
        'genre: "approval"',
        f'openness: "{page.openness}"',
    ):
        found[f"graphql {facet}"] = key in graphql(server, f"{{documents({facet}) {nodes}}}")
    found["graphql task"] = key in graphql(server, f'{{tasks(keys: ["bike-roads"]) {{documents {nodes}}}}}')
    found["sitemap"] = f"/documents/{page.management_number}/" in sitemap(server)
    return found | in_search(server, page)


def in_search(server, page, title=TITLE):
    return searched(server, title=title, url=f"/documents/{page.management_number}/")


def file_path(page):
    (file,) = page.files
    return f"/attachments/{page.key}/{file.digest}/{quote(file.name)}"


def direct(server, page):
    """The outputs that are about this document alone -> the status they answer."""
    key, number = str(page.key), page.management_number
    address, english = (f"{BASE_URL}{home}/documents/{number}/" for home in ("", "/en"))
    found = {
        "page": server.get(f"/documents/{number}/").status_code,
        "id": server.get(f"/id/document/{key}", Accept="application/ld+json").status_code,
        "oembed": server.get(f"/oembed?url={quote(address, safe='')}").status_code,
        "file": server.get(file_path(page)).status_code,
        "english": server.get(f"/en/documents/{number}/").status_code,
        "english oembed": server.get(f"/oembed?url={quote(english, safe='')}").status_code,
    }
    for suffix in ("jsonld", "ttl", "nt", "rdf"):
        found[suffix] = server.get(f"/data/document/{key}.{suffix}").status_code
    for arguments in (f'key: "{key}"', f'url: "{address}"', f'managementNumber: "{number}"'):
        name = f"graphql {arguments.partition(':')[0]}"
        found[name] = 200 if key in graphql(server, f"{{document({arguments}) {{key}}}}") else 0
    node = to_global_id("Document", key)
    found["graphql node"] = 200 if key in graphql(server, f'{{node(id: "{node}") {{... on Document {{key}}}}}}') else 0
    return found


OUTPUTS = ("page", "id", "oembed", "file", "english", "english oembed", "jsonld", "ttl", "nt", "rdf")
GRAPHQL = ("graphql key", "graphql url", "graphql managementNumber", "graphql node")
PRESENT = dict.fromkeys(OUTPUTS + GRAPHQL, 200) | {"id": 303}
NEVER = dict.fromkeys(OUTPUTS, 404) | dict.fromkeys(GRAPHQL, 0)
GONE = dict.fromkeys(OUTPUTS, 410) | dict.fromkeys(GRAPHQL, 0)


def everything_said(server, page):
    """The texts of all outputs about a document, and of all that list it, as a reader gets them."""
    number, key = page.management_number, page.key
    address = quote(f"{BASE_URL}/documents/{number}/", safe="")
    paths = [
        f"/documents/{number}/",
        f"/en/documents/{number}/",
        f"/oembed?url={address}",
        file_path(page),
        *IN_ENGLISH,
    ]
    paths += [f"/data/document/{key}.{suffix}" for suffix in ("jsonld", "ttl", "nt", "rdf")]
    paths += [path + output for path in LISTINGS for output in ("", "feed.rss", "feed.atom", "feed.json", "2026/11/")]
    paths += [f"/open-data/documents/2026-11.{suffix}" for suffix in ("csv", "json")]
    query = f'{{document(key: "{key}") {{title summary reason number body {{html text}} files {{url title}}}}}}'
    return unquote("\n".join([*(server.get(path).text for path in paths), graphql(server, query)]))


def after_the_commit():
    """The test's transaction never commits; this is what its commit would do."""
    generation.replace(vocabulary=False)


# What was never public.


def waiting_for_its_day():
    return released(produced_on=date(2999, 1, 1))


def due_and_not_screened():
    page = draft_document(1, **values())
    release.release_due()
    return page


def held_for_its_text():
    return released(text=PERSONAL)


def held_for_its_title():
    return released(title=f"{TITLE} 민원인 {SECRET}")


def held_for_its_file():
    return released(attachments=[attached("명단.txt", PERSONAL, text=PERSONAL)])


def held_for_a_file_that_cannot_be_read():
    return released(attachments=[attached("스캔.pdf", "%PDF-1.7", type="application/pdf", problem="image-only")])


def held_and_published_by_hand():
    page = held_for_its_text()
    page.save_revision().publish()
    return page


def returned_before_its_day():
    page = waiting_for_its_day()
    actions.send_back(page.pk, OFFICER)
    release.release_due()
    return page


# What has left.


def edited_after_screening():
    page = released()
    page.text = "다른 글입니다."
    page.save()
    return page


def edited_in_the_editor():
    page = released()
    page.title = f"{TITLE} 다시"
    page.save_revision().publish()
    return page


def held_again_by_new_rules():
    KnownGoodValue.objects.create(value=SECRET)
    page = released(text=PERSONAL)
    assert not page.held
    KnownGoodValue.objects.all().delete()
    call_command("rescreen", verbosity=0)
    return page


def sent_back():
    page = released()
    actions.send_back(page.pk, OFFICER)
    return page


def taken_down():
    page = released()
    actions.take_down(page.pk, OFFICER)
    return page


def taken_down_and_screened_again():
    page = taken_down()
    actions.screen_again(page.pk, OFFICER)
    release.release_due()
    return page


def unpublished():
    page = released()
    page.unpublish()
    return page


def deleted():
    page = released()
    DocumentPage.objects.get(pk=page.pk).delete()
    return page


def deleted_with_its_month():
    page = released()
    page.get_parent().specific.delete()
    return page


def deleted_with_its_section():
    page = released()
    DocumentsPage.objects.get().delete()
    return page


def private():
    page = released()
    PageViewRestriction.objects.create(page=page.page_ptr, restriction_type=PageViewRestriction.LOGIN)
    return page


def in_a_private_folder():
    page = released()
    PageViewRestriction.objects.create(page=page.get_parent(), restriction_type=PageViewRestriction.LOGIN)
    return page


def in_a_private_section():
    page = released()
    section = Page.objects.get(pk=DocumentsPage.objects.get().pk)
    PageViewRestriction.objects.create(page=section, restriction_type=PageViewRestriction.LOGIN)
    return page


def moved_to_no_site():
    page = released()
    elsewhere = Page.get_first_root_node().add_child(instance=Page(title="store", slug="store"))
    Page.objects.get(pk=page.pk).move(elsewhere, "last-child")
    return page


def held_behind_the_ledgers_back():
    page = released()
    DocumentPage.objects.filter(pk=page.pk).update(verdict=None)
    assert [repair.action for repair in reconcile() if not isinstance(repair, int)] == ["withdrawn"]
    return page


@pytest.mark.parametrize(
    ("situation", "expected"),
    [
        (waiting_for_its_day, NEVER),
        (due_and_not_screened, NEVER),
        (held_for_its_text, NEVER),
        (held_for_its_title, NEVER),
        (held_for_its_file, NEVER),
        (held_for_a_file_that_cannot_be_read, NEVER),
        (held_and_published_by_hand, NEVER),
        (returned_before_its_day, NEVER),
        (edited_after_screening, GONE),
        (edited_in_the_editor, GONE),
        (held_again_by_new_rules, GONE),
        (sent_back, GONE),
        (taken_down, GONE),
        (taken_down_and_screened_again, GONE),
        (unpublished, GONE),
        (deleted, GONE),
        (deleted_with_its_month, GONE),
        (deleted_with_its_section, GONE),
        (private, GONE),
        (in_a_private_folder, GONE),
        (in_a_private_section, GONE),
        (moved_to_no_site, GONE),
        (held_behind_the_ledgers_back, GONE),
    ],
    ids=lambda value: value.__name__ if callable(value) else "",
)
def test_a_document_that_is_not_public_is_in_no_output(server, city, situation, expected):
    page = situation()
    assert [name for name, there in listed(server, page).items() if there] == []
    assert direct(server, page) == expected
    assert counted(server, title=TITLE) == {}
    keep()
    assert [name for name, there in in_search(server, page).items() if there] == []
    assert counted(server, title=TITLE) == {}


@pytest.mark.parametrize(
    "over",
    [{}, {"openness": "partial", "grounds": [6], "reason": "연락처를 가렸습니다."}],
    ids=["open", "partial"],
)
def test_a_public_document_is_in_every_output(server, city, over):
    page = released(**over)
    assert [name for name, there in listed(server, page).items() if not there] == []
    assert direct(server, page) == PRESENT
    assert server.get(file_path(page)).content == FILE_TEXT.encode()


def test_a_closed_document_is_in_every_output_without_its_content(server, city):
    page = released(openness="closed", grounds=[6], reason="개인정보 보호", text="본문의 비밀입니다.")
    assert [name for name, there in listed(server, page).items() if not there] == []
    assert direct(server, page) == PRESENT | {"file": 404}
    said = everything_said(server, page)
    assert "개인정보 보호" in said
    assert "본문의 비밀" not in said and FILE_TEXT not in said and "계획.txt" not in said
    assert page.files[0].digest not in said
    for hidden in ("본문의 비밀입니다", FILE_TEXT, "계획.txt"):
        assert [name for name, there in in_search(server, page, hidden).items() if there] == [], hidden


def test_a_withheld_title_is_in_no_output(server, city):
    page = released(openness="closed", grounds=[6], reason="개인정보 보호", title_withheld=True)
    assert [name for name, there in listed(server, page).items() if there and "graphql" not in name] == ["sitemap"]
    assert direct(server, page) == PRESENT | {"file": 404}
    said = everything_said(server, page)
    assert TITLE not in said and "제목 비공개 문서" in said
    assert [name for name, there in in_search(server, page).items() if there] == []
    assert [name for name, there in in_search(server, page, "제목 비공개 문서").items() if not there] == []


def test_what_is_masked_is_in_no_output(server, city):
    DocumentsPage.objects.update(masked_kinds=["mobile"])
    page = released(text=PERSONAL)
    assert [name for name, there in listed(server, page).items() if not there] == []
    assert direct(server, page) == PRESENT
    said = everything_said(server, page)
    assert "010-****-****" in said and SECRET not in said and "5678" not in said
    assert [name for name, there in in_search(server, page, "5678").items() if there] == []


def test_a_document_that_is_closed_at_the_desk_loses_its_content_everywhere(server, city):
    page = released(text="본문의 비밀입니다.")
    listed(server, page), direct(server, page)
    actions.close(page.pk, OFFICER, closing=Closing(grounds=(7,), reason="영업상 비밀"))
    after_the_commit()
    page = DocumentPage.objects.get(pk=page.pk)
    assert [name for name, there in listed(server, page).items() if not there] == []
    assert direct(server, page) == PRESENT | {"file": 404}
    assert "본문의 비밀" not in everything_said(server, page)
    assert [name for name, there in in_search(server, page, "본문의").items() if there] == []


def test_a_takedown_empties_answers_that_were_already_kept_and_can_be_undone(server, city):
    page = released()
    listed(server, page), direct(server, page)
    actions.take_down(page.pk, OFFICER)
    after_the_commit()
    assert [name for name, there in listed(server, page).items() if there] == []
    assert direct(server, page) == GONE
    actions.restore(page.pk, OFFICER)
    after_the_commit()
    assert [name for name, there in listed(server, page).items() if not there] == []
    assert direct(server, page) == PRESENT


def test_what_new_rules_have_held_returns_when_their_run_is_undone(server, city):
    page = held_again_by_new_rules()
    assert direct(server, page) == GONE
    call_command("rescreen", undo=Rescreening.objects.get().batch, verbosity=0)
    after_the_commit()
    assert [name for name, there in listed(server, page).items() if not there] == []
    assert direct(server, page) == PRESENT


def test_an_edited_document_is_in_every_output_once_it_is_screened_again(server, city):
    page = edited_after_screening()
    assert direct(server, page) == GONE
    assert release.screen_unscreened() == 1
    after_the_commit()
    assert direct(server, page) == PRESENT
    assert "다른 글입니다." in everything_said(server, page)


def test_a_document_in_a_moved_folder_keeps_its_address(server, city):
    page = released()
    year = Page.objects.get(pk=page.get_parent().get_parent().pk)
    unit = make_unit("another-team")
    folder = Folder(title="another-team", slug="another-team", unit=unit, locale=page.locale)
    DocumentsPage.objects.get().add_child(instance=folder)
    year.move(Page.objects.get(pk=folder.pk), "last-child")
    after_the_commit()
    assert direct(server, page) == PRESENT
    assert [name for name, there in listed(server, page).items() if not there] == []


def test_another_citys_document_is_absent_here_and_present_there(server, city):
    new_city("other", "other.example", default=False, languages=("ko",))
    section = make_documents(code="other")
    page = released(section=section, management_number="OTHER-1")
    assert [name for name, there in listed(server, page).items() if there] == []
    assert set(direct(server, page).values()) == {404, 0}
    assert server.get(f"/data/document/{page.key}.jsonld", host="other.example").status_code == 200
    assert TITLE in server.get("/documents/feed.atom", host="other.example").text
    assert server.get(file_path(page), host="other.example").status_code == 200
