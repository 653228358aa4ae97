"""Lists sent to a server in a process of its own over a socket, which is killed meanwhile."""

import json
import os
import signal
import threading
import time
from wsgiref.simple_server import WSGIRequestHandler, make_server

import requests

HOST = "saebyeol.example"
SECONDS = 120


class _QuietHandler(WSGIRequestHandler):
    def log_message(self, *args):
        """Nothing is printed of each request."""


class Sending:
    """``POST /intake/documents``: rows without files as NDJSON, those with files as a form."""

    def __init__(self, forked):
        from cms.releases.intake import tokens
        from cms.releases.models import SourceSystem
        from cms.wsgi import application

        self._forked = forked
        self._application = application
        self._token = tokens.issue(SourceSystem(key="approval", name="결재", city="saebyeol"))

    def finish(self, path):
        """Seconds that it took to send the list to a server that nobody killed."""
        start = time.monotonic()
        server, port = self._started()
        try:
            answers = self._send(path, port)
        finally:
            os.kill(server, signal.SIGKILL)
            os.waitpid(server, 0)
        refused = [answer for answer in answers if answer["status"] == "refused"]
        assert len(answers) == len(path.read_text().splitlines()), answers
        assert refused == [], refused
        return time.monotonic() - start

    def kill_at(self, seconds, path):
        """Return whether the server had not yet answered all when it was killed, so many seconds after its start."""
        server, port = self._started()
        killer = threading.Timer(seconds, os.kill, (server, signal.SIGKILL))
        killer.start()
        try:
            self._send(path, port)
        except requests.ConnectionError:
            return True
        finally:
            killer.join()
            os.waitpid(server, 0)
        return False

    def _started(self):
        server = make_server("127.0.0.1", 0, self._application, handler_class=_QuietHandler)
        pid = self._forked(server.serve_forever)
        server.server_close()
        return pid, server.server_port

    def _send(self, path, port):
        """The lines of all answers."""
        rows = [json.loads(line) for line in path.read_text().splitlines()]
        plain = [row for row in rows if "attachments" not in row]
        filed = [row for row in rows if "attachments" in row]
        names = {name for row in filed for name in row["attachments"]}
        files = [("file", (name, (path.parent / name).read_bytes())) for name in sorted(names)]
        answers = self._post(port, data=_lines(plain), headers={"Content-Type": "application/x-ndjson"})
        return answers + self._post(port, files=[("documents", ("documents", _lines(filed))), *files])

    def _post(self, port, *, headers=None, **body):
        named = {"Host": HOST, "Authorization": f"Bearer {self._token}", "Connection": "close"} | (headers or {})
        response = requests.post(f"http://127.0.0.1:{port}/intake/documents", headers=named, timeout=SECONDS, **body)
        assert response.status_code == 200, response.text
        return [json.loads(line) for line in response.text.splitlines()]


def _lines(rows):
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows).encode()
