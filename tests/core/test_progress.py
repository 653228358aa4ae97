"""A line for whoever watches, and none for whoever does not."""

import io

from cms.core import progress
from cms.core.progress import Progress


class Terminal(io.StringIO):
    def isatty(self):
        return True


def test_it_says_how_far_how_fast_and_how_long_yet(monkeypatch):
    now = [100.0]
    monkeypatch.setattr(progress.time, "monotonic", lambda: now[0])
    out = Terminal()
    line = Progress(out, total=2_000)
    now[0] += 10
    line.show(500)
    line.show(501)
    now[0] += 30
    line.show(2_000)
    assert line.done() == 40.0
    assert out.getvalue().split("\r") == [
        "",
        "     500/2,000   25 %  50/s  0:30 left ",
        "   2,000/2,000  100 %  50/s  0:00 left \n",
    ]


def test_a_file_gets_no_progress():
    out = io.StringIO()
    line = Progress(out, total=10)
    line.show(10)
    line.done()
    assert out.getvalue() == ""
