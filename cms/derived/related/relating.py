"""Finding related documents, in the background, from public records and nothing else.

The job follows the ledger by the sequence of its changes, a batch in a transaction: what is killed is done again, what
is done is never done twice. For each document it asks the indexes for a bounded number of others and compares it with
these; the score is the same in both directions, and each document keeps its ten best. A new document is offered to
those that it has found, so that none of them is looked at again.
"""

from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from itertools import chain
from typing import Any, Final

from django.db import connection, transaction
from django.utils import timezone

from cms.core import kinds
from cms.core.records import Document
from cms.derived.lists import FOLLOWER
from cms.derived.models import Citation, ListedDay, Relation, Unrelated
from cms.derived.related import profiles
from cms.derived.related.candidates import CITING, candidates
from cms.derived.related.citations import READ
from cms.derived.related.comparing import Match, Subject
from cms.derived.related.profiles import Profile
from cms.derived.related.relations import MAX_RELATED
from cms.jobs import asides
from cms.ledger import generation
from cms.ledger.bookmarks import hold
from cms.ledger.given import each, erase, given, rows
from cms.ledger.models import Bookmark, Entry
from cms.ledger.selectors import clock, moment_of

BATCH: Final = 100
RELATIONS: Final = "relations"
# Documents that are looked at again, because one that they are related to has appeared, changed or left.
AGAIN: Final = 1_000


def follow(*, limit: int = BATCH) -> int:
    """Find the relations of documents that have changed, and of those waiting to be looked at again.

    A document that cannot be compared is set aside. Returns how many changes and documents were done. Writes down also
    on which days the lists of documents changed.
    """
    again = list(asides.due(RELATIONS)[:limit])
    followed = Bookmark.objects.filter(name=FOLLOWER).values_list("sequence", flat=True).first() or 0
    if not again and clock().sequence <= followed and not Unrelated.objects.exists():
        return 0
    with transaction.atomic():
        bookmark = hold(FOLLOWER)
        if bookmark is None:
            return 0
        changed = list(Entry.objects.filter(sequence__gt=bookmark.sequence).order_by("sequence")[:limit])
        entries = {entry.pk: entry for entry in (*_retried(again, bookmark.sequence), *changed)}
        waiting = list(Unrelated.objects.order_by("pk").values_list("pk", flat=True)[: max(limit - len(changed), 1)])
        erase(Unrelated.objects.filter(pk__in=waiting))
        asides.apart(RELATIONS, list(dict.fromkeys([*entries, *waiting])), partial(_follow, entries, set(waiting)))
        if changed:
            Bookmark.objects.filter(name=FOLLOWER).update(sequence=changed[-1].sequence)
        if waiting or any(entry.kind == Document.kind for entry in entries.values()):
            generation.replace_on_commit(vocabulary=False)
    return len(entries) + len(waiting)


def _follow(entries: Mapping[int, Entry], waiting: Set[int], ids: Sequence[int]) -> None:
    """Those of the changed entries and of the waiting ones that have these ids."""
    changes = _changes([entries[pk] for pk in ids if pk in entries])
    _relate(_take_in(changes), [pk for pk in ids if pk in waiting])


def _retried(entry_ids: Sequence[int], sequence: int) -> list[Entry]:
    """Entries that were set aside, as if they had changed just now: the lists that they are in do."""
    entries = list(Entry.objects.filter(pk__in=entry_ids).order_by("pk")) if entry_ids else []
    for entry in entries:
        entry.sequence, entry.changed_at = sequence, timezone.now()
    asides.forget([RELATIONS], set(entry_ids) - {entry.pk for entry in entries})
    return entries


@dataclass(frozen=True, kw_only=True)
class _Change:
    """An entry that has changed; ``profile`` is None where it is no public document."""

    sequence: int
    entry_id: int
    is_document: bool
    site: str
    published_us: int
    changed_at: datetime
    profile: Profile | None


def _changes(entries: Sequence[Entry]) -> list[_Change]:
    texts = _texts([entry.pk for entry in entries if _is_public_document(entry)])
    return [
        _Change(
            sequence=entry.sequence,
            entry_id=entry.pk,
            is_document=entry.kind == Document.kind,
            site=entry.site,
            published_us=entry.published_us,
            changed_at=entry.changed_at,
            profile=_profile(entry, texts[entry.pk]) if entry.pk in texts else None,
        )
        for entry in entries
    ]


def _is_public_document(entry: Entry) -> bool:
    return entry.kind == Document.kind and entry.state == Entry.State.PUBLIC


def _profile(entry: Entry, text: str) -> Profile:
    return Profile.of(entry.pk, entry.record, text, published_us=entry.published_us)


def _texts(entry_ids: Sequence[int]) -> dict[int, str]:
    """The beginnings of their texts; only these leave the database."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT given.id, (SELECT substr(b.text, 1, {READ}) FROM publication_entrybody b"
            f" WHERE b.entry_id = given.id) FROM {given('id bigint')}",
            [each(entry_ids)],
        )
        return {entry_id: text or "" for entry_id, text in cursor.fetchall()}


def _take_in(changes: Sequence[_Change]) -> list[Profile]:
    """Bring the profiles to what the records say; returns those that are new or different.

    What was related to the old ones is forgotten, and those that were are to be looked at again.
    """
    documents = {change.entry_id: change for change in changes if change.is_document}
    before = profiles.stored(documents)
    _mark_days(documents.values(), before)
    old = [profile for pk, profile in before.items() if profile != documents[pk].profile]
    new = [change.profile for pk, change in documents.items() if change.profile and change.profile != before.get(pk)]
    if old:
        _forget([profile.entry_id for profile in old])
    if old or new:
        profiles.replace(old, new)
    return new


def _mark_days(changes: Iterable[_Change], before: dict[int, Profile]) -> None:
    """The days of the lists that changed: where a document is, and where it was. The last change of each day stays."""
    days = {}
    for change in changes:
        was = before[change.entry_id].published_us if change.entry_id in before else change.published_us
        for published_us in {change.published_us, was}:
            days[change.site, timezone.localdate(moment_of(published_us))] = change
    ListedDay.objects.bulk_create(
        [
            ListedDay(
                site=site,
                section=kinds.section_of(Document),
                day=day,
                sequence=change.sequence,
                changed_at=change.changed_at,
            )
            for (site, day), change in sorted(days.items(), key=lambda pair: pair[0])
        ],
        update_conflicts=True,
        unique_fields=["site", "section", "day"],
        update_fields=["sequence", "changed_at"],
    )


def _forget(entry_ids: Sequence[int]) -> None:
    had = Relation.objects.filter(other_id__in=entry_ids).values_list("entry_id", flat=True)[:AGAIN]
    _look_again(set(had) - set(entry_ids))
    erase(Relation.objects.filter(other_id__in=entry_ids))
    erase(Relation.objects.filter(entry_id__in=entry_ids))


def _look_again(entry_ids: Iterable[int]) -> None:
    Unrelated.objects.bulk_create([Unrelated(pk) for pk in sorted(entry_ids)], ignore_conflicts=True)


def _relate(new: Sequence[Profile], waiting: Sequence[int]) -> None:
    """Find and store the relations of new profiles, and of those that wait to be looked at again."""
    again = profiles.stored(set(waiting) - {profile.entry_id for profile in new})
    if not new and not again:
        return
    rarity = profiles.rarity([*new, *again.values()])
    subjects = [Subject.of(profile, rarity) for profile in (*new, *again.values())]
    found = candidates(subjects, rarity)
    for entry_id, other_id in Relation.objects.filter(entry_id__in=list(again)).values_list("entry_id", "other_id"):
        found[entry_id].add(other_id)
    others = profiles.stored(set(chain.from_iterable(found.values())))
    matches = [
        match
        for subject in subjects
        for match in subject.best(others[pk] for pk in found[subject.profile.entry_id] if pk in others)
    ]
    erase(Relation.objects.filter(entry_id__in=list(again)))
    _store(matches)
    _tell_citing(new)


def _tell_citing(new: Sequence[Profile]) -> None:
    """Where more documents cite a new one than were compared with it, each of them is to look for it."""
    numbered = [(profile.entry_id, profile.site, profile.number) for profile in new if profile.number]
    with connection.cursor() as cursor:
        cursor.execute(_OFTEN_CITED.format(given=given("entry bigint, site text, number text")), [rows(numbered)])
        often = cursor.fetchall()
    for entry_id, site, number in often:
        citing = Citation.objects.filter(site=site, number=number).order_by("-entry_id")
        ids = set(citing.values_list("entry_id", flat=True)[:AGAIN])
        related = Relation.objects.filter(other_id=entry_id, entry_id__in=ids)
        _look_again(ids - set(related.values_list("entry_id", flat=True)) - {entry_id})


def _store(matches: Sequence[Match]) -> None:
    """Store relations in both directions; each document keeps its best."""
    both = {(one.entry_id, one.other_id): one for match in matches for one in (match.mirrored, match)}
    if not both:
        return
    with connection.cursor() as cursor:
        cursor.execute(_INSERT.format(given=given(_COLUMNS)), [rows(_row(both[pair]) for pair in sorted(both))])
        ids = sorted({entry_id for entry_id, _ in both})
        cursor.execute(_TRIM.format(ids=", ".join(["%s"] * len(ids))), [*ids, *ids])


def _row(match: Match) -> tuple[Any, ...]:
    return (match.entry_id, match.other_id, match.score, " ".join(match.reasons), " ".join(match.words))


_COLUMNS: Final = "entry bigint, other bigint, score bigint, reasons text, words text"
_INSERT: Final = (
    "INSERT INTO publication_relation (entry_id, other_id, score, reasons, words)"
    " SELECT given.entry, given.other, given.score, given.reasons, given.words FROM {given} WHERE TRUE"
    " ON CONFLICT (entry_id, other_id) DO UPDATE"
    " SET score = excluded.score, reasons = excluded.reasons, words = excluded.words"
)
_OFTEN_CITED: Final = (
    "SELECT given.entry, given.site, given.number FROM {given} WHERE (SELECT COUNT(*) FROM"
    " (SELECT 1 FROM publication_citation c WHERE c.site = given.site AND c.number = given.number"
    f" LIMIT {CITING}) citing) >= {CITING}"
)
_TRIM: Final = (
    "DELETE FROM publication_relation WHERE entry_id IN ({ids}) AND (entry_id, other_id) IN"
    " (SELECT entry_id, other_id FROM (SELECT entry_id, other_id, ROW_NUMBER() OVER"
    " (PARTITION BY entry_id ORDER BY score DESC, other_id DESC) AS place"
    " FROM publication_relation WHERE entry_id IN ({ids})) ranked"
    f" WHERE place > {MAX_RELATED})"
)
