from hashlib import sha256

import pytest

from cms.core.hashing import hash_texts


def test_the_hash_of_texts_is_that_of_each_text_after_its_length_in_bytes():
    assert hash_texts(["가", "", "ab"]) == sha256(b"3:\xea\xb0\x800:2:ab").hexdigest()


@pytest.mark.parametrize("other", [["ab", ""], ["a", "", "b"], ["b", "a"], ["1:a", "b"], ["a1:b"]])
def test_texts_that_are_cut_or_ordered_otherwise_have_another(other):
    assert hash_texts(other) != hash_texts(["a", "b"])


def test_half_a_character_has_one_too():
    assert hash_texts(["\ud800"]) != hash_texts(["\ud801"])
