"""The test's reading of Meilisearch's filters, against examples of its own parser's tests."""

import pytest

from tests.search.meilisearch.language import parsed, tokens


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ('"cha\'nnel"', "cha'nnel"),
        ("'I\\'m tamo'", "I'm tamo"),
        (r'"I\'m \"super\" tamo"', 'I\'m "super" tamo'),
        (r'"cha\\nnel"', "cha\\nnel"),
        (r'"\u{22}"', '"'),
        (r'"\u{0}"', "\0"),
        ('"some spaces "', "some spaces "),
    ],
)
def test_a_value_in_quotes_is_read_as_the_server_reads_it(written, read):
    assert [value.text for value in tokens(written)] == [read]


@pytest.mark.parametrize(
    "written", ['"open', 'name = "', "name IN [", "AND", "= 1", "name", 'a = 1 "b"', r'a IN ["\q"]']
)
def test_what_the_server_cannot_read_is_refused(written):
    with pytest.raises(ValueError):
        parsed(written)
