"""The weighing where no rule tells a name: of its syllables, and of what stands around it."""

import pytest

from screening import Kind, personal
from screening.names import surroundings
from screening.names.likelihood import COMMON, HOPELESS, form_points
from screening.words.nouns import NOUNS
from tests.screening.labelled import read_marked, spans


@pytest.mark.parametrize(
    ("likelier", "than"),
    [
        ("김하늘", "피종국"),  # many bear it
        ("방시유", "방제품"),  # its syllables stand where names have them
        ("김하늘", "탁하늘"),  # of a frequent family
        ("박은결", "박결은"),  # the same syllables the other way round
        ("이예진", "이유나"),  # a noun and what may be an ending
        ("진달래", "방위세"),  # a noun that no office writes of
        ("경수진", "공사진"),  # the same with an ending
        ("김별", "인별"),
    ],
)
def test_the_form_of_a_name_says_how_likely_it_is_one(likelier, than):
    assert form_points(likelier) > form_points(than)


def test_points_lie_between_those_of_a_word_of_offices_and_of_a_common_name():
    assert form_points("신청인") == form_points("보호자") == form_points("공사의") == HOPELESS
    assert form_points("김하늘") == COMMON
    assert {form_points(noun) for noun in NOUNS if len(noun) <= 3} <= set(range(HOPELESS, 0))


@pytest.mark.parametrize(
    "marked",
    [
        "저는 두 아이를 키우는 «person_name:김하늘»이라고 합니다.",
        "감사합니다. «person_name:두성미» 올림",
        "숨진 «person_name:편동욱»의 유족은 산재를 신청하였다",
        "«person_name:여민솔»이 먼저 밀었고 «person_name:천가온»은 넘어져 팔을 다쳤다고 진술함",
        "1,«person_name:강미루»,1988.04.03,여,나래동",
        "① «person_name:손하름» ② «person_name:배나리» ③ «person_name:백승조»",
        "«person_name:성지봉» 이행강제금 부과 예고",
        "참고인 «person_name:진달래»: 저는 그날 가게에 없었습니다.",
        "건축주 «person_name:기우제»로부터 신고서가 제출됨",
        "학생 «person_name:김별»의 보호자",
    ],
)
def test_a_name_is_told_by_what_stands_before_it_behind_it_or_in_its_line(marked):
    case = read_marked(marked)
    assert spans(case.text) == case.expected


@pytest.mark.parametrize(
    "text",
    [
        "김하늘",
        "김하늘 주무관, 이행강제금 부과 예고",
        "이행강제금 부과 담당 김하늘",
        "김하늘 작가 초청 강연 신청",
        "소프라노 김하늘 공연 신청 접수",
        "마당구 마당동 급여 지급",
        "참고인 안내문: 저는 이렇게 적습니다",
        "건축주 공사비로부터 공제",
        "① 신청서 제출 ② 동의서 제출",
        "마당과 김하늘 (02-000-1234) 신고 접수",
    ],
)
def test_an_officials_name_and_a_word_are_outweighed(text):
    assert spans(text) == ()


def test_a_name_alone_says_nothing_of_whose_it_is():
    assert personal("김하늘") == ""
    assert personal("김하늘 올림") == Kind.PERSON_NAME


def test_who_stands_in_a_list_beside_somebody_is_told_with_him_and_an_official_is_not():
    case = read_marked("신청인: «person_name:김하늘», «person_name:김밝음», «person_name:피종국»")
    assert spans(case.text) == case.expected
    case = read_marked("신청인: «person_name:김하늘», 이나래 주무관")
    assert spans(case.text) == case.expected


def test_a_line_that_speaks_of_people_is_weighed_in_a_long_text_and_no_other():
    paragraph = "도로 정비 공사를 시행합니다.\n" * 20
    told = "주민 김하늘이 넘어져 다쳤다고 진술함"
    start = len(paragraph) + told.index("김하늘")
    assert spans(f"{paragraph}{told}\n{paragraph}") == ((Kind.PERSON_NAME, start, start + 3),)
    assert spans(f"{paragraph}김하늘이 공사를 참관함\n{paragraph}") == ()


@pytest.mark.parametrize(
    "marked",
    [
        "농민 «person_name:황무지»씨는 올해 농사를 접었다",
        "«person_name:초롱» 님 서류가 접수되었습니다",
        "다문화 요리왕 «person_name:마리아 산토스»씨",
        "«person_name:말순»이 할머니가 넘어지셨습니다",
        "우리 «person_name:가은»이에게서 연락이 왔습니다",
        "외국인근로자: «person_name:딜쇼드»",
    ],
)
def test_who_is_called_is_found_whatever_his_name_looks_like(marked):
    case = read_marked(marked)
    assert spans(case.text) == case.expected


@pytest.mark.parametrize(
    "text",
    [
        "고객님께서 신청",
        "호박씨를 심음",
        "경비아저씨 간담회",
        "전주이씨 종중",
        "아이 고양이가 다침",
        "우리 할머니 손맛",
    ],
)
def test_words_for_people_seeds_and_clans_are_no_names(text):
    assert spans(text) == ()


def test_what_stands_between_two_that_are_told_in_a_list_is_a_name_too():
    case = read_marked("접수: «person_name:김하늘»(78세), «person_name:단감»(80세), «person_name:박나래»(81세)")
    assert spans(case.text) == case.expected


def test_who_follows_an_official_in_a_list_is_one_and_a_form_filled_in_as_an_example_names_nobody():
    assert spans("참석: 위원장 김하늘, 위원 박나래, 이가온") == ()
    assert spans("성명: 김하늘 (예시)") == ()


@pytest.mark.parametrize(
    "before",
    [
        "도로과 팀장 ",
        "기자: 가나다 ",
        "PD\t",
        "담당자는 ",
        "문의 성명 : ",
        "6급(",
        "제12대 ",
        "직위: 가나다 (성명: ",
        "수상자 명단: ",
        "위원: 나래, 마루, ",
        "㈜",
        "(주) ",
        "변호사 ",
        "(작성 예시) 가나다\t1, ",
    ],
)
def test_what_says_that_somebody_is_an_official_ends_as_is_asked_first(before):
    assert surroundings.AGAINST_AHEAD.search(before)
    assert surroundings.MAY_BE_AGAINST.search(before)
