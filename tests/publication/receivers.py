"""Receivers of webhooks, good and bad, on real sockets."""

import socket
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import chain, repeat


class Receiver(ThreadingHTTPServer):
    """Keeps what it is sent and answers ``status``."""

    daemon_threads = True

    def __init__(self):
        super().__init__(("127.0.0.1", 0), _Handler)
        self.status = 204
        self.received = []

    @property
    def url(self):
        return f"http://127.0.0.1:{self.server_port}/hook"


class _Handler(BaseHTTPRequestHandler):
    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.received.append((self.headers, body))
        self.send_response(self.server.status)
        self.send_header("Location", f"http://127.0.0.1:{self.server.server_port}/elsewhere")
        self.end_headers()

    def log_message(self, *args):
        """Tests print nothing of each request."""


@contextmanager
def receiving():
    running = Receiver()
    thread = threading.Thread(target=running.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield running
    finally:
        running.shutdown()
        thread.join()
        running.server_close()


class Silent:
    """Accepts and says nothing, or ``drip``, a byte at a time, without an end."""

    def __init__(self, drip, pause):
        self.drip, self.pause = drip, pause
        self.listener = socket.create_server(("127.0.0.1", 0), backlog=256)
        self.callers, self.over = [], threading.Event()

    def serve(self):
        while not self.over.is_set():
            try:
                caller, _ = self.listener.accept()
            except OSError:
                return
            self.callers.append(caller)
            if self.drip:
                threading.Thread(target=self.babble, args=(caller,), daemon=True).start()

    def babble(self, caller):
        try:
            for byte in chain(self.drip, repeat(ord("a"))):
                caller.sendall(bytes([byte]))
                if self.over.wait(self.pause):
                    return
        except OSError:
            return


@contextmanager
def silent(drip=b"", pause=0.05):
    """Yields the address of a receiver that holds on for ever, and the list of its callers."""
    receiver = Silent(drip, pause)
    thread = threading.Thread(target=receiver.serve, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{receiver.listener.getsockname()[1]}/hook", receiver.callers
    finally:
        receiver.over.set()
        receiver.listener.shutdown(socket.SHUT_RDWR)
        receiver.listener.close()
        thread.join()
        for caller in receiver.callers:
            caller.close()
