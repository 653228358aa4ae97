"""The archive that is measured: what a process uses, and what a line of the table says."""

import os
import sys

import pytest

from bench import archive


def test_the_lines_of_a_process_that_are_json_are_read():
    process = archive.run("tests.bench.talking", "0", environment=dict(os.environ))
    assert list(archive.answers(process)) == [{"done": 1}, {"done": 2}]


def test_a_process_that_fails_is_an_error():
    process = archive.run("tests.bench.talking", "3", environment=dict(os.environ))
    with pytest.raises(Exception, match="returned non-zero exit status 3"):
        list(archive.answers(process))


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_a_meter_counts_the_processor_time_of_a_process_and_its_children():
    meter, before = archive.Meter(os.getpid()), archive.Meter(os.getpid()).seconds()
    sum(number * number for number in range(3_000_000))
    assert meter.seconds() > before
    assert archive.Meter(None).seconds() == 0.0


def test_an_archive_has_departments_of_different_names():
    assert len(set(archive.units())) == archive.UNITS
