"""A file of the organisation: what it would do, what it does, and what is refused without a change."""

import pytest
from django.core.management import CommandError, call_command
from django.utils.translation import override

from cms.core.delimited import decoded
from cms.core.errors import BadInput, TooLarge
from cms.ledger import chart
from cms.publication.organisation import rows
from cms.publication.organisation.application import apply
from cms.publication.organisation.comparison import compare
from cms.subsites.models import OrganisationUnit, StaffPosition, UnitChange
from tests.content import CODE, make_unit
from tests.publication.test_staff import positions, unit, vocabulary

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("prepared_city")]

HEAD = "부서코드,상위부서코드,부서명,부서명(영문),직위,담당업무,전화번호,이름"
FILE = f"""{HEAD}
hall,,시청,City Hall,,시정 전반,02-100,
housing,hall,주택과,Housing,,주택 정책,02-101,
housing,,,,과장,주택과 총괄,02-102,김이름
housing,,,,주무관,임대주택 신청,02-103,
"""


@pytest.fixture(autouse=True)
def in_english():
    with override("en"):
        yield


def compared(text: str, **over):
    return compare(rows.read(text), **over)


def load(text: str, **over) -> int:
    return apply(compared(text, **over))


def refused(text: str) -> list[tuple[int, str]]:
    return [(one.number, one.reason) for one in compared(text).refused]


def test_a_file_founds_a_chart_and_the_same_file_changes_nothing():
    assert load(FILE) == 4
    assert [one.key for one in chart.active(vocabulary())] == ["hall", "housing"]
    assert (unit("housing").parent, positions("housing")) == ("hall", ["과장", "주무관"])
    assert compared(FILE).all == []


def test_what_a_file_would_change_move_and_remove_is_told_before_it_is_done():
    load(FILE)
    changed = FILE.replace("주택과,Housing", "주택정책과,Housing").replace(
        "임대주택 신청,02-103", "임대주택 신청,02-999"
    )
    changed = changed.replace("housing,,,,과장,주택과 총괄,02-102,김이름\n", "")
    found = compared(changed)
    assert [(one.kind, one.name, one.number, one.fields) for one in found.all] == [
        ("changed", "Housing", 3, (("name_ko", "주택과", "주택정책과"),)),
        ("changed", "Housing · 주무관", 4, (("telephone", "02-103", "02-999"),)),
        ("removed", "Housing · 과장", 0, (("duties_ko", "주택과 총괄", ""),)),
    ]
    assert positions("housing") == ["과장", "주무관"]
    assert apply(found) == 3
    assert (positions("housing"), unit("housing").names["ko"]) == (["주무관"], "주택정책과")
    assert [change.kind for change in unit("housing").changes] == ["renamed"]
    assert StaffPosition.objects.get().key == "2"


def test_two_departments_change_places_and_say_where_they_were():
    load(FILE)
    load("unit,parent,name_ko\nhousing,,\nhall,housing,\n")
    assert (unit("housing").parent, unit("hall").parent) == (None, "housing")
    load("unit,parent,name_ko\nhall,,\nhousing,hall,\nroads,,도로과\n")
    load("unit,parent,name_ko\nhousing,roads,\n")
    assert [change.other.key for change in UnitChange.objects.filter(kind="moved")] == ["hall"]


def test_a_department_that_the_file_does_not_name_is_closed_only_where_that_is_asked_for():
    make_unit()
    assert [one.key for one in compared(FILE).missing] == ["bike-team"]
    load(FILE)
    assert unit("bike-team").closed_on is None
    load(FILE, closes=True)
    assert unit("bike-team").closed_on is not None


def test_a_file_without_job_titles_leaves_the_staff_alone():
    load(FILE)
    load("unit,name_ko,telephone\nhousing,주택과,02-200\n")
    assert (positions("housing"), unit("housing").telephone) == (["과장", "주무관"], "02-200")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp949", "utf-16"])
def test_a_file_is_read_in_the_encodings_of_spreadsheets(encoding: str):
    assert len(rows.read(decoded(FILE.encode(encoding), most=rows.MOST_BYTES)).units) == 2


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("=HYPERLINK(0),,과,,,,,", "looks like a formula"),
        ("x,,@SUM(1),,,,,", "looks like a formula"),
        ("x,,과,,,+cmd|calc,,", "looks like a formula"),
        ("<script>,,과,,,,,", "is no key"),
        ("x,none,과,,,,,", "There is no department “none”"),
        ("x,x,과,,,,,", "would be part of itself"),
        ("x,,,,,,,", "is new and has no name"),
        ("x,,과,,,,tel,", "is no telephone number"),
        ("x,,,,과장,,,", "There is no department “x” in the chart"),
        (f"x,,{'가' * 101},,,,,", "name in Korean"),
        (",,과,,,,,", "does not say the key"),
        ("hall,,시청,,,,,", "stands in the file twice"),
    ],
)
def test_a_line_that_cannot_be_taken_is_named_with_its_reason_and_changes_nothing(line: str, said: str):
    text = f"{FILE}{line}\n"
    ((number, reason),) = refused(text)
    assert (number, said in reason) == (6, True), reason
    with pytest.raises(BadInput):
        load(text)
    assert (OrganisationUnit.objects.count(), chart.staffed(CODE)) == (0, set())


def test_a_circle_over_several_departments_is_refused_and_a_way_into_one_too():
    lines = "unit,parent,name_ko\na,b,가\nb,c,나\nc,a,다\nd,a,라\n"
    assert [number for number, _ in refused(lines)] == [2, 3, 4]


@pytest.mark.parametrize("text", ["", "\n", "이름,전화\n가,1\n", "unit,unit,name_ko\na,b,c\n", 'unit,name_ko\n"a,b\n'])
def test_what_is_no_chart_is_refused(text: str):
    with pytest.raises(BadInput):
        rows.read(text)


def test_a_file_with_too_many_rows_is_refused():
    with pytest.raises(TooLarge):
        rows.read("unit,name_ko\n" + "a,b\n" * (rows.MOST_ROWS + 1))


def test_markup_is_text():
    load("unit,name_ko\nx,<b>과</b>\n")
    assert unit("x").names["ko"] == "<b>과</b>"


def test_the_command_tells_what_it_would_do_and_does_it(tmp_path, capsys):
    path = tmp_path / "chart.csv"
    path.write_text(FILE, encoding="cp949")
    call_command("import_chart", str(path), "--dry-run")
    assert capsys.readouterr().out.splitlines()[-1] == "nothing was changed"
    assert OrganisationUnit.objects.count() == 0
    call_command("import_chart", str(path))
    assert capsys.readouterr().out.splitlines()[-1] == "4 changes are made"
    path.write_text(f"{FILE}x,,=1,,,,,\n", encoding="utf-8")
    with pytest.raises(CommandError, match="1 lines are refused: nothing was changed"):
        call_command("import_chart", str(path))
    assert "line 6: “=1” looks like a formula." in capsys.readouterr().err
