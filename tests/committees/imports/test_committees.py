"""Lists of committees in CSV, by the command."""

from datetime import date
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from cms.committees.imports.load import committee_key
from cms.committees.models import CommitteePage, CommitteesPage
from tests.content import make_committee

pytestmark = pytest.mark.django_db
LIST = "committee,role,party,name\n교통위원회,위원장,가당,나하나\n교통위원회,위원,나당,다두리\nArt Council,chair,,Ra\n"


@pytest.fixture
def section(prepared_city):
    section = CommitteesPage(title="위원회", slug="committees")
    prepared_city.add_child(instance=section)
    return section


def load(tmp_path, text):
    file, output = tmp_path / "committees.csv", StringIO()
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    call_command("import_committees", str(file), stdout=output)
    return output.getvalue().splitlines()


def members(title="교통위원회"):
    page = CommitteePage.objects.get(title=title)
    return [(member.name, member.role, member.affiliation) for member in page.members.all()]


def test_each_committee_has_its_members_in_the_order_of_the_file(section, tmp_path):
    assert load(tmp_path, LIST) == ["2 created, 0 updated, 0 unchanged, 0 refused"]
    assert members() == [("나하나", "위원장", "가당"), ("다두리", "위원", "나당")]
    assert members("Art Council") == [("Ra", "chair", "")]
    pages = CommitteePage.objects.order_by("path")
    assert [(page.slug, page.code, page.live) for page in pages] == [
        ("교통위원회", committee_key("교통위원회"), True),
        ("art-council", "art-council", True),
    ]


def test_the_same_file_again_changes_nothing_and_another_one_what_it_says(section, tmp_path):
    load(tmp_path, LIST)
    before = list(CommitteePage.objects.order_by("pk").values_list("pk", "latest_revision_id"))
    assert load(tmp_path, LIST) == ["0 created, 0 updated, 2 unchanged, 0 refused"]
    assert list(CommitteePage.objects.order_by("pk").values_list("pk", "latest_revision_id")) == before
    assert load(tmp_path, LIST.replace("나하나", "마루")) == ["0 created, 1 updated, 1 unchanged, 0 refused"]
    assert members()[0] == ("마루", "위원장", "가당")


def test_a_committee_that_was_written_by_hand_is_found_by_its_name(section, tmp_path):
    page = make_committee()
    assert load(tmp_path, "위원회명,성명,설치일\n교통위원회,가위원,2021. 3. 1.\n") == [
        "0 created, 1 updated, 0 unchanged, 0 refused"
    ]
    page = CommitteePage.objects.get(pk=page.pk)
    assert (page.code, page.category, page.established_on) == ("traffic-committee", "심의", date(2021, 3, 1))
    assert members() == [("가위원", "", "")]


def test_rows_that_cannot_be_used_are_named_and_the_others_taken(section, tmp_path):
    said = load(
        tmp_path,
        "committee,name,since\n,가위원,\n교통위원회,나위원,someday\n교통위원회,다위원,2026-01-02\n교통위원회\n"
        f"교통위원회,{'라' * 101},\n",
    )
    assert said == [
        "1 created, 0 updated, 0 unchanged, 4 refused",
        "  line 2: committee: is empty",
        "  line 3: since: “someday” is no date",
        "  line 5: 1 cells, where the header has 3",
        "  line 6: name: longer than 100 characters",
    ]
    assert members() == [("다위원", "", "")]


def test_a_list_of_an_old_office_program_is_read(section, tmp_path):
    load(tmp_path, LIST.replace("committee,role,party,name", "위원회,직위,소속,성명").encode("cp949"))
    assert members()[0] == ("나하나", "위원장", "가당")


@pytest.mark.parametrize("text", ["", "title,writer\na,b\n", "\x00\x01"])
def test_a_file_that_is_no_such_list_changes_nothing(section, tmp_path, text):
    with pytest.raises(CommandError, match=r"committees\.csv"):
        load(tmp_path, text)
    assert not CommitteePage.objects.exists()


@pytest.mark.usefixtures("prepared_city")
def test_a_city_without_the_section_says_what_to_run(tmp_path):
    with pytest.raises(CommandError, match="load_city first"):
        load(tmp_path, LIST)
