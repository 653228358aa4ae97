"""Whom to compare a document with: a bounded number of others, each found by a bounded scan of an index.

One statement serves all documents of a batch; whatever the archive holds, it reads the same number of rows for each.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import Any, Final

from django.db import connection

from cms.derived.related.comparing import Subject
from cms.derived.related.profiles import Profile, Rarity
from cms.derived.related.relations import FUNCTION, MAX_RELATED, TASK
from cms.ledger.facets import listing_name
from cms.ledger.given import collected, given, rows, stored_json
from cms.ledger.joined import beside_in_listing

# Others that are looked at: of a task or function and of a word, on each side; of citations in each direction.
NEIGHBOURS: Final = MAX_RELATED
OF_WORD: Final = 8
CITED: Final = 5
CITING: Final = 20
# The rarest words of a document by which others are looked for.
LOOKED_UP: Final = 6

Parameters = Iterable[Sequence[Any]]


def candidates(subjects: Sequence[Subject], rarity: Rarity) -> dict[int, set[int]]:
    """The ids to compare each with. Four statements."""
    found: dict[int, set[int]] = {subject.profile.entry_id: set() for subject in subjects}
    for sql, parameters in statements(subjects, rarity):
        with connection.cursor() as cursor:
            cursor.execute(sql, [rows(parameters)])
            for entry_id, *lists in cursor.fetchall():
                found[entry_id].update(chain.from_iterable(stored_json(ids) for ids in lists if ids and ids != "[]"))
    return found


def statements(subjects: Sequence[Subject], rarity: Rarity) -> Iterator[tuple[str, Parameters]]:
    """The statements of :func:`candidates`, apart so that tests and benchmarks can EXPLAIN them."""
    profiles = [subject.profile for subject in subjects]
    yield _neighbours(), _listings(profiles)
    yield _sharing(), _lookups(subjects, rarity)
    yield _cited(), _citations(profiles)
    yield _citing(), [(profile.entry_id, profile.site, profile.number) for profile in profiles if profile.number]


def _neighbours() -> str:
    """Those of the same task or function that were released just before and after."""
    before, after = (collected(beside_in_listing(after=is_after, most=NEIGHBOURS)) for is_after in (False, True))
    return f"SELECT given.entry, {before}, {after} FROM {given('entry bigint, listing text, published_us bigint')}"


def _listings(profiles: Sequence[Profile]) -> Parameters:
    return [
        (profile.entry_id, listing_name(profile.site, facet, value), profile.published_us)
        for profile in profiles
        for facet, value in ((TASK, profile.task), (FUNCTION, profile.function))
        if value
    ]


def _sharing() -> str:
    """Those with the same word that were stored just before and after."""
    near = (
        "SELECT k.entry_id AS found FROM publication_keyword k WHERE k.word_id = given.word"
        f" AND k.entry_id {{}} given.entry ORDER BY k.entry_id {{}} LIMIT {OF_WORD}"
    )
    before, after = collected(near.format("<", "DESC")), collected(near.format(">", "ASC"))
    return f"SELECT given.entry, {before}, {after} FROM {given('entry bigint, word bigint')}"


def _lookups(subjects: Sequence[Subject], rarity: Rarity) -> Parameters:
    """The rarest words of each that others have too."""
    for profile, words in ((subject.profile, subject.words) for subject in subjects):
        shared = [word for word in words if rarity.documents(profile.site, word) > 1]
        for word in sorted(shared, key=lambda word: -words[word])[:LOOKED_UP]:
            yield profile.entry_id, rarity.word_id(profile.site, word)


def _cited() -> str:
    """The latest of a number that were made until the day that the text means."""
    cited = (
        "SELECT p.entry_id AS found FROM publication_profile p WHERE p.site = given.site AND p.number = given.number"
        " AND NOT (p.number = '') AND p.produced_on <= given.day"
        f" ORDER BY p.produced_on DESC LIMIT {CITED}"
    )
    return f"SELECT given.entry, {collected(cited)} FROM {given('entry bigint, site text, number text, day date')}"


def _citations(profiles: Sequence[Profile]) -> Parameters:
    return [
        (profile.entry_id, profile.site, citation.number, str(citation.day or profile.produced_on))
        for profile in profiles
        for citation in profile.citations
    ]


def _citing() -> str:
    """Those whose text has the number, the latest stored."""
    citing = (
        "SELECT c.entry_id AS found FROM publication_citation c WHERE c.site = given.site"
        f" AND c.number = given.number ORDER BY c.entry_id DESC LIMIT {CITING}"
    )
    return f"SELECT given.entry, {collected(citing)} FROM {given('entry bigint, site text, number text')}"
