"""The rules in force: every detector, in the order in which they are asked, and what it is asked about."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Final, NamedTuple

from screening import companions, emails, handles, neighbours
from screening.addresses import columnhomes, flats, numbered, ofpeople, respelled, romanized, toldhomes, villages
from screening.bodies import without_bodies
from screening.findings import Finding, Kind
from screening.names import announced, matters, mentions, series, speakers, strangers, surmised, titles, weighed
from screening.names.duties import has_duty
from screening.names.headedcolumns import OFFICIALS, THINGS, HeadedColumns, is_thing
from screening.names.nobody import somebody
from screening.names.posted import is_called_alike
from screening.names.shapes import in_other_script
from screening.numbers import homephones, identity, partial, passports, plates, rowaccounts, siblings, slotted, table
from screening.text import people
from screening.text.cues import Label, Sign
from screening.text.reading import Reading

Detector = Callable[[Reading], Iterator[Finding]]
# Names that are told by what the rules before found, and tell no others.
_OF_ALL: Final = frozenset({neighbours.RULE, weighed.RULE, companions.RULE, surmised.RULE})
_NAME: Final = Kind.PERSON_NAME
_REMEMBERED: Final = 1_000  # sets of words and signs; most texts have one of a few


class Asked(NamedTuple):
    """A detector, and when it is asked: about a text with one at least of the words and signs, ``needs``, without
    which it finds nothing there (none where that cannot be said), and, ``beside``, where something was found.

    A text has few of them, and asking in vain for the others would cost as much as reading it.
    """

    detect: Detector
    needs: frozenset[Label | Sign] = frozenset()
    beside: bool = False


DETECTORS: Final[tuple[Asked, ...]] = (
    Asked(table.find_numbers, frozenset({Sign.NUMBER})),
    Asked(identity.find_split_numbers, frozenset({Label.RESIDENT})),
    Asked(homephones.find_local_telephones, frozenset({Label.HOME_PHONE, Sign.TABLE})),
    Asked(plates.find_told_plates, frozenset({Label.PLATE, Sign.MISSION, Sign.TABLE})),
    Asked(plates.find_spelled_plates, frozenset({Sign.SAID_OF_CAR})),
    Asked(partial.find_partly_covered, frozenset({Sign.COVERED})),
    Asked(emails.find_emails, frozenset({Sign.AT, Sign.MAIL})),
    Asked(handles.find_handles, frozenset({Sign.MESSENGER})),
    Asked(passports.find_passports, frozenset({Label.PASSPORT})),
    Asked(numbered.find_addresses, frozenset({Sign.DIGIT})),
    Asked(flats.find_flats, frozenset({Sign.FLAT})),
    Asked(flats.find_estates, frozenset({Sign.BLOCK, Sign.WARD})),
    Asked(toldhomes.find_told_homes, toldhomes.TOLD_BY),
    Asked(flats.find_pairs, frozenset({Sign.PAIR})),
    Asked(respelled.find_respelled, frozenset({Sign.SPELLED_HOUSE, Sign.APART, Sign.COVERED})),
    Asked(villages.find_hamlets, frozenset({Sign.HAMLET})),
    Asked(villages.find_villages, frozenset({Sign.KIN, Sign.VILLAGE})),
    Asked(numbered.find_covered_houses, frozenset({Sign.COVERED_HOUSE})),
    Asked(homephones.find_telephones_of_homes, frozenset({Sign.NUMBER}), beside=True),
    Asked(romanized.find_romanized, frozenset({Sign.ROMANIZED})),
    Asked(announced.find_names, people.PEOPLE | {Sign.OWNER, Sign.TABLE}),
    Asked(mentions.find_mentions, mentions.NEEDED),
    Asked(strangers.find_strangers, strangers.NEEDED),
    Asked(series.find_series, frozenset({Sign.SERIES})),
    Asked(matters.find_named_matters, frozenset({Sign.ABSENCE, Sign.TITLE})),
    Asked(titles.find_in_titles, beside=True),
    Asked(speakers.find_speakers, beside=True),
    Asked(neighbours.find_neighbours, beside=True),
    Asked(weighed.find_weighed_names, weighed.NEEDED),
    Asked(companions.find_companions, beside=True),
    Asked(surmised.find_surmised_names, beside=True),
    Asked(ofpeople.find_homes_of_people, frozenset({Sign.DIGIT}), beside=True),
    Asked(columnhomes.find_homes_in_columns, frozenset({Sign.DIGIT}), beside=True),
    Asked(homephones.find_telephones_of_people, frozenset({Sign.NUMBER})),
    Asked(rowaccounts.find_accounts_of_people, frozenset({Sign.NUMBER}), beside=True),
    Asked(rowaccounts.find_changed_accounts, frozenset({Sign.TABLE}), beside=True),
    Asked(rowaccounts.find_accounts_below, frozenset({Label.ACCOUNT}), beside=True),
    Asked(homephones.find_telephones_below, frozenset({Label.PHONE})),
    Asked(siblings.find_siblings, frozenset({Sign.NUMBER}), beside=True),
    Asked(slotted.find_numbers_in_slots, frozenset({Sign.NUMBER}), beside=True),
    Asked(partial.find_births_with_sex, frozenset({Label.RESIDENT}), beside=True),
    Asked(partial.find_covered_of_people, frozenset({Sign.COVERED}), beside=True),
)


def find(reading: Reading, detectors: Sequence[Detector] | None = None) -> Iterable[Finding]:
    """Return what the detectors find in a text, and each name in another script too where that stands behind it.

    Without ``detectors``, those are asked that can find something there. What is a body's is left out at the end, when
    all people are known.
    """
    return without_bodies(reading.text, list(_find(reading, detectors)))


def _find(reading: Reading, detectors: Sequence[Detector] | None) -> Iterator[Finding]:
    officials = HeadedColumns(reading.text, OFFICIALS)
    things = HeadedColumns(reading.text, THINGS)
    for one in map(Asked, detectors) if detectors else _asked(reading.seen):
        if one.beside and not (reading.owned or reading.people):
            continue
        for said in one.detect(reading):
            if found := _name(reading.text, things, said) if said.kind is _NAME else said:
                yield from _told(reading, officials, found)


def _told(reading: Reading, officials: HeadedColumns, found: Finding) -> Iterator[Finding]:
    """Keep and yield what was found, and a name in another script behind it; an official's is kept alone."""
    _note(reading, found)
    if found.kind is not _NAME:
        yield found
    elif not officials.have(found.start, found.end):  # somebody too, beside whom others are
        yield found
        if other := in_other_script(reading.text, found.start, found.end):
            again = replace(found, start=other[0], end=other[1])
            _note(reading, again)
            yield again


def _name(text: str, things: HeadedColumns, found: Finding) -> Finding | None:
    """Return the finding of a name, no more of it than is somebody's; None where it is nobody's."""
    if is_called_alike(text, found.start, found.end) or has_duty(text, found.start, found.end):
        return None
    if things.have(found.start, found.end) or is_thing(text, found.start):
        return None
    said = somebody(text, found.start, found.end)
    if said == (found.start, found.end):
        return found
    return replace(found, start=said[0], end=said[1]) if said else None


def _note(reading: Reading, found: Finding) -> None:
    """Keep what was found for the rules that are asked later."""
    if found.kind is not _NAME:
        reading.owned.append(found)
    else:
        reading.people.append((found.start, found.end))
        if found.rule not in _OF_ALL:
            reading.named[found.start] = found.end


@lru_cache(maxsize=_REMEMBERED)
def _asked(seen: frozenset[Label | Sign]) -> tuple[Asked, ...]:
    """Return the detectors to ask about a text in which those words and signs were seen."""
    return tuple(one for one in DETECTORS if not one.needs or not one.needs.isdisjoint(seen))
