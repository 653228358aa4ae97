"""A Meilisearch server in memory, as far as ours is asked anything: enough of it to answer by.

It finds words as parts of texts, and knows no language; how well it finds says nothing of how well the server does.
"""

import re
from collections import Counter
from dataclasses import dataclass, field
from itertools import count

from tests.search.meilisearch.language import parsed, values

_PIECES = re.compile(r'(-?)(?:"([^"]*)"|(\S+))')


class Invalid(Exception):
    """A request that is refused, by the code and type of Meilisearch's error."""

    def __init__(self, code, *, status=400, type="invalid_request"):
        super().__init__(code)
        self.code, self.status, self.type = code, status, type


@dataclass
class Index:
    created: str
    settings: dict = field(default_factory=dict)
    documents: dict = field(default_factory=dict)

    def search(self, asked):
        """The answer to a search, ``asked`` as its body says."""
        wanted, unwanted = _words(asked.get("q") or "")
        keeps = [self.filter(one) for one in asked.get("filter") or ()]
        scored = []
        for document in self.documents.values():
            if not all(keep(document) for keep in keeps) or any(self.has(document, word) for word in unwanted):
                continue
            there = sum(self.has(document, word) for word in wanted)
            if there == len(wanted) or (there and asked.get("matchingStrategy", "last") == "last"):
                scored.append((document, there))
        most = self.settings.get("pagination", {}).get("maxTotalHits", 1000)
        ordered = self._ordered(scored, asked.get("sort") or ())[:most]
        offset, limit = asked.get("offset", 0), asked.get("limit", 20)
        return {
            "hits": [self._hit(*one, len(wanted), asked) for one in ordered[offset : offset + limit]],
            "query": asked.get("q") or "",
            "processingTimeMs": 0,
            "limit": limit,
            "offset": offset,
            "estimatedTotalHits": len(ordered),
            "facetDistribution": self._counts([document for document, _ in scored], asked.get("facets") or ()),
        }

    def has(self, document, word):
        parts = self.settings.get("searchableAttributes") or list(document)
        return any(word in str(document.get(part, "")).lower() for part in parts)

    def filter(self, text):
        """A filter, whose attributes the settings must name as such."""
        try:
            found = parsed(text)
        except ValueError as error:
            raise Invalid("invalid_search_filter") from error
        bare = re.sub(r'"[^"]*"', '""', text)
        for name in re.findall(r"([a-z_.]+) (?:IN|=|<|>)", bare):
            if not any(name in rule["attributePatterns"] for rule in self.settings.get("filterableAttributes") or ()):
                raise Invalid("invalid_search_filter")
        return found

    def _ordered(self, scored, sort):
        found = sorted(scored, key=lambda one: -one[1])
        for rule in reversed(sort):
            name, _, way = rule.partition(":")
            if name not in (self.settings.get("sortableAttributes") or ()):
                raise Invalid("invalid_search_sort")
            found.sort(key=lambda one, name=name: one[0][name], reverse=way == "desc")
        return found

    def _hit(self, document, there, wanted, asked):
        shown = set(self.settings.get("displayedAttributes") or document) & set(asked["attributesToRetrieve"])
        hit = {name: value for name, value in document.items() if name in shown}
        if asked.get("showRankingScore"):
            hit["_rankingScore"] = (there + 1) / (wanted + 1)
        if asked.get("showRankingScoreDetails"):
            words = {"order": 0, "matchingWords": there, "maxMatchingWords": wanted, "score": 1.0}
            hit["_rankingScoreDetails"] = {"words": words} if wanted else {}
        return hit

    def _counts(self, documents, facets):
        return {name: Counter(str(value) for one in documents for value in values(one, name)) for name in facets}


def _words(text):
    pieces = [(minus, quoted or word) for minus, quoted, word in _PIECES.findall(text.lower())]
    return [word for minus, word in pieces if not minus], [word for minus, word in pieces if minus]


class Memory:
    """The indexes and tasks of a server; each task is done when it is asked for, but while they are ``held``."""

    def __init__(self):
        self.indexes = {}
        self.tasks = []
        self.held = None
        self.refuses = lambda document: False
        self._numbers = count()

    def index(self, uid):
        """The index of a name."""
        if uid not in self.indexes:
            raise Invalid("index_not_found", status=404)
        return self.indexes[uid]

    def moment(self):
        """A moment, each later than the one before."""
        return f"2026-11-30T00:00:{next(self._numbers) % 60:02}.{len(self.tasks):09}Z"

    def enqueue(self, kind, uid, do):
        """Take a task in; returns its summary."""
        task = {"uid": len(self.tasks), "indexUid": uid, "status": "enqueued", "type": kind, "error": None}
        task |= {"enqueuedAt": self.moment(), "details": None, "canceledBy": None, "duration": None}
        self.tasks.append(task)
        if self.held is None:
            self.carry_out(task, do)
        else:
            self.held.append((task, do))
        told = {name: task[name] for name in ("indexUid", "type", "enqueuedAt")}
        return {"taskUid": task["uid"], "status": "enqueued", **told}

    def release(self):
        """Carry out what was held, in its order."""
        held, self.held = self.held, None
        for task, do in held:
            self.carry_out(task, do)

    def carry_out(self, task, do):
        """Do a task; what is invalid about it fails it."""
        try:
            do()
        except Invalid as error:
            task |= {"status": "failed", "error": told(error)}
        else:
            task |= {"status": "succeeded"}

    def create(self, uid):
        if uid in self.indexes:
            raise Invalid("index_already_exists")
        self.indexes[uid] = Index(created=self.moment())

    def add(self, uid, documents):
        """Put documents in; an index that is not there is made, as the server does."""
        if uid not in self.indexes:
            self.create(uid)
        if any(self.refuses(document) for document in documents):
            raise Invalid("invalid_document_id")
        self.indexes[uid].documents |= {document["key"]: document for document in documents}

    def remove(self, uid, filter):
        index = self.index(uid)
        found = index.filter(filter)
        index.documents = {key: one for key, one in index.documents.items() if not found(one)}

    def configure(self, uid, settings):
        if uid not in self.indexes:
            self.create(uid)
        self.indexes[uid].settings |= settings

    def delete(self, uid):
        self.index(uid)
        del self.indexes[uid]

    def swap(self, pairs):
        """All pairs or none."""
        for pair in pairs:
            first, second = pair["indexes"]
            if first not in self.indexes or (second in self.indexes) == pair.get("rename", False):
                raise Invalid("index_not_found")
        for pair in pairs:
            first, second = pair["indexes"]
            mine, other = self.indexes.pop(first), self.indexes.pop(second, None)
            self.indexes[second] = mine
            if other is not None:
                self.indexes[first] = other


def told(error):
    """An error as the server says it, with a message that must never reach anybody."""
    return {"message": "SECRET of the engine", "code": error.code, "type": error.type, "link": "https://docs.invalid"}
