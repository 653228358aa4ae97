"""The one command, in this process; tests/journeys runs it as an operator does."""

import logging
import re
import signal
import socket
import sys
import weakref
from concurrent.futures import ThreadPoolExecutor
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from cms.core.logged_output import logged_output
from cms.core.management.commands import serve
from tests.content import BASE_URL, new_city


def test_a_used_port_is_named_with_a_way_out(settings):
    with socket.socket() as used:
        used.bind(("127.0.0.1", 0))
        used.listen()
        settings.MADANG_PORT = used.getsockname()[1]
        port = settings.MADANG_PORT
        with pytest.raises(CommandError, match=rf"port {port}: .*PORT={port + 1} make run"):
            call_command("serve")


def test_where_the_log_is_json_all_that_it_says_is_a_line_of_it(settings, caplog, capsys, monkeypatch):
    def prepare(command, *, demo):
        command.stdout.write("\nMaking the demo city ...\n  Site: http://127.0.0.1/")
        command.stderr.write("INFOS:")
        print("Stopped", end=".\n")
        raise CommandError("it cannot go on")

    settings.MADANG_LOG_FORMAT, settings.MADANG_PORT = "json", 0
    monkeypatch.setattr(serve.Command, "_prepare", prepare)
    caplog.set_level("INFO")
    with pytest.raises(SystemExit) as ended:
        call_command("serve")
    assert ended.value.code == 1
    assert [(record.levelname, record.getMessage()) for record in caplog.records] == [
        ("INFO", "Making the demo city ..."),
        ("INFO", "Site: http://127.0.0.1/"),
        ("WARNING", "INFOS:"),
        ("INFO", "Stopped."),
        ("ERROR", "it cannot go on"),
    ]
    assert capsys.readouterr() == ("", "")


@pytest.mark.parametrize(("host", "asked"), [("0.0.0.0", "127.0.0.1"), ("::", "::1"), ("127.0.0.1", "127.0.0.1")])
def test_health_is_asked_where_the_server_listens(host, asked, settings, monkeypatch):
    seen = []

    class Refusing:
        def __init__(self, name, port, timeout):
            seen.append((name, port))

        def request(self, method, path):
            seen.append((method, path))
            raise OSError

        def close(self):
            seen.append("closed")

    monkeypatch.setattr(serve, "HTTPConnection", Refusing)
    settings.MADANG_HOST, settings.MADANG_PORT = host, 8123
    assert not serve._is_ready()
    assert seen == [(asked, 8123), ("GET", "/readyz"), "closed"]


class Gone:
    """The output of the log, whose reader has gone."""

    def write(self, text):
        raise BrokenPipeError("nobody reads")


def test_where_no_line_can_be_logged_that_is_said_beside_the_log_and_whoever_logs_goes_on(settings, capsys):
    settings.MADANG_LOG_FORMAT = "json"
    log, handler = logging.getLogger("cms.core.logged_output"), logging.StreamHandler(Gone())
    log.addHandler(handler)
    try:
        with logged_output(serve.Command()):
            print("Site: http://127.0.0.1/")
            log.error("something failed")
    finally:
        log.removeHandler(handler)
    said = capsys.readouterr()
    assert said.out == "" and said.err.count("BrokenPipeError: nobody reads") > 1


def test_what_two_threads_write_at_once_is_not_mixed(settings, caplog):
    settings.MADANG_LOG_FORMAT = "json"
    caplog.set_level("INFO")
    with logged_output(serve.Command()), ThreadPoolExecutor(1) as other:
        other.submit(print, "half of", end=" ").result()
        print("another")
        other.submit(print, "a line", file=sys.stdout).result()
    assert [record.getMessage() for record in caplog.records] == ["another", "half of a line"]


@pytest.mark.django_db
def test_a_start_tells_that_an_identity_is_provisional_and_once_that_it_is_fixed(settings, tmp_path):
    settings.STATE_DIR, settings.STATIC_ROOT, settings.MADANG_BASE_URL = tmp_path, None, "http://127.0.0.1"
    new_city(host="127.0.0.1")

    def told():
        out = StringIO()
        serve.Command(stdout=out, stderr=out)._prepare(demo=False)
        assert "System check" not in out.getvalue()
        return re.findall(r"identity of saebyeol is (\w+)", out.getvalue())

    assert [told(), told()] == [["provisional"], ["provisional"]]
    settings.MADANG_BASE_URL = BASE_URL
    assert [told(), told()] == [["fixed"], []]


def test_a_signal_to_stop_that_python_drops_ends_the_command_before_it_serves(monkeypatch, capsys):
    class Made:
        """A thing that a weak reference can be of."""

    dropped = []
    monkeypatch.setattr(sys, "unraisablehook", lambda found: dropped.append(found.exc_type))
    with pytest.raises(SystemExit) as ended, serve._stopped_by_signals() as stop_if_asked:
        stop_if_asked()
        made = Made()
        kept = weakref.ref(made, lambda _: signal.raise_signal(signal.SIGTERM))
        del made
        assert (kept(), dropped) == (None, [SystemExit])
        stop_if_asked()
    assert ended.value.code == 0
    assert capsys.readouterr().out == "Stopped.\n"


def test_a_command_that_ends_by_itself_was_not_asked_to(capsys):
    with pytest.raises(SystemExit), serve._stopped_by_signals():
        sys.exit(3)
    assert capsys.readouterr().out == ""
