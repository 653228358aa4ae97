import time
from uuid import RFC_4122, UUID

from cms.releases.intake import keys
from cms.releases.intake.keys import new_key


def test_a_key_is_a_uuid_of_version_7_that_begins_with_the_milliseconds_of_now():
    before = time.time_ns() // 1_000_000
    key = new_key()
    assert (key.version, key.variant) == (7, RFC_4122)
    assert before <= key.int >> 80 <= time.time_ns() // 1_000_000


def test_all_but_time_version_and_variant_is_random(monkeypatch):
    monkeypatch.setattr(keys.time, "time_ns", lambda: 0x017F22E279B0 * 1_000_000)
    for byte, expected in (
        (b"\x00", "017f22e2-79b0-7000-8000-000000000000"),
        (b"\xff", "017f22e2-79b0-7fff-bfff-ffffffffffff"),
    ):
        monkeypatch.setattr(keys.os, "urandom", lambda size, byte=byte: byte * size)
        assert new_key() == UUID(expected)


def test_keys_of_one_millisecond_differ():
    assert len({new_key() for _ in range(10_000)}) == 10_000
