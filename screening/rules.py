"""The rules in force: every detector, in the order in which they are asked, and what it is asked about."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import lru_cache
from typing import Final

from screening import (
    addresses,
    companions,
    emails,
    flats,
    identity,
    matters,
    mentions,
    names,
    neighbours,
    numbers,
    partial,
    passports,
    people,
    plates,
    respelled,
    romanized,
    strangers,
    telephones,
    toldhomes,
    villages,
    weighednames,
)
from screening.cues import Label, Sign
from screening.findings import Finding, Kind
from screening.nameforms import in_hanja
from screening.reading import Reading

Detector = Callable[[Reading], Iterator[Finding]]
# Names that are told by what the rules before found, and tell no others.
_OF_ALL: Final = frozenset({neighbours.RULE, weighednames.RULE})
_NAME: Final = Kind.PERSON_NAME
_REMEMBERED: Final = 1_000  # sets of words and signs; most texts have one of a few


def _with_hanja(detect: Detector) -> Detector:
    """Return what finds the same names, and each in Hanja too where that stands behind it."""

    def find_both(reading: Reading) -> Iterator[Finding]:
        for found in detect(reading):
            yield found
            if hanja := in_hanja(reading.text, found.end):
                yield replace(found, start=hanja[0], end=hanja[1])

    return find_both


# Each with the words and signs of which a text has one at least where the detector finds something; none where that
# cannot be said. A text has few of them, and asking in vain for the others would cost as much as reading it.
DETECTORS: Final[tuple[tuple[Detector, frozenset[Label | Sign]], ...]] = (
    (numbers.find_numbers, frozenset({Sign.NUMBER})),
    (identity.find_split_numbers, frozenset({Label.RESIDENT})),
    (telephones.find_local_telephones, frozenset({Label.HOME_PHONE, Sign.TABLE})),
    (plates.find_told_plates, frozenset({Label.PLATE, Sign.MISSION})),
    (partial.find_partly_covered, frozenset({Sign.COVERED})),
    (emails.find_emails, frozenset({Sign.AT, Sign.MAIL})),
    (passports.find_passports, frozenset({Label.PASSPORT})),
    (addresses.find_addresses, frozenset({Sign.DIGIT})),
    (flats.find_flats, frozenset({Sign.FLAT})),
    (flats.find_estates, frozenset({Sign.BLOCK, Sign.WARD})),
    (toldhomes.find_told_homes, toldhomes.TOLD_BY),
    (flats.find_pairs, frozenset({Sign.PAIR})),
    (respelled.find_respelled, frozenset({Sign.SPELLED_HOUSE, Sign.APART, Sign.COVERED})),
    (villages.find_hamlets, frozenset({Sign.HAMLET})),
    (villages.find_villages, frozenset({Sign.KIN, Sign.VILLAGE})),
    (addresses.find_covered_houses, frozenset({Sign.COVERED_HOUSE})),
    (romanized.find_romanized, frozenset({Sign.ROMANIZED})),
    (_with_hanja(names.find_names), people.PEOPLE | {Sign.OWNER}),
    (_with_hanja(mentions.find_mentions), mentions.NEEDED),
    (strangers.find_strangers, strangers.NEEDED),
    (matters.find_named_matters, frozenset({Sign.ABSENCE, Sign.TITLE})),
    (_with_hanja(neighbours.find_neighbours), frozenset()),
    (_with_hanja(weighednames.find_weighed_names), weighednames.NEEDED),
    (_with_hanja(companions.find_companions), frozenset()),
)


def find(reading: Reading) -> Iterator[Finding]:
    """Yield what the detectors find in a text."""
    for detect in _asked(reading.seen):
        for found in detect(reading):
            if found.kind is not _NAME:
                reading.owned.append(found)
            elif found.rule != companions.RULE:
                reading.people.append((found.start, found.end))
                if found.rule not in _OF_ALL:
                    reading.named[found.start] = found.end
            yield found


@lru_cache(maxsize=_REMEMBERED)
def _asked(seen: frozenset[Label | Sign]) -> tuple[Detector, ...]:
    """Return the detectors to ask about a text in which those words and signs were seen."""
    return tuple(detect for detect, needs in DETECTORS if not needs or not needs.isdisjoint(seen))
