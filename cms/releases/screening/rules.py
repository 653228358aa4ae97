"""The rules in force: every detector, in the order in which they are asked."""

from collections.abc import Callable, Iterator
from typing import Final

from cms.releases.screening import (
    addresses,
    emails,
    identity,
    matters,
    mentions,
    names,
    numbers,
    partial,
    passports,
    plates,
    romanized,
    telephones,
)
from cms.releases.screening.findings import Finding
from cms.releases.screening.reading import Reading

Detector = Callable[[Reading], Iterator[Finding]]

DETECTORS: Final[tuple[Detector, ...]] = (
    numbers.find_numbers,
    identity.find_split_numbers,
    telephones.find_local_telephones,
    plates.find_told_plates,
    partial.find_partly_covered,
    emails.find_emails,
    passports.find_passports,
    addresses.find_addresses,
    addresses.find_flats,
    addresses.find_told_homes,
    addresses.find_covered_houses,
    romanized.find_romanized,
    names.find_names,
    mentions.find_mentions,
    matters.find_named_matters,
)
