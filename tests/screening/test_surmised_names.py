"""Names that no rule tells, surmised where other personal data was found: by all evidence for and against them."""

import re

import pytest

from bench.weights import rows, weights
from screening import screen
from screening.names import surmised
from screening.names.candidates import Candidate, find_candidates
from screening.names.evidence import Document
from screening.names.slots import Slots

TELEPHONE = "연락처 010-0000-1234"


def told(text):
    """Return what was found in a text by adding up, and what by the rules."""
    found = screen(text)
    names = [(one.rule == surmised.RULE, text[one.start : one.end]) for one in found if one.kind == "person_name"]
    return [name for added, name in names if added], [name for added, name in names if not added]


@pytest.mark.parametrize(
    ("text", "added"),
    [
        (
            "(가) 구월손, 6개월 → 농협 352-0000-1234-53\n(나) 석차영, 만기 → 농협 352-0000-1234-63\n"
            "(다) 함도희, 압류방지 → 농협 352-0000-1234-73\n",
            ["구월손"],
        ),
        (f"- 창문 안을 들여다본다(함복옥, 74)\n- 밤늦게 떠든다(표을래)\n{TELEPHONE}", ["표을래"]),
        ("의견 1 (하도림): 찬성합니다.\n의견 2 (나미루): 번호는 010-0000-1234입니다.\n", ["하도림"]),
        (
            "오차손 010-0000-1234 나래 3,300㎡\n문대류 10-0000-1235 나래 1,980㎡\n변상관 010-0000-4444 다솜 640㎡\n",
            ["변상관"],
        ),
    ],
)
def test_who_stands_where_others_do_is_surmised_beside_what_was_found(text, added):
    assert told(text)[0] == added


def test_nothing_is_surmised_in_a_text_in_which_nothing_was_found():
    assert told("의견 1 (하도림): 찬성합니다.\n") == ([], [])


@pytest.mark.parametrize(
    "public",
    [
        "주무관 하도림",
        "하도림 과장",
        "점검자: 하도림",
        "당직자 하도림",
        "출력자: 하도림",
        "하도림 주무관님께",
        "접수자 나미루, 하도림",
    ],
)
def test_officials_are_not_surmised_beside_a_citizen(public):
    added, by_rule = told(f"신청인 나봄결, {TELEPHONE}\n{public}\n")
    assert (added, by_rule) == ([], ["나봄결"])


def test_who_is_public_in_one_place_has_that_against_him_in_another():
    text = "위원장 하도림\n하도림 다음은 민원인 의견을 듣겠습니다.\n"
    words = find_candidates(text, 0, len(text))
    first, second = [word for word in words if text[word.start : word.end] == "하도림"]
    evidence = set(Document(text, [], [], words).evidence(second))
    assert {"repeated", "public elsewhere"} <= evidence
    assert "public elsewhere" not in set(Document(text, [], [], [second]).evidence(second))
    assert first.start < second.start


def test_a_candidate_has_what_is_said_behind_it_apart():
    text = "김하늘씨는 박솔지와 정다온이가 신청하는 정보에 이○희"
    assert find_candidates(text, 0, len(text))[0] == Candidate(0, 3, 4, "씨", "는")
    assert [text[word.start : word.said_to] for word in find_candidates(text, 0, len(text))] == [
        "김하늘씨는",
        "박솔지와",
        "정다온이가",
    ]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("성명: 오 별, 나래동", "오 별"),
        ("이웃 김 하 늘 씨", "김 하 늘"),
        ("쟁점: 사위 나카무라 유즈키가 증여받음", "나카무라 유즈키"),
        ("202 나카무라 유즈키 29", "나카무라 유즈키"),
        ("본인추다온은 상속받음", "추다온"),
        ("둘째 아들 석재길이가", "석재길"),
    ],
)
def test_names_in_parts_from_abroad_and_glued_to_a_word_for_a_person_are_candidates(text, name):
    assert name in [text[word.start : word.end] for word in find_candidates(text, 0, len(text))]


@pytest.mark.parametrize("text", ["전 화 없음", "혼자 계심", "방문결과 보고", "석재길 12"])
def test_headings_nouns_and_verbs_are_no_candidates(text):
    assert find_candidates(text, 0, len(text)) == []


def test_places_are_alike_whatever_figures_and_words_stand_in_them():
    text = "1) 하도림 (나래동)\n12) 나미루 (다솜로 3)\n다) 표여결 (2)\n"
    spans = [(place, place + 3) for place in (text.index("하도림"), text.index("나미루"), text.index("표여결"))]
    slots = Slots(text, spans[:2], spans[2:])
    assert sorted(slots.evidence(*spans[2], found=False)) == ["slot around most", "slot line most", "slot word most"]
    assert sorted(slots.evidence(*spans[0], found=True)) == ["slot around many", "slot line many"]


def test_what_lies_around_findings_is_read_once():
    near = 2 * surmised._REACH
    assert list(surmised._regions(5_000, [(10, 20), (300, 310), (300 + near + 100, 310 + near + 100)])) == [
        (0, 310 + surmised._REACH),
        (400 + surmised._REACH, 410 + near + surmised._REACH),
    ]
    assert list(surmised._regions(50, [(10, 20)])) == [(0, 50)]
    assert list(surmised._regions(50, [])) == []


def test_the_table_has_one_weight_for_each_piece_of_evidence():
    lines = surmised._WEIGHTS_FILE.read_text(encoding="utf-8").splitlines()
    pieces = [line.split(" ", 1)[1] for line in lines[1:]]
    assert len(set(pieces)) == len(pieces) == len(surmised._WEIGHTS)
    assert all(re.fullmatch("-?[1-9][0-9]*", line.split(" ", 1)[0]) for line in lines[1:])
    assert max(map(abs, surmised._WEIGHTS.values())) < 500  # none decides alone


PAPERS = (
    "신청인 «person_name:하도림», 연락처 010-0000-1234\n상담 «person_name:나미루»가 호소함\n주무관 표여결\n",
    "신청인 «person_name:추다온», 연락처 010-0000-1235\n방문 «person_name:우가람»이 진술함\n강수량 나래면 민방위\n",
)


def test_words_are_counted_with_whether_they_are_names_and_officials_not_at_all():
    counted = list(rows(PAPERS[0]))
    assert [is_name for _, is_name in counted] == [True, True]
    assert list(rows("의견 1 («person_name:하도림»): 찬성합니다.\n")) == []


def test_weights_say_the_same_for_the_same_papers_and_follow_what_stands_with_names():
    counted = [(frozenset({"a", "b"}), True), (frozenset({"a"}), True), (frozenset({"b"}), False)] * 4
    found = weights(counted)
    assert list(found) == ["", "a", "b"]
    assert found["a"] > 0 > found["b"]
    assert found == weights(counted)
