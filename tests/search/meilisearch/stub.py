"""A server on 127.0.0.1 that speaks as Meilisearch does: each request and answer is held against its description.

What it does is in memory (:mod:`tests.search.meilisearch.memory`). ``broken`` has what was against the contract; the
fixture that starts it fails the test then.
"""

import json
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit

from tests.search.meilisearch import contract
from tests.search.meilisearch.memory import Invalid, Memory, told

KEY = "write-key-for-tests-0000"
SEARCH_KEY = "search-key-for-tests-000"
MOST_LISTED = 1_000


class Stub:
    """The server: ``memory`` is what it has, ``seen`` the requests, ``fault`` answers in its place where it is set."""

    def __init__(self):
        self.memory = Memory()
        self.seen = []
        self.broken = []
        self.fault = None
        self.url = ""

    def answer(self, method, target, headers, body):
        """The status and JSON of an answer."""
        parts = urlsplit(target)
        described, names = contract.operation(method, parts.path)
        parameters, sent = contract.check_request(described, parts.query, headers.get("Content-Type"), body)
        self.seen.append((method, parts.path, sent))
        try:
            self._check_key(headers.get("Authorization"), parts.path)
            status, answer = self._done(method, parts.path, names, parameters, sent)
        except Invalid as error:
            status, answer = error.status, told(error)
        contract.check_answer(described, status, answer)
        return status, answer

    @staticmethod
    def _check_key(given, path):
        allowed = {f"Bearer {KEY}"} | ({f"Bearer {SEARCH_KEY}"} if path.endswith("/search") else set())
        if given not in allowed:
            raise Invalid("invalid_api_key", status=403, type="auth")

    def _done(self, method, path, names, parameters, sent):
        memory, last = self.memory, path.strip("/").split("/")[-1]
        if path.startswith("/tasks"):
            return 200, self._task(int(names[0])) if names else self._tasks(parameters)
        if path == "/indexes" and method == "get":
            found = [self._view(uid) for uid in sorted(memory.indexes)]
            return 200, {"results": found, "offset": 0, "limit": int(parameters["limit"]), "total": len(found)}
        if path == "/indexes":
            return 202, memory.enqueue("indexCreation", sent["uid"], lambda: memory.create(sent["uid"]))
        if path == "/swap-indexes":
            return 202, memory.enqueue("indexSwap", None, lambda: memory.swap(sent))
        (uid,) = names
        of_index = {
            ("post", "search"): lambda: (200, memory.index(uid).search(sent)),
            ("get", uid): lambda: (200, self._view(uid)),
            ("delete", uid): lambda: (202, memory.enqueue("indexDeletion", uid, lambda: memory.delete(uid))),
            ("get", "stats"): lambda: (200, self._stats(uid)),
            ("get", "settings"): lambda: (200, memory.index(uid).settings),
            ("patch", "settings"): lambda: (
                202,
                memory.enqueue("settingsUpdate", uid, lambda: memory.configure(uid, sent)),
            ),
            ("post", "documents"): lambda: (
                202,
                memory.enqueue("documentAdditionOrUpdate", uid, lambda: memory.add(uid, sent)),
            ),
            ("post", "delete"): lambda: (
                202,
                memory.enqueue("documentDeletion", uid, lambda: memory.remove(uid, sent["filter"])),
            ),
            ("post", "fetch"): lambda: (200, self._fetched(uid, sent)),
        }
        return of_index[method, last]()

    def _task(self, uid):
        task = self.memory.tasks[uid]
        if task["indexUid"] is None:
            # As for a key that is for some indexes alone.
            raise Invalid("task_not_found", status=404)
        return task

    def _tasks(self, parameters):
        found = [
            task
            for task in reversed(self.memory.tasks)
            if all(
                task[name] in parameters[plural].split(",")
                for name, plural in (("indexUid", "indexUids"), ("status", "statuses"))
                if plural in parameters
            )
        ]
        limit = int(parameters.get("limit", 20))
        first = found[0]["uid"] if found else None
        return {"results": found[:limit], "total": len(found), "limit": limit, "from": first, "next": None}

    def _view(self, uid):
        created = self.memory.index(uid).created
        return {"uid": uid, "createdAt": created, "updatedAt": created, "primaryKey": "key"}

    def _stats(self, uid):
        number = len(self.memory.index(uid).documents)
        sizes = dict.fromkeys(("indexSize", "usedIndexSize", "rawDocumentDbSize", "avgDocumentSize"), 0)
        return {"numberOfDocuments": number, "isIndexing": False, "fieldDistribution": {}, **sizes}

    def _fetched(self, uid, sent):
        index = self.memory.index(uid)
        keeps = index.filter(sent["filter"])
        found = sorted((one for one in index.documents.values() if keeps(one)), key=lambda one: one["key"])
        limit = min(sent["limit"], MOST_LISTED)
        shown = [{name: one[name] for name in sent["fields"]} for one in found[:limit]]
        return {"results": shown, "offset": 0, "limit": limit, "total": len(found)}


@contextmanager
def running():
    """A stub that answers until the block ends; AssertionError then where anything was against the contract."""
    stub = Stub()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self):
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            if stub.fault is not None:
                status, raw = stub.fault(self.command, self.path)
            else:
                try:
                    status, answer = stub.answer(self.command.lower(), self.path, self.headers, body)
                    raw = json.dumps(answer).encode()
                except Exception as error:
                    stub.broken.append(f"{self.command} {self.path}: {error!r}")
                    status, raw = 500, b"{}"
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(raw)))
            self.end_headers()
            self.wfile.write(raw)

        do_GET = do_PATCH = do_DELETE = do_PUT = do_POST

        def log_message(self, *args):
            """Nothing on the terminal."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    stub.url = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield stub
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
    assert stub.broken == []
