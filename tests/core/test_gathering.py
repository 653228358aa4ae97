import pytest

from cms.core.gathering import gathered, gathering

done: list[tuple[str, list[int]]] = []


@pytest.fixture(autouse=True)
def nothing_done():
    done.clear()


@gathered
def first(saved):
    done.append(("first", saved))


@gathered
def then(saved):
    done.append(("then", saved))
    first([9])


def test_outside_of_a_scope_it_follows_at_once():
    first([1])
    first([1, 2])
    assert done == [("first", [1]), ("first", [1, 2])]


def test_in_a_scope_it_follows_once_at_the_end_in_the_order_of_definition():
    with gathering():
        then(iter([3]))
        first([1])
        first([2, 1])
        assert done == []
    assert done == [("first", [1, 2]), ("then", [3]), ("first", [9])]


def test_a_scope_within_a_scope_shares_its_end():
    with gathering():
        with gathering():
            first([1])
        assert done == []
        first([2])
    assert done == [("first", [1, 2])]


def test_nothing_follows_where_the_scope_fails_and_the_next_one_has_forgotten_it():
    with pytest.raises(ValueError, match="no"), gathering():
        first([1])
        raise ValueError("no")
    with gathering():
        pass
    assert done == []
    first([2])
    assert done == [("first", [2])]
