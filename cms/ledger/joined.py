"""The pieces of SQL, and the whole reads, by which rooms above read the ledger's tables in their own statements.

Raw SQL on these tables stands in this room alone, so that a change of one is a change here.
"""

from collections.abc import Iterable, Sequence
from typing import Any, Final

from django.db import connection
from django.utils import timezone

from cms.ledger.bookmarks import of_city
from cms.ledger.given import each, given, rows
from cms.ledger.moments import microseconds

# Of a row m with a site and the key of a department: whether that is a term.
UNIT_IS_TERM: Final = (
    "EXISTS (SELECT 1 FROM publication_termrow t WHERE t.site = m.site AND t.scheme = 'unit' AND t.key = m.unit)"
)


def beside_in_listing(*, after: bool, most: int) -> str:
    """The SELECT of the entries, as ``found``, that stand in a listing just before or after a place.

    Of a row ``given`` with entry, listing and published_us.
    """
    sign, order = (">", "ASC") if after else ("<", "DESC")
    return (
        "SELECT l.entry_id AS found FROM publication_listing l WHERE l.listing = given.listing"
        f" AND (l.published_us, l.entry_id) {sign} (given.published_us, given.entry)"
        f" ORDER BY l.published_us {order}, l.entry_id {order} LIMIT {most}"
    )


def with_public_other(pairs: str, columns: str, *, follower: str, count: int) -> tuple[str, int]:
    """The SELECT of rows of a table of pairs, ``r`` with entry_id and other_id, whose other entry is public now.

    Only where ``follower`` has seen what both are now. The parameters are so many ids of entries, and the returned
    moment; after ``columns`` of the pairs come id, kind, published_us and record of the other.
    """
    sql = (
        f"SELECT {columns}, e.id, e.kind, e.published_us, e.record FROM {pairs} r"
        " JOIN publication_entry e ON e.id = r.other_id JOIN publication_entry o ON o.id = r.entry_id"
        f" JOIN publication_bookmark b ON b.name = '{of_city(follower, '')}' || e.site"
        " AND b.sequence >= e.sequence AND b.sequence >= o.sequence"
        f" WHERE r.entry_id IN ({', '.join(['%s'] * count)})"
        " AND e.state = 'public' AND (e.expires_us IS NULL OR e.expires_us > %s)"
    )
    return sql, microseconds(timezone.now())


def range_query(
    listing: str, values: str, *, after: tuple[int, int], until_us: int, most: int
) -> tuple[str, list[Any]]:
    """The SQL of the oldest entries of a listing after a place and before a moment: place and ``values`` of ``e``."""
    return (
        f"SELECT l.published_us, l.entry_id, {values} FROM publication_listing l"
        " JOIN publication_entry e ON e.id = l.entry_id WHERE l.listing = %s"
        " AND (l.published_us, l.entry_id) > (%s, %s) AND l.published_us < %s"
        " AND (e.expires_us IS NULL OR e.expires_us > %s) ORDER BY l.published_us, l.entry_id LIMIT %s",
        [listing, *after, until_us, microseconds(timezone.now()), most],
    )


def ranges_with_entries(listing: str, ranges: Iterable[tuple[int, int]]) -> list[int]:
    """The numbers of those of these ranges of microseconds that have an entry of a listing, last first. One query."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT place FROM {given('place bigint, low bigint, high bigint')} WHERE EXISTS (SELECT 1"
            " FROM publication_listing l WHERE l.listing = %s AND l.published_us >= low AND l.published_us < high)"
            " ORDER BY place DESC",
            [rows((place, *ends) for place, ends in enumerate(ranges)), listing],
        )
        return [place for (place,) in cursor.fetchall()]


def beginnings(entry_ids: Sequence[int], *, length: int) -> dict[int, str]:
    """The first characters of the texts of entries; only these leave the database. One query."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT given.id, (SELECT substr(b.text, 1, {length}) FROM publication_entrybody b"
            f" WHERE b.entry_id = given.id) FROM {given('id bigint')}",
            [each(entry_ids)],
        )
        return {entry_id: text or "" for entry_id, text in cursor.fetchall()}


def illustrated(entry_ids: Sequence[int], *, length: int) -> dict[int, tuple[str, str]]:
    """The same texts, each with the first characters of its HTML where there is a picture in that. One query.

    Four times as many, since tags and addresses are among them, and none of a tag that is not whole.
    """
    most, of_body = 4 * length, "FROM publication_entrybody b WHERE b.entry_id = given.id"
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT given.id, (SELECT substr(b.text, 1, {length}) {of_body}),"
            f" (SELECT substr(b.html, 1, {most}) {of_body} AND b.html LIKE %s) FROM {given('id bigint')}",
            ["%<img %", each(entry_ids)],
        )
        found = cursor.fetchall()
    return {entry_id: (text or "", _whole_tags(html or "", most)) for entry_id, text, html in found}


def _whole_tags(html: str, most: int) -> str:
    return html if len(html) < most else html[: html.rfind("<")]


def public_ids(site: str, *, after: int, most: int) -> list[int]:
    """The ids of the entries of a city that are public now, those after an id, in their order. One query."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT id FROM publication_entry WHERE site = %s AND id > %s AND state = 'public'"
            " AND (expires_us IS NULL OR expires_us > %s) ORDER BY id LIMIT %s",
            [site, after, microseconds(timezone.now()), most],
        )
        return [entry_id for (entry_id,) in cursor.fetchall()]
