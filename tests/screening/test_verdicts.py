"""The verdict on a document: held unless the rules find nothing, or only what the policy lets them mask."""

import json
from dataclasses import replace

import pytest

from screening import (
    RULES_VERSION,
    Confidence,
    Finding,
    Kind,
    KnownGood,
    Outcome,
    Part,
    Policy,
    Reason,
    Verdict,
    content_hash,
    judge,
    verdicts,
)

TITLE = Part(name="title", text="도로 보수 요청에 대한 회신")
BODY = Part(name="body", text="민원인 홍길동(010-0000-1234)께 알립니다.")
MASKING = Policy(mask=frozenset({Kind.MOBILE, Kind.PERSON_NAME}), at_least=Confidence.POSSIBLE)


def test_a_document_without_findings_is_clear():
    verdict = judge([TITLE])
    assert verdict == Verdict(outcome=Outcome.CLEAR, rules_version=RULES_VERSION, content_hash=content_hash([TITLE]))
    assert verdict.is_current


def test_a_finding_in_any_part_holds_the_document():
    verdict = judge([TITLE, BODY])
    assert verdict.outcome is Outcome.HELD
    assert verdict.reasons == (Reason("person_name", "body"), Reason("mobile", "body"), Reason("review", "body"))
    assert [(found.kind, found.start, found.end) for found in verdict.found_in("body")] == [
        (Kind.PERSON_NAME, 4, 7),
        (Kind.MOBILE, 8, 21),
    ]
    assert verdict.found_in("title") == ()


def test_what_the_policy_masks_is_masked():
    verdict = judge([TITLE, BODY], policy=MASKING)
    assert verdict.outcome is Outcome.MASKED
    assert verdict.reasons == (Reason("person_name", "body"), Reason("mobile", "body"))


@pytest.mark.parametrize(
    "policy",
    [
        Policy(mask=frozenset({Kind.MOBILE})),
        Policy(mask=frozenset({Kind.MOBILE, Kind.PERSON_NAME}), at_least=Confidence.CERTAIN),
    ],
)
def test_one_finding_that_the_policy_leaves_to_people_holds_the_document(policy):
    assert judge([BODY], policy=policy).outcome is Outcome.HELD


def test_a_part_that_cannot_be_rewritten_is_held_and_not_masked():
    verdict = judge([Part(name="scan.pdf", text=BODY.text, digest="1", maskable=False)], policy=MASKING)
    assert verdict.outcome is Outcome.HELD
    assert verdict.reasons[-1] == Reason("unmaskable", "scan.pdf")


def test_a_part_that_could_not_be_read_holds_the_document_for_that_reason():
    verdict = judge([TITLE, Part(name="명단.hwp", digest="1", problem="encrypted")], policy=MASKING)
    assert verdict.outcome is Outcome.HELD
    assert verdict.reasons == (Reason("encrypted", "명단.hwp"),)


def test_what_a_unit_declared_public_is_clear():
    part = Part(name="body", text="당번 010-0000-1234")
    assert judge([part], known_good=KnownGood.of(["010-0000-1234"])).outcome is Outcome.CLEAR


def test_the_gate_opens_for_the_judged_content_only():
    verdict = judge([TITLE])
    assert verdict.opens(content_hash([TITLE]))
    assert not verdict.opens(content_hash([Part(name="title", text=TITLE.text + ".")]))
    assert not judge([BODY]).opens(content_hash([BODY]))


def test_the_hash_tells_parts_names_and_files_apart():
    one = [Part(name="a", text="bc"), Part(name="d")]
    others = [
        [Part(name="ab", text="c"), Part(name="d")],
        [Part(name="a", text="b"), Part(name="cd")],
        [Part(name="d"), Part(name="a", text="bc")],
        [Part(name="a", text="bc", digest="1"), Part(name="d")],
        [Part(name="a", text="bc")],
    ]
    assert len({content_hash(parts) for parts in [one, *others]}) == 6


def test_the_hash_of_an_attachment_is_that_of_its_file():
    assert content_hash([Part(name="a", text="x", digest="1")]) == content_hash([Part(name="a", text="y", digest="1")])


def test_lone_surrogates_are_hashed_and_not_an_error():
    assert judge([Part(name="body", text="\ud800 010-0000-1234")]).outcome is Outcome.HELD


def test_a_verdict_comes_back_from_json_and_holds_no_value():
    verdict = judge([TITLE, BODY])
    stored = json.dumps(verdict.to_data(), ensure_ascii=False)
    assert Verdict.from_data(json.loads(stored)) == verdict
    assert "홍길동" not in stored
    assert "0000" not in stored


def test_a_verdict_of_other_rules_is_not_current():
    data = judge([TITLE]).to_data() | {"rules_version": "0-00000000"}
    assert not Verdict.from_data(data).is_current


def test_what_a_covered_name_tells_is_masked_with_it(monkeypatch):
    """That a name is covered may tell of the address behind it, which would be open in the public copy."""
    text = "홍길동 누리시 마당로 12, 101동 5호"
    name = Finding(Kind.PERSON_NAME, 0, 3, Confidence.LIKELY, "name")
    home = Finding(Kind.HOME_ADDRESS, 4, len(text), Confidence.LIKELY, "home")

    def told(text, *, known_good):
        return (name,) if text.startswith("홍길동") else (home,) if "101동" in text else ()

    monkeypatch.setattr(verdicts, "screen", told)
    everything = Policy(mask=frozenset(Kind))
    verdict = judge([Part(name="body", text=text)], policy=everything)
    assert (verdict.outcome, verdict.findings) == (
        Outcome.MASKED,
        (replace(name, part="body"), replace(home, part="body")),
    )
    assert judge([Part(name="body", text=text)], policy=Policy(mask=frozenset({Kind.PERSON_NAME}))).reasons == (
        Reason("person_name", "body"),
        Reason("home_address", "body"),
        Reason("review", "body"),
    )


def test_what_is_found_again_and_again_is_held(monkeypatch):
    again = Finding(Kind.PERSON_NAME, 0, 3, Confidence.LIKELY, "name")
    monkeypatch.setattr(verdicts, "screen", lambda text, *, known_good: (again,))
    verdict = judge([Part(name="body", text="홍길동")], policy=Policy(mask=frozenset(Kind)))
    assert (verdict.outcome, verdict.reasons[-1]) == (Outcome.HELD, Reason("uncovered", "body"))
    assert verdict.findings == (replace(again, part="body"),)
