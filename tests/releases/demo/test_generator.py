"""The generated documents are the same on every machine, look like a city's, and only a few are to be held."""

import hashlib
from collections import Counter
from datetime import date, timedelta

from cms.releases.demo.generator import documents
from cms.releases.intake.pages import check, check_new
from screening import Outcome, Part, judge

MADE = list(documents(7, 2_000))


def outcome(draft):
    texts = {"title": draft.title, "number": draft.number, "reason": draft.reason, "text": draft.text}
    return judge([Part(name=name, text=text) for name, text in texts.items()]).outcome


def test_the_same_documents_come_out_every_time():
    digest = hashlib.sha256(repr(MADE[:50]).encode()).hexdigest()
    assert digest == "0dbd08e0f37f94241d59c5b4839958e6b6abcdb71c07c5a12f4a93fef437fdc1"


def test_any_part_of_them_can_be_made_without_the_others():
    halves = [list(documents(7, 2_000, start=start, step=2)) for start in (0, 1)]
    assert [draft for pair in zip(*halves, strict=True) for draft in pair] == MADE


def test_other_departments_and_days_may_be_given():
    days = [date(2026, 11, 1) + timedelta(days=number) for number in range(5)]
    made = list(documents(7, 100, units=["자전거팀", "뉴미디어과"], days=days))
    assert {draft.unit for draft in made} == {"자전거팀", "뉴미디어과"}
    assert [draft.produced_on for draft in made] == [day for day in days for _ in range(20)]


def test_each_is_one_that_can_be_loaded_under_a_number_of_its_own():
    for draft in MADE:
        check(draft)
        check_new(draft)
    assert len({draft.management_number for draft in MADE}) == len({draft.number for draft in MADE}) == 2_000


def test_their_proportions_are_those_of_a_city():
    shares = Counter(draft.openness for draft in MADE)
    assert all(abs(shares[name] / 20 - share) < 3 for name, share in (("open", 80), ("partial", 8), ("closed", 12)))
    assert all(bool(draft.grounds) == (draft.openness != "open") for draft in MADE)
    assert {draft.genre for draft in MADE} == {
        "approval", "expense", "press-release", "research", "advance-publication",
    }  # fmt: skip
    assert 1_900 < sum(len(draft.text.encode()) for draft in MADE) / 2_000 < 2_200


def test_some_cite_an_earlier_one_by_its_number():
    numbers = {draft.number: place for place, draft in enumerate(MADE)}
    cited = [
        (numbers[draft.text.removeprefix("1. 관련: ").partition("(")[0]], place)
        for place, draft in enumerate(MADE)
        if draft.text.partition("\n")[0].endswith("호")
    ]
    assert len(cited) > 500
    assert all(earlier < place for earlier, place in cited)


def test_a_few_have_personal_data_and_are_held_and_all_others_are_clear():
    held = [draft for draft in MADE if outcome(draft) is not Outcome.CLEAR]
    assert held == [draft for draft in MADE if "\n\n붙임" in draft.text and draft.text.count("\n\n") > 2]
    assert 5 < len(held) < 40
