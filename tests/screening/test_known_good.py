"""Values that a unit has declared public are not found, however they are written; all else still is."""

import pytest

from screening import NOTHING, Kind, KnownGood, fingerprint, screen

TEXT = "당번 010-0000-1234, 제보 tip@example.com, 개인 010-0000-9999"


def kinds(known_good):
    return [found.kind for found in screen(TEXT, known_good=known_good)]


def test_without_a_list_everything_is_found():
    assert kinds(NOTHING) == [Kind.MOBILE, Kind.EMAIL, Kind.MOBILE]
    assert kinds(KnownGood.of([])) == [Kind.MOBILE, Kind.EMAIL, Kind.MOBILE]
    assert kinds(KnownGood.of(["", "  "])) == [Kind.MOBILE, Kind.EMAIL, Kind.MOBILE]


@pytest.mark.parametrize("entry", ["010-0000-1234", "01000001234", "+82 10-0000-1234", "０１０ ００００ １２３４"])
def test_any_spelling_of_a_number_allows_it(entry):
    assert kinds(KnownGood.of([entry])) == [Kind.EMAIL, Kind.MOBILE]


def test_a_fingerprint_allows_its_value_and_does_not_show_it():
    entry = fingerprint("010-0000-1234")
    assert "0000" not in entry.replace("sha256:", "")
    assert kinds(KnownGood.of([entry])) == [Kind.EMAIL, Kind.MOBILE]


def test_a_domain_allows_all_mail_at_it_and_not_at_others():
    assert kinds(KnownGood.of(["@Example.com"])) == [Kind.MOBILE, Kind.MOBILE]
    assert kinds(KnownGood.of(["@ample.com"])) == [Kind.MOBILE, Kind.EMAIL, Kind.MOBILE]


def test_a_part_of_a_number_allows_nothing():
    assert kinds(KnownGood.of(["0000-1234"])) == [Kind.MOBILE, Kind.EMAIL, Kind.MOBILE]
