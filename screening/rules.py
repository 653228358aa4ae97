"""The rules in force: every detector, in the order in which they are asked, and what it is asked about."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Final

from screening import companions, emails, handles, neighbours
from screening.addresses import flats, numbered, ofpeople, respelled, romanized, toldhomes, villages
from screening.bodies import without_bodies
from screening.findings import Finding, Kind
from screening.names import announced, matters, mentions, series, speakers, strangers, surmised, titles, weighed
from screening.names.duties import has_duty
from screening.names.nobody import somebody
from screening.names.officialcolumns import OfficialColumns
from screening.names.posted import is_called_alike
from screening.names.shapes import in_other_script
from screening.numbers import homephones, identity, partial, passports, plates, rowaccounts, siblings, table
from screening.text import people
from screening.text.cues import Label, Sign
from screening.text.reading import Reading

Detector = Callable[[Reading], Iterator[Finding]]
# Names that are told by what the rules before found, and tell no others.
_OF_ALL: Final = frozenset({neighbours.RULE, weighed.RULE, companions.RULE, surmised.RULE})
_NAME: Final = Kind.PERSON_NAME
# Those that look beside what was found, and are not asked where nothing was.
_BESIDE: Final = frozenset(
    {
        titles.find_in_titles,
        speakers.find_speakers,
        neighbours.find_neighbours,
        companions.find_companions,
        surmised.find_surmised_names,
        ofpeople.find_homes_of_people,
        homephones.find_telephones_of_homes,
        rowaccounts.find_accounts_of_people,
        siblings.find_siblings,
        partial.find_births_with_sex,
        partial.find_covered_of_people,
    }
)
_REMEMBERED: Final = 1_000  # sets of words and signs; most texts have one of a few


# Each with the words and signs of which a text has one at least where the detector finds something; none where that
# cannot be said. A text has few of them, and asking in vain for the others would cost as much as reading it.
DETECTORS: Final[tuple[tuple[Detector, frozenset[Label | Sign]], ...]] = (
    (table.find_numbers, frozenset({Sign.NUMBER})),
    (identity.find_split_numbers, frozenset({Label.RESIDENT})),
    (homephones.find_local_telephones, frozenset({Label.HOME_PHONE, Sign.TABLE})),
    (plates.find_told_plates, frozenset({Label.PLATE, Sign.MISSION, Sign.TABLE})),
    (plates.find_spelled_plates, frozenset({Sign.SAID_OF_CAR})),
    (partial.find_partly_covered, frozenset({Sign.COVERED})),
    (emails.find_emails, frozenset({Sign.AT, Sign.MAIL})),
    (handles.find_handles, frozenset({Sign.MESSENGER})),
    (passports.find_passports, frozenset({Label.PASSPORT})),
    (numbered.find_addresses, frozenset({Sign.DIGIT})),
    (flats.find_flats, frozenset({Sign.FLAT})),
    (flats.find_estates, frozenset({Sign.BLOCK, Sign.WARD})),
    (toldhomes.find_told_homes, toldhomes.TOLD_BY),
    (flats.find_pairs, frozenset({Sign.PAIR})),
    (respelled.find_respelled, frozenset({Sign.SPELLED_HOUSE, Sign.APART, Sign.COVERED})),
    (villages.find_hamlets, frozenset({Sign.HAMLET})),
    (villages.find_villages, frozenset({Sign.KIN, Sign.VILLAGE})),
    (numbered.find_covered_houses, frozenset({Sign.COVERED_HOUSE})),
    (homephones.find_telephones_of_homes, frozenset({Sign.NUMBER})),
    (romanized.find_romanized, frozenset({Sign.ROMANIZED})),
    (announced.find_names, people.PEOPLE | {Sign.OWNER, Sign.TABLE}),
    (mentions.find_mentions, mentions.NEEDED),
    (strangers.find_strangers, strangers.NEEDED),
    (series.find_series, frozenset({Sign.SERIES})),
    (matters.find_named_matters, frozenset({Sign.ABSENCE, Sign.TITLE})),
    (titles.find_in_titles, frozenset()),
    (speakers.find_speakers, frozenset()),
    (neighbours.find_neighbours, frozenset()),
    (weighed.find_weighed_names, weighed.NEEDED),
    (companions.find_companions, frozenset()),
    (surmised.find_surmised_names, frozenset()),
    (ofpeople.find_homes_of_people, frozenset({Sign.DIGIT})),
    (homephones.find_telephones_of_people, frozenset({Sign.NUMBER})),
    (rowaccounts.find_accounts_of_people, frozenset({Sign.NUMBER})),
    (homephones.find_telephones_below, frozenset({Label.PHONE})),
    (siblings.find_siblings, frozenset({Sign.NUMBER})),
    (partial.find_births_with_sex, frozenset({Label.RESIDENT})),
    (partial.find_covered_of_people, frozenset({Sign.COVERED})),
)


def find(reading: Reading, detectors: Sequence[Detector] | None = None) -> Iterable[Finding]:
    """Return what the detectors find in a text, and each name in another script too where that stands behind it.

    Without ``detectors``, those are asked that can find something there. What is a body's is left out at the end, when
    all people are known.
    """
    return without_bodies(reading.text, list(_find(reading, detectors)))


def _find(reading: Reading, detectors: Sequence[Detector] | None) -> Iterator[Finding]:
    officials = OfficialColumns(reading.text)
    for detect in detectors or _asked(reading.seen):
        if detectors is None and detect in _BESIDE and not (reading.owned or reading.people):
            continue
        for said in detect(reading):
            if found := _name(reading.text, said) if said.kind is _NAME else said:
                yield from _told(reading, officials, found)


def _told(reading: Reading, officials: OfficialColumns, found: Finding) -> Iterator[Finding]:
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


def _name(text: str, found: Finding) -> Finding | None:
    """Return the finding of a name, no more of it than is somebody's; None where it is nobody's."""
    if is_called_alike(text, found.start, found.end) or has_duty(text, found.start):
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
def _asked(seen: frozenset[Label | Sign]) -> tuple[Detector, ...]:
    """Return the detectors to ask about a text in which those words and signs were seen."""
    return tuple(detect for detect, needs in DETECTORS if not needs or not needs.isdisjoint(seen))
