"""A job gives way while more is written than anybody writes by hand."""

import pytest

from cms.jobs import giving_way
from cms.jobs.giving_way import LONGEST, GivingWay


@pytest.mark.parametrize(
    ("written", "took", "pauses"),
    [
        ([0, 99, 150], 2.0, [0.0, 0.0, 0.0]),
        ([0, 101, 150], 2.0, [0.0, 8.0, 0.0]),
        ([50, 1_000, 2_000], 0.5, [0.0, 2.0, 2.0]),
        ([0, 5_000], 100.0, [0.0, LONGEST]),
        ([5_000, 0], 2.0, [0.0, 0.0]),
    ],
)
def test_it_waits_some_times_as_long_as_its_step_took(monkeypatch, written, took, pauses):
    seconds, numbers = iter([0.0, 1.0, 2.0]), iter(written)
    monkeypatch.setattr(giving_way, "monotonic", lambda: next(seconds))
    pause = GivingWay(lambda: next(numbers), times=4)
    assert [pause(took) for _ in written] == pauses
