"""Finding related documents, in the background, from public records and nothing else.

A channel that follows the ledger. For each document it asks the indexes for a bounded number of others and compares it
with these; the score is the same in both directions, and each document keeps its ten best. A new document is offered to
those that it has found, so that none of them is looked at again.
"""

from collections.abc import Iterable, Mapping, Sequence
from itertools import chain
from typing import Any, Final

from django.db import connection
from django.utils import timezone

from cms.core import kinds
from cms.core.channels import Change
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
from cms.ledger.given import erase, given, rows
from cms.ledger.joined import beginnings
from cms.ledger.moments import microseconds, moment_of

# Documents that are looked at again, because one that they are related to has appeared, changed or left.
AGAIN: Final = 1_000


def follow(changes: Sequence[Change]) -> None:
    """Find the relations of documents that have changed, and write down on which days the lists of documents did."""
    _relate(_take_in(changes), [])
    generation.replace_on_commit(vocabulary=False)


def waiting(limit: int) -> list[int]:
    """Documents that are to be looked at again, at most so many; not those that were set aside."""
    found = Unrelated.objects.exclude(pk__in=asides.waiting(FOLLOWER)).order_by("pk")
    return list(found.values_list("pk", flat=True)[:limit])


def relate_again(entry_ids: Sequence[int]) -> None:
    """Find the relations of documents that have waited."""
    erase(Unrelated.objects.filter(pk__in=entry_ids))
    _relate([], entry_ids)
    generation.replace_on_commit(vocabulary=False)


def _profiles(changes: Sequence[Change]) -> dict[int, Profile]:
    """The profiles of those changed documents that are public."""
    texts = beginnings([change.pk for change in changes if change.is_public], length=READ)
    return {
        change.pk: Profile.of(
            change.pk, change.record, texts[change.pk], published_us=microseconds(change.published_at)
        )
        for change in changes
        if change.is_public
    }


def _take_in(changes: Sequence[Change]) -> list[Profile]:
    """Bring the profiles to what the records say; returns those that are new or different.

    What was related to the old ones is forgotten, and those that were are to be looked at again.
    """
    now, before = _profiles(changes), profiles.stored([change.pk for change in changes])
    _mark_days(changes, before)
    old = [profile for pk, profile in before.items() if profile != now.get(pk)]
    new = [profile for pk, profile in now.items() if profile != before.get(pk)]
    if old:
        _forget([profile.entry_id for profile in old])
    if old or new:
        profiles.replace(old, new)
    return new


def _mark_days(changes: Iterable[Change], before: Mapping[int, Profile]) -> None:
    """The days of the lists that changed: where a document is, and where it was. The last change of each day stays.

    That is no channel of its own: where a document was is known from its profile, before that is replaced, and else
    another row of each document would have to say it.
    """
    days = {}
    for change in changes:
        moments = {change.published_at}
        if was := before.get(change.pk):
            moments.add(moment_of(was.published_us))
        for moment in moments:
            days[change.site, timezone.localdate(moment)] = change
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


def _relate(new: Sequence[Profile], entry_ids: Sequence[int]) -> None:
    """Find and store the relations of new profiles, and of those that wait to be looked at again."""
    again = profiles.stored(set(entry_ids) - {profile.entry_id for profile in new})
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
    """Let each document that cites a new one look for it, where more cite it than were compared with it."""
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
