"""The words for what is open and what the law closes."""

import pytest

from cms.core import disclosure
from cms.core.disclosure import closing, ground_names, retention_names, said
from cms.releases.grounds import Ground
from cms.releases.models.documents import Genre, Openness, Retention


def test_every_value_of_the_editor_has_its_words_in_both_languages():
    assert set(disclosure.OPENNESS) == set(Openness.values)
    assert set(disclosure.GENRES) == set(Genre.values)
    assert set(disclosure.GROUNDS) == set(Ground.values)
    tables = (disclosure.OPENNESS, disclosure.GENRES, disclosure.GROUNDS, disclosure.ROLES, disclosure.STATUSES)
    for table in tables:
        assert all(names.keys() == {"ko", "en"} and all(names.values()) for names in table.values())


@pytest.mark.parametrize("retention", Retention.values)
def test_a_retention_period_has_its_words(retention):
    assert retention_names(retention).keys() == {"ko", "en"}


def test_a_number_of_years_is_a_period():
    assert retention_names("1") == {"ko": "1년", "en": "1 year"}
    assert retention_names("30") == {"ko": "30년", "en": "30 years"}
    assert retention_names("permanent") == {"ko": "영구", "en": "Permanent"}


def test_a_ground_names_its_place_in_the_law():
    assert said(ground_names(6), "ko") == "정보공개법 제9조 제1항 제6호: 개인정보"
    assert said(ground_names(6), "ja") == "Information Disclosure Act, art. 9(1) no. 6: Privacy"
    assert said(ground_names(9), "ko") == "정보공개법 제9조 제1항 제9호"


def test_a_closing_is_a_sentence_and_what_is_open_needs_none():
    assert closing("open", (), "", "ko") == ""
    assert closing("closed", (), "", "en") == "Closed"
    assert closing("partial", (6,), "", "en") == "Partly open (Information Disclosure Act, art. 9(1) no. 6: Privacy)"
    assert closing("closed", (5,), "검토 중", "ko") == (
        "비공개 (정보공개법 제9조 제1항 제5호: 감사·입찰·인사·내부 검토). 검토 중"
    )
