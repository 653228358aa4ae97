"""Answers that are the same for many pages: asked for once, and never kept for longer."""

import pytest

from cms.core.reading import EachOnce, one_reading, read_once


@pytest.fixture
def asked():
    return []


@pytest.fixture
def double(asked):
    @read_once(lambda number: number)
    def double(number):
        asked.append(number)
        return None if number == 0 else 2 * number

    return double


def test_outside_of_a_reading_everything_is_asked_again(double, asked):
    assert (double(1), double(1), asked) == (2, 2, [1, 1])


def test_inside_a_reading_each_question_is_asked_once(double, asked):
    with one_reading():
        assert (double(1), double(1), double(2), double(0), double(0)) == (2, 2, 4, None, None)
        with one_reading():
            assert double(1) == 2
        assert double(2) == 4
    assert asked == [1, 2, 0]
    assert (double(1), asked) == (2, [1, 2, 0, 1])


def test_an_error_ends_the_reading_and_is_not_remembered(double, asked):
    with pytest.raises(ValueError, match="no"), one_reading():
        double(1)
        raise ValueError("no")
    double(1)
    assert asked == [1, 1]


def test_functions_do_not_share_answers(double):
    @read_once(lambda number: number)
    def treble(number):
        return 3 * number

    with one_reading():
        assert (double(1), treble(1)) == (2, 3)


def test_of_many_keys_each_is_asked_for_once_and_only_in_a_reading():
    asked = []

    @EachOnce
    def lengths(keys):
        """The lengths of the keys; of an empty one nothing."""
        asked.append(keys)
        return {key: len(key) for key in keys if key}

    assert (lengths(["a", "bb", "a", ""]), asked) == ({"a": 1, "bb": 2}, [["a", "bb", ""]])
    assert lengths.known("a") is None
    with one_reading():
        assert lengths(["a", ""]) == {"a": 1}
        assert (lengths.known("a"), lengths.known(""), lengths.known("c")) == ((1,), (None,), None)
        assert lengths(["", "ccc", "a"]) == {"ccc": 3, "a": 1}
        assert lengths([]) == {}
    assert asked[1:] == [["a", ""], ["ccc"]]
    assert lengths.known("a") is None
