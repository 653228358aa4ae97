"""Every public address of the hub, as what ``bench.reading`` asks: each question many times, of other things each time.

The questions are made of what a store holds. A test compares them with the addresses, pages, fields of the API and
formats that the hub has, so that a new one fails until it is asked here.
"""

from collections.abc import Iterable, Iterator
from itertools import chain, cycle, product
from typing import Final
from urllib.parse import quote, urlencode

from bench import lists
from bench.measure import Request
from bench.samples import Question, Sample, path_of

SYNTAXES: Final = ("jsonld", "ttl", "nt", "rdf")
FORMATS: Final = ("csv", "json", "xlsx")
_FEEDS: Final = ("atom", "rss", "json")
# Titles of which the first words are searched for.
_SEARCHED: Final = 50
_WITHOUT_MONTHS: Final = ("committee",)


def questions(of: Sample) -> Iterator[Question]:
    """All of them; those about what the store has none of are left out."""
    found = chain(_pages(of), _searches(of), _feeds(of), lists.questions(of), _things(of), _files(of), _machines(of))
    return (question for question in found if question.requests)


def _pages(of: Sample) -> Iterator[Question]:
    """The HTML pages: of items, of listings with their next pages, months and filters, and the directories."""
    from cms.ledger.cursors import Cursor
    from cms.ledger.directories import Position
    from frontend.addresses import DIRECTORIES
    from frontend.directories import PAGED

    position = urlencode({"after": Position(0, "", "").encode()})
    after, month = urlencode({"after": Cursor(2**62, 0).encode()}), of.month.replace("-", "/")
    for kind, records in of.records.items():
        yield Question(f"page of a {kind}", [Request(path=path_of(record["url"])) for record in records])
    for scheme in of.terms:
        yield Question(f"page of a {scheme}", _plain(of.paths(scheme)))
        # The committees are a directory, and all other listings are of items.
        further = [(path, position if path.endswith("/committees/") else after) for path in of.paths(scheme)]
        yield Question(f"page of a {scheme}, further", [Request(path=path, query=query) for path, query in further])
        if scheme not in ("section", *_WITHOUT_MONTHS):
            yield Question(f"month of a {scheme}", _plain(of.paths(scheme, f"{month}/")))
    yield Question("page of a unit's documents", _plain(of.unit_documents))
    yield Question("month of documents", _plain(f"{path}{month}/" for path in of.documents + of.unit_documents))
    yield Question("month of a calendar", _plain(f"{path}{month}/" for path in _calendars(of)))
    yield from _narrowed(of, month)
    for name in DIRECTORIES:
        yield Question(f"directory: {name}", _plain(of.paths("city", f"{name}/")))
    for name in sorted(PAGED):
        asked = [Request(path=path, query=position) for path in of.paths("city", f"{name}/")]
        yield Question(f"directory: {name}, further", asked)
    lettered = product(of.paths("city", "units/"), of.initials)
    by_initial = [Request(path=path, query=urlencode({"initial": letter})) for path, letter in lettered]
    yield Question("directory: units by initial", by_initial)
    queries = (urlencode({"unit": term["key"]}) for term in of.terms["unit"])
    homes = cycle(of.paths("city", "statistics/"))
    yield Question("directory: statistics of a unit", [Request(path=next(homes), query=query) for query in queries])


def _narrowed(of: Sample, month: str) -> Iterator[Question]:
    """The listings of documents by the filters that their pages offer, and the months of these."""
    for names in (("openness",), ("genre",), ("genre", "openness")):
        queries = [urlencode({name: record[name] for name in names}) for record in of.records["document"]]
        for whose, paths in (("all", of.documents), ("a unit's", of.unit_documents), ("a task's", of.paths("task"))):
            asked = list(zip(cycle(paths), queries, strict=False)) if paths else []
            title = f"page of {whose} documents by {' and '.join(names)}"
            yield Question(title, [Request(path=path, query=query) for path, query in asked])
            months = [Request(path=f"{path}{month}/", query=query) for path, query in asked]
            yield Question(title.replace("page", "month"), months)


def _calendars(of: Sample) -> list[str]:
    """The paths of the pages that list events."""
    return [path_of(url) for term in of.terms["section"] if term["key"] == "events" for url in term["urls"].values()]


def _plain(paths: Iterable[str]) -> list[Request]:
    return [Request(path=path) for path in paths]


def _feeds(of: Sample) -> Iterator[Question]:
    for scheme in of.terms:
        yield Question(f"feed of a {scheme}", _in_formats(of.paths(scheme)))
    for scheme in ("city", "field", "website", "unit", "committee"):
        yield Question(f"calendar of a {scheme}", _plain(of.paths(scheme, "calendar.ics")))
    for kind in ("event", "meeting"):
        files = [f"/calendars/{record['key']}.ics" for record in of.records.get(kind, ())]
        yield Question(f"calendar file of a {kind}", _plain(files))
    yield Question("feed of a unit's documents", _in_formats(of.unit_documents))
    searches = product(of.paths("city", "search/"), _FEEDS, _words(of))
    yield Question(
        "feed of a search", [Request(path=f"{path}feed.{suffix}", query=query) for path, suffix, query in searches]
    )


def _searches(of: Sample) -> Iterator[Question]:
    """The pages of searches by words of titles, what is suggested for them, and what tells browsers of them."""
    for name, part in (("page of a search", "search/"), ("suggestions", "search/suggest")):
        asked = product(of.paths("city", part), _words(of))
        yield Question(name, [Request(path=path, query=query) for path, query in asked])
    nothing = urlencode({"q": "없는말 안내"})
    yield Question(
        "page of a search without result", [Request(path=path, query=nothing) for path in of.paths("city", "search/")]
    )
    yield Question("description of the search", _plain(of.paths("city", "opensearch.xml")))


def _words(of: Sample) -> list[str]:
    titles = [record["title"] for records in of.records.values() for record in records]
    return [urlencode({"q": " ".join(title.split()[:2])}) for title in titles[:_SEARCHED]]


def _in_formats(paths: Iterable[str]) -> list[Request]:
    return [Request(path=f"{path}feed.{suffix}") for path in paths for suffix in _FEEDS]


def _things(of: Sample) -> Iterator[Question]:
    """Linked data: the IRI of each kind and scheme, and its descriptions in every syntax."""
    keys = {kind: [record["key"] for record in records] for kind, records in of.records.items()}
    keys |= {scheme: [term["key"] for term in terms] for scheme, terms in of.terms.items()}
    for kind, found in keys.items():
        yield Question(f"IRI of a {kind}", [Request(path=f"/id/{kind}/{key}", status="303") for key in found])
        documents = [f"/data/{kind}/{key}.{suffix}" for key in found for suffix in SYNTAXES]
        yield Question(f"RDF of a {kind}", _plain(documents))
    names = sorted({"/".join(task["functions"]) for task in of.terms.get("task", ()) if task.get("functions")})
    yield Question("IRI of a function", [Request(path=f"/id/function/{name}", status="303") for name in names])
    yield Question(
        "RDF of a function", _plain(f"/data/function/{name}.{suffix}" for name in names for suffix in SYNTAXES)
    )
    yield Question("IRI of the catalogue", [Request(path="/data/catalogue", status="303")])
    yield Question("RDF of the catalogue", _plain(f"/data/catalogue.{suffix}" for suffix in SYNTAXES))


def _files(of: Sample) -> Iterator[Question]:
    """The downloads, each as long as what it tells of."""
    for suffix in FORMATS:
        yield Question(f"open data in {suffix}", _plain([f"/open-data/documents/{of.month}.{suffix}"]), per_byte=True)
    yield Question("statistics in CSV", _plain(["/statistics.csv"]))


def _machines(of: Sample) -> Iterator[Question]:
    """Sitemaps, robots and oEmbed, and what is the same for every hub."""
    yield Question("sitemap: index", _plain(["/sitemap.xml"]), per_byte=True)
    for part in dict.fromkeys(part for part, _ in of.shards):
        numbers = [number for other, number in of.shards if other == part]
        paths = [f"/sitemaps/{part}-{number}.xml" for number in numbers[:-1] or numbers]
        yield Question(f"sitemap: a shard of {part}", _plain(paths), per_byte=True)
    yield Question("robots", _plain(["/robots.txt"]))
    for kind, records in of.records.items():
        queries = [f"url={quote(record['url'], safe='')}" for record in records]
        asked = zip(queries, cycle(("json", "xml")), strict=False)
        described = [Request(path="/oembed", query=f"{query}&format={suffix}") for query, suffix in asked]
        yield Question(f"oEmbed of a {kind}", described)
    yield Question("style sheet of colours", _plain(["/accents/115588.css"]))
    yield Question("description of the intake", _plain(["/intake/openapi.json"]))
