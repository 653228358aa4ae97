"""From the columns of the known lists to drafts."""

from datetime import date

import pytest

from cms.core.errors import BadInput
from cms.core.records import Official
from cms.releases.intake import columns, values
from cms.releases.intake.drafts import Change, Draft
from cms.releases.intake.normalise import File, Normaliser

INFO = {
    "package_id": "261103000000001",
    "doc_prdctn_dt": "20261103",
    "tkcrd_nm": "자전거길관리",
    "title": "강변 자전거길  정비\x00 계획",
    "src_dept_doc_no": "자전거팀-1",
    "writer": "신○○",
    "othbc_pd": "5년",
    "rspnber_dept_nm": "자전거팀",
    "othbc_se": "",
    "cpyrht": "CC BY",
    "url": "https://open.example/sanction/22233189",
}
EXPENSE = {
    "nid": "21950640",
    "title": "2026년 10월 자전거팀 업무추진비",
    "url": "http://open.example/public/21950640",
    "dept_nm_lvl_1": "본청",
    "dept_nm_lvl_2": "교통국",
    "dept_nm_lvl_3": "",
    "dept_nm_full": "",
    "category": "",
    "exec_dt": "2026-10-15 13:28",
    "exec_loc": "강변국수(강변로 1)",
    "exec_purpose": "자전거길 간담회비 지급",
    "target_nm": "자전거팀장 외 3명",
    "payment_method": "카드",
    "exec_amount": "88,500",
}
OWN = {
    "management_number": "NEW-1",
    "title": "보상 협의",
    "produced_on": "2026-11-03",
    "openness": "비공개",
    "grounds": [7],
    "reason": "경영상 비밀",
}


def draft(row, kind=None, **given):
    return Normaliser(kind or columns.kind_of(row), given=given).draft(row)


def refusal(row):
    with pytest.raises(BadInput) as caught:
        draft(row)
    return str(caught.value)


def test_a_row_of_the_info_list_becomes_a_draft():
    made = draft(INFO)
    assert made.management_number == "261103000000001"
    assert made.title == "강변 자전거길 정비 계획"
    assert (made.number, made.task, made.unit) == ("자전거팀-1", "자전거길관리", "자전거팀")
    assert made.produced_on == date(2026, 11, 3)
    assert made.officials == (Official(name="신○○", role="drafter"),)
    assert (made.openness, made.retention, made.licence) == ("open", "5", "cc-by-4.0")
    assert (made.genre, made.change, made.text, made.attachments) == ("", Change.INSERT, None, None)


def test_both_generations_of_names_say_the_same():
    renamed = {
        "tkcrd_nm": "trck_card_nm",
        "src_dept_doc_no": "src_dept_doc_id",
        "othbc_pd": "othnd_pd",
        "rspnber_dept_nm": "dept_nm",
        "othbc_se": "othbs_se",
    }
    assert draft({renamed.get(name, name): value for name, value in INFO.items()}) == draft(INFO)


@pytest.mark.parametrize(
    ("openness", "licence", "url", "decided"),
    [
        ("", "CC BY", "https://open.example/sanction/22233189", "open"),
        ("", "", "https://open.example/sanction/22233189", "open"),
        ("", "", "https://open.example/sanction/", "closed"),
        ("", "", "", "closed"),
        ("부분공개", "", "https://open.example/sanction/", "partial"),
        ("비공개", "CC BY", "https://open.example/sanction/22233189", "closed"),
        ("공개", "", "", "open"),
    ],
)
def test_where_the_info_list_says_no_openness_a_released_page_or_a_licence_decides(openness, licence, url, decided):
    assert draft(INFO | {"othbc_se": openness, "cpyrht": licence, "url": url}).openness == decided


def test_a_row_of_the_info_list_without_the_columns_that_tell_its_openness_says_none():
    assert draft({"package_id": "261103000000001", "title": "고친 제목"}) == Draft(
        management_number="261103000000001", title="고친 제목"
    )


@pytest.mark.parametrize("silence", [None, "", " \t"])
def test_an_absent_name_an_empty_value_and_null_say_the_same(silence):
    names = columns.OWN.fields.keys() - {"management_number"}
    row = {"management_number": "NEW-1"}
    assert draft(row | dict.fromkeys(names, silence)) == draft(row) == Draft(management_number="NEW-1")
    assert Normaliser(columns.OWN).files(row | {"attachments": silence}) is None
    assert draft(row | {"details": {"amount": 1, "place": silence}}).details == {"amount": 1}


def test_a_payment_is_numbered_by_its_minute_and_what_it_was_for():
    made = draft(EXPENSE)
    assert made.management_number == "21950640-202610151328-c0d2deca"
    assert made.title == "자전거길 간담회비 지급 (2026년 10월 자전거팀 업무추진비)"
    assert (made.unit, made.genre, made.openness, made.produced_on) == (
        "교통국",
        "expense",
        "open",
        date(2026, 10, 15),
    )
    assert made.details == {
        "spent_at": "2026-10-15T13:28:00+09:00",
        "place": "강변국수(강변로 1)",
        "purpose": "자전거길 간담회비 지급",
        "target": "자전거팀장 외 3명",
        "payment": "카드",
        "amount": 88_500,
    }


def test_a_payment_keeps_its_number_in_another_order_and_with_another_amount():
    other = EXPENSE | {"exec_purpose": "회의 다과"}
    first, second = Normaliser(columns.EXPENSE), Normaliser(columns.EXPENSE)
    numbers = [first.draft(row).management_number for row in (EXPENSE, other)]
    again = [second.draft(row | {"exec_amount": "1"}).management_number for row in (other, EXPENSE)]
    assert again == numbers[::-1]
    assert len(set(numbers)) == 2


def test_two_payments_that_say_the_same_are_two():
    normaliser = Normaliser(columns.EXPENSE)
    first, second = (normaliser.draft(EXPENSE).management_number for _ in range(2))
    assert second == f"{first}-2"


def test_a_payment_without_a_date_is_refused():
    assert refusal(EXPENSE | {"exec_dt": ""}) == "exec_dt: a payment without its date cannot be told from others"


def test_a_row_of_policy_research_has_its_change_and_details():
    made = draft(
        {
            "nid": "22045571",
            "title": "보행권 연구",
            "regist_dt": "20260108162515",
            "relm_cl": "정책연구자료",
            "creat_yr": "2025",
            "category": "기타",
            "region": "전체",
            "isbn": "",
            "relte_area": "새벌시의회",
            "writer": "조○○, 윤○○",
            "doc_prdctn_dt": "",
            "cpyrht": "CCL 적용",
            "job_se": "U",
            "url": "https://open.example/research/1",
        }
    )
    assert (made.genre, made.change, made.openness) == ("research", Change.UPDATE, "open")
    assert made.produced_on == date(2026, 1, 8)
    assert [official.name for official in made.officials] == ["조○○", "윤○○"]
    assert made.licence == "cc-by-nc-nd-4.0"
    assert made.details == {
        "year": 2025,
        "institution": "새벌시의회",
        "category": "기타",
        "region": "전체",
        "area": "정책연구자료",
    }


def test_a_row_of_advance_publication_has_its_place_in_the_catalogue():
    made = draft(
        {
            "nid": "22314857",
            "category": "공통업무",
            "title": "상품권 구매 내역",
            "writer": "장○○",
            "dept_nm": "자전거팀",
            "regist_dt": "20260225155335",
            "taxonomy": "공통업무>예산집행>상품권, 목적 등",
            "telno": "02-000-2516",
            "cpyrht": "CC BY-ND",
            "url": "https://open.example/public/1",
        }
    )
    assert made.genre == "advance-publication"
    assert made.details == {
        "category": "공통업무",
        "path": ["공통업무", "예산집행", "상품권, 목적 등"],
        "telephone": "02-000-2516",
    }


def test_a_press_release_reads_its_character_references():
    made = draft(
        {
            "id": "1567",
            "title": "&lsquo;자전거의 날&rsquo; R&amp;amp;D 행사",
            "summary": "요약",
            "body": None,
            "ministry": "자전거청",
            "approved_at": "2026-07-22T23:15:03+00:00",
            "publish_date": "2026-07-22",
            "is_modified": False,
            "original_url": "https://press.example/1",
        }
    )
    assert made.title == "‘자전거의 날’ R&D 행사"
    assert (made.text, made.unit, made.genre) == ("요약", "자전거청", "press-release")
    assert (made.produced_on, made.approved_on) == (date(2026, 7, 22), date(2026, 7, 23))


def test_our_own_names_are_those_of_the_draft():
    made = draft(
        OWN
        | {
            "functions": ["교통", "자전거"],
            "officials": [{"name": "이새벽", "position": "주무관", "role": "결재자"}],
            "title_withheld": True,
            "retention": "준영구",
            "details": {},
        }
    )
    assert (made.openness, made.grounds, made.reason) == ("closed", (7,), "경영상 비밀")
    assert made.functions == ("교통", "자전거")
    assert made.officials == (Official(name="이새벽", position="주무관", role="approver"),)
    assert (made.title_withheld, made.retention) == (True, "semi-permanent")


def test_nothing_of_our_own_is_open_because_nobody_said_it():
    assert draft({"management_number": "NEW-1", "title": "보상 협의"}).openness == ""
    assert draft({"management_number": "NEW-1", "change": "D"}).change is Change.DELETE


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        ({"grounds": "5", "review_stage": "검토 중"}, "review_on: ground 5, internal review: its stage and its end"),
        ({"grounds": "5", "review_on": "2026-12-31"}, "review_stage: ground 5, internal review: its stage and its end"),
        ({"grounds": "5", "reason": "내부검토 중인 사항"}, "review_stage: ground 5, internal review: its stage and"),
        (
            {"grounds": "7", "review_stage": "검토 중"},
            "review_stage: only ground 5 has the stage",
        ),
        ({"openness": "부분공개", "grounds": ""}, "grounds: a document that is not open names the ground for it"),
        ({"openness": "공개"}, "grounds: an open document has no ground for closing it"),
        ({"openness": None}, "grounds: is said together with the openness"),
        ({"openness": "", "grounds": None}, "reason: is said together with the openness"),
        ({"grounds": "9"}, "grounds: the grounds of article 9(1) are 1 to 8"),
        ({"grounds": "여섯"}, "grounds: the grounds of article 9(1) are 1 to 8"),
        ({"produced_on": "어제"}, "produced_on: “어제” is no date"),
        ({"produced_on": "2026-02-30"}, "produced_on: “2026-02-30” is no date"),
        ({"title": {"ko": "제목"}}, "title: is no text"),
        ({"retention": "7년"}, "retention: “7년” is no retention period"),
        ({"licence": "마음대로"}, "licence: “마음대로” is no licence"),
        ({"change": "X"}, "change: “X” is none of I, U, D"),
        ({"details": "표"}, "details: is no object"),
        ({"officials": [{"name": "이새벽", "role": "손님"}]}, "officials: “손님” is no role"),
        ({"management_number": " "}, "management_number: a row without it is no document"),
    ],
)
def test_what_cannot_be_is_refused_by_its_column(said, reason):
    assert refusal(OWN | said).startswith(reason)


def test_ground_5_for_an_audit_needs_no_stage_and_with_both_an_internal_review_is_taken():
    assert draft(OWN | {"grounds": "제5호", "reason": "감사에 관한 사항"}).grounds == (5,)
    made = draft(OWN | {"grounds": "5, 6", "review_stage": "검토 중", "review_on": "2026.12.31."})
    assert (made.grounds, made.review_stage, made.review_on) == ((5, 6), "검토 중", date(2026, 12, 31))


@pytest.mark.parametrize(
    "written",
    [
        "20210210",
        "202102101553",
        "20210210155335",
        "2021-02-10",
        "2021-02-10 13:28",
        "2021-02-10T13:28:05",
        "2021-02-10T03:28:05Z",
        "2021-02-10T13:28:05+09:00",
        "2021.2.10",
        "2021. 02. 10.",
        "2021/02/10",
        "2021년 2월 10일",
        20210210,
    ],
)
def test_dates_are_read_in_all_their_forms(written):
    assert values.day(written) == date(2021, 2, 10)


@pytest.mark.parametrize(
    "written", ["", "21.2.10", "20211310", "1821-02-10", "2021-02-10 25:00", True, None, "٢٠٢١٠٢١٠"]
)
def test_what_is_no_date_is_no_date(written):
    with pytest.raises(ValueError, match=r"no date|no text"):
        values.day(written)


@pytest.mark.parametrize(
    ("written", "key"),
    [
        ("CC BY", "cc-by-4.0"),
        ("cc by-sa", "cc-by-sa-4.0"),
        ("CC BY-NC", "cc-by-nc-4.0"),
        ("CC BY-ND", "cc-by-nd-4.0"),
        ("CC BY-NC-SA", "cc-by-nc-sa-4.0"),
        ("CC-BY-NC-ND 2.0 KR", "cc-by-nc-nd-4.0"),
        ("CCL 적용", "cc-by-nc-nd-4.0"),
        ("CC0", "cc0-1.0"),
        ("공공누리 제1유형", "kogl-1"),
        ("KOGL Type 4", "kogl-4"),
        ("kogl-2", "kogl-2"),
    ],
)
def test_licences_become_keys(written, key):
    assert values.licence(written) == key


@pytest.mark.parametrize(("written", "keys"), [("1년", "1"), ("30 년", "30"), ("준영구", "semi-permanent"), ("5", "5")])
def test_retention_becomes_a_key(written, keys):
    assert values.retention(written) == keys


def test_the_wrong_column_is_not_repeated_whole():
    with pytest.raises(ValueError) as caught:
        values.openness("가" * 1000)
    assert len(str(caught.value)) < 100


def test_given_values_are_said_of_rows_that_are_silent():
    row = {name: value for name, value in INFO.items() if name not in ("cpyrht", "doc_prdctn_dt")}
    made = draft(row, licence="kogl-1", produced_on="2026-11-01", retention="1년")
    assert (made.licence, made.produced_on, made.retention) == ("kogl-1", date(2026, 11, 1), "5")


def test_unknown_columns_are_named_and_those_of_reports_are_not():
    names = ["package_id", "title", "비고", "memo", "refusal", ""]
    assert columns.unknown(columns.INFO, names) == ("비고", "memo")


def test_columns_of_no_list_are_refused_with_those_that_lists_have():
    with pytest.raises(BadInput, match=r"no known list has these columns.*info: package_id"):
        columns.kind_of(["이름", "나이"])


@pytest.mark.parametrize(
    ("said", "files"),
    [
        ({}, None),
        ({"attachments": ""}, None),
        ({"attachments": []}, ()),
        ({"attachments": "plan.hwp; sub/plan.pdf"}, (("plan.hwp", "plan.hwp", ""), ("sub/plan.pdf", "plan.pdf", ""))),
        ({"attachments": [{"path": "1.pdf", "name": "계획.pdf", "role": "pdf"}]}, (("1.pdf", "계획.pdf", "pdf"),)),
    ],
)
def test_attachments_are_named_by_path(said, files):
    wanted = files and tuple(File(path=path, name=name, role=role) for path, name, role in files)
    assert Normaliser(columns.OWN).files(OWN | said) == (files if not files else wanted)


@pytest.mark.parametrize("said", [7, [7.5, None], [{"name": "x"}], [{"path": "x", "role": "copy"}]])
def test_attachments_that_are_no_paths_are_refused(said):
    with pytest.raises(BadInput, match="attachments: "):
        Normaliser(columns.OWN).files(OWN | {"attachments": said})


@pytest.mark.parametrize("number", ["X\udc00", "X\x00", "X\u200b", "a/b", "..", "한글", "x" * 41])
def test_a_number_that_is_none_is_refused_and_not_made_into_another(number):
    expected = "management_number: is no number: at most 40 Latin letters, digits, hyphens and underscores"
    assert refusal(OWN | {"management_number": number}) == expected


@pytest.mark.parametrize("value", [float("inf"), float("-inf"), float("nan")])
def test_a_number_that_json_does_not_have_is_no_text(value):
    assert refusal(OWN | {"title": value}) == "title: is no number that can be written"


def test_the_details_of_the_own_form_are_read_as_those_of_a_list():
    details = {"amount": "88,500원", "spent_at": "2026-10-15 13:28", "place": " 강변\x00국수 ", "target": None}
    read = draft(OWN | {"genre": "expense", "details": details}).details
    assert read == {"amount": 88500, "spent_at": "2026-10-15T13:28:00+09:00", "place": "강변국수"}


@pytest.mark.parametrize(
    ("genre", "details", "reason"),
    [
        ("expense", {"amount": "1e400"}, "details.amount: “1e400” is no amount in won"),
        ("expense", {"amount": float("inf")}, "details.amount: is no number that can be written"),
        ("expense", {"amount": 12.5}, "details.amount: “12.5” is no amount in won"),
        ("expense", {"place": ["a"]}, "details.place: is no text"),
        ("expense", {"cost": 1}, "details.cost: is no name that the details of the kind expense have"),
        ("research", {"year": "abc"}, "details.year: “abc” is no year"),
        ("advance-publication", {"telephone": [1]}, "details.telephone: is no text"),
        ("expense", [1], "details: is no object"),
    ],
)
def test_details_that_are_of_another_type_are_refused_by_name(genre, details, reason):
    assert refusal(OWN | {"genre": genre, "details": details}) == reason
