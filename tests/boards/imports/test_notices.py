"""Lists of notices in CSV, by the command."""

from datetime import UTC, date, datetime
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from cms.boards.models import NoticePage
from cms.core.models import File
from cms.ledger import generation
from cms.ledger.models import Entry
from cms.releases.demo import papers
from tests.boards.content import make_board, make_public_board
from tests.content import make_unit, make_user

pytestmark = pytest.mark.django_db
LIST = (
    "번호,제목,내용,등록일,분류,담당부서,첨부파일\n"
    '7,민원실 저녁 운영,"<p>화요일에는 <b>저녁</b> 8시까지 엽니다.</p>",2019.3.4. 09:00,안내,자전거팀,'
    "안내문.pdf;신청서.pdf\n"
    '3,봄맞이 청소,"첫째 줄\n\n둘째 문단",2018-04-01,행사,,\n'
)
PUBLIC = (
    "id,title,text,date,number,from,until\n"
    "1,도로 점용 공고,내용,2020-01-02,새별시 공고 제2020-3호,2020-01-02,2020-01-16\n"
)


@pytest.fixture
def board(prepared_archive):
    make_unit()
    return make_board()


def load(tmp_path, text, *options, board="announcements"):
    file, output = tmp_path / "notices.csv", StringIO()
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    call_command("import_notices", str(file), "--board", board, *options, stdout=output)
    generation.replace()
    return output.getvalue().splitlines()


def attachments(tmp_path):
    folder = tmp_path / "files"
    folder.mkdir()
    (folder / "안내문.pdf").write_bytes(papers.pdf("안내문", "저녁 8시까지"))
    (folder / "신청서.pdf").write_bytes(papers.pdf("신청서", "이름"))
    return "--attachments", str(folder)


def notices():
    return list(NoticePage.objects.order_by("serial"))


def test_notices_come_with_their_days_numbered_from_the_oldest_on(board, tmp_path):
    said = load(tmp_path, LIST, *attachments(tmp_path))
    assert said == ["2 created (0 as drafts), 0 updated, 0 unchanged, 0 refused"]
    spring, evening = notices()
    assert [(page.serial, page.title, page.live) for page in (spring, evening)] == [
        (1, "봄맞이 청소", True),
        (2, "민원실 저녁 운영", True),
    ]
    assert evening.first_published_at == datetime(2019, 3, 4, 0, 0, tzinfo=UTC)
    assert (evening.category.name, evening.unit.key, spring.unit.key) == ("안내", "bike-team", "bike-team")
    assert [block.value["file"].title for block in evening.files] == ["안내문.pdf", "신청서.pdf"]
    assert [block.value for block in spring.body] == ["<p>첫째 줄</p>\n<p>둘째 문단</p>"]


def test_what_came_is_public_unless_screening_holds_it(board, tmp_path):
    load(tmp_path, "title,text,date\n안내,본문,2019-01-02\n문의,주민등록번호 900101-1234567,2019-01-03\n")
    call_command("rescreen", stdout=StringIO())
    public = Entry.objects.filter(kind="notice", state="public")
    assert [entry.record["title"] for entry in public] == ["안내"]


def test_the_same_list_again_changes_nothing_and_another_what_it_says(board, tmp_path):
    options = attachments(tmp_path)
    load(tmp_path, LIST, *options)
    before = list(NoticePage.objects.order_by("pk").values_list("pk", "serial", "latest_revision_id"))
    assert load(tmp_path, LIST, *options) == ["0 created (0 as drafts), 0 updated, 2 unchanged, 0 refused"]
    assert list(NoticePage.objects.order_by("pk").values_list("pk", "serial", "latest_revision_id")) == before
    changed = LIST.replace("저녁 운영", "야간 운영").replace("둘째", "셋째")
    assert load(tmp_path, changed, *options) == [
        "0 created (0 as drafts), 2 updated, 0 unchanged, 0 refused",
        "  line 3: changes text",
        "  line 2: changes title",
    ]
    assert [page.title for page in notices()] == ["봄맞이 청소", "민원실 야간 운영"]
    assert (NoticePage.objects.count(), File.objects.count()) == (2, 2)


def test_a_dry_run_says_the_same_and_keeps_nothing(board, tmp_path):
    options = (*attachments(tmp_path), "--dry-run")
    counts = "Nothing was kept: 2 created (0 as drafts), 0 updated, 0 unchanged, 0 refused"
    assert load(tmp_path, LIST, *options) == [counts]
    assert (NoticePage.objects.count(), File.objects.count()) == (0, 0)
    load(tmp_path, LIST)
    assert load(tmp_path, LIST, *options) == [
        "Nothing was kept: 0 created (0 as drafts), 1 updated, 1 unchanged, 0 refused",
        "  line 2: changes files",
    ]
    assert load(tmp_path, LIST, *options[:2])[0] == "0 created (0 as drafts), 1 updated, 1 unchanged, 0 refused"


def test_what_was_edited_here_since_is_left_as_it_is(board, tmp_path):
    load(tmp_path, LIST)
    page = NoticePage.objects.get(title="봄맞이 청소")
    page.title = "봄 대청소"
    page.save_revision(user=make_user("writer")).publish()
    said = load(tmp_path, LIST)
    assert said[0] == "0 created (0 as drafts), 0 updated, 2 unchanged, 0 refused"
    assert said[1] == "  line 3: differs, but was edited here since it was imported: left as it is"
    assert NoticePage.objects.get(pk=page.pk).title == "봄 대청소"


def test_what_is_not_to_be_had_is_named_and_the_notice_taken_without_it(board, tmp_path):
    text = "제목,내용,등록일,분류,부서,첨부파일\n안내,본문,2019-01-02,기타,없는과,run.exe;../secret.pdf\n"
    (tmp_path / "secret.pdf").write_bytes(b"%PDF-1.4")
    options = attachments(tmp_path)
    (tmp_path / "files" / "run.exe").write_bytes(b"MZ")
    assert load(tmp_path, text, *options) == [
        "1 created (0 as drafts), 0 updated, 0 unchanged, 0 refused",
        "  line 2: left out: 기타 is no category of the board",
        "  line 2: left out: 없는과 is no department",
        "  line 2: left out: run.exe is of a kind that the library does not take",
        "  line 2: left out: ../secret.pdf is not in the folder of attachments",
    ]
    assert list(notices()[0].files) == []


def test_rows_that_cannot_be_used_are_refused_and_the_others_taken(board, tmp_path):
    text = (
        "id,title,text,date,until\n1,,본문,2019-01-02,\n2,안내,본문,someday,\n3,안내,본문,2019-01-02,\n"
        "3,또,본문,2019-01-02,\n"
    )
    assert load(tmp_path, text) == [
        "1 created (0 as drafts), 0 updated, 0 unchanged, 3 refused",
        "  line 2: refused: title: is empty",
        "  line 3: refused: published_at: “someday” is no date",
        "  line 5: refused: id: line 4 has the same",
    ]


def test_a_public_notice_without_its_number_or_period_comes_as_a_draft(board, tmp_path):
    make_public_board()
    missing = "2,공유재산 매각 공고,내용,2020-02-03,,,\n"
    said = load(tmp_path, PUBLIC + missing, board="public-notices")
    assert said[0] == "2 created (1 as drafts), 0 updated, 0 unchanged, 0 refused"
    assert said[1].startswith("  line 3: kept as a draft: ")
    whole, draft = NoticePage.objects.order_by("path")
    assert (whole.live, whole.number, whole.starts_on, whole.ends_on, whole.serial) == (
        True, "새별시 공고 제2020-3호", date(2020, 1, 2), date(2020, 1, 16), 1,
    )  # fmt: skip
    assert (draft.live, draft.serial, draft.has_unpublished_changes) == (False, None, True)


def test_the_address_that_a_notice_had_leads_to_it(board, tmp_path, client):
    load(tmp_path, "제목,내용,등록일,주소\n안내,본문,2019-01-02,https://old.saebyeol.example/board/view.do?no=7\n")
    answer = client.get("/board/view.do?no=7", headers={"host": "old.saebyeol.example"})
    assert (answer.status_code, answer["Location"]) == (301, notices()[0].full_url)


@pytest.mark.parametrize(
    ("text", "options", "message"),
    [
        ("a,b\n1,2\n", (), "notices.csv: "),
        (LIST, ("--attachments", "/nowhere"), "--attachments: /nowhere is no folder"),
        (LIST, ("--language", "en"), "--board: there is no such board as 'announcements'"),
        (LIST, ("--city", "dalmaru"), "--board: there is no such board as 'announcements'"),
    ],
)
def test_bad_input_changes_nothing(board, tmp_path, text, options, message):
    with pytest.raises(CommandError) as refused:
        load(tmp_path, text, *options)
    assert str(refused.value).startswith(message)
    assert not NoticePage.objects.exists()
