"""The rules in force: every detector, and the version that a verdict carries."""

import hashlib
import re
from collections.abc import Callable, Iterator
from typing import Final

from cms.releases.screening import (
    addresses,
    checksums,
    columns,
    cues,
    emails,
    folding,
    identity,
    matters,
    nameforms,
    names,
    namewords,
    numbers,
    numerals,
    passports,
    payments,
    people,
    plates,
    reading,
    rolls,
    rows,
    telephones,
    words,
)
from cms.releases.screening.findings import Finding
from cms.releases.screening.reading import Reading

Detector = Callable[[Reading], Iterator[Finding]]

DETECTORS: Final[tuple[Detector, ...]] = (
    numbers.find_numbers,
    identity.find_split_numbers,
    telephones.find_local_telephones,
    plates.find_told_plates,
    emails.find_emails,
    passports.find_passports,
    addresses.find_addresses,
    names.find_names,
    matters.find_named_matters,
)

_MODULES: Final = (
    addresses,
    checksums,
    columns,
    cues,
    emails,
    folding,
    identity,
    matters,
    nameforms,
    names,
    namewords,
    passports,
    payments,
    people,
    plates,
    reading,
    rolls,
    rows,
    telephones,
    words,
)

# Raised by hand when a detector's code changes; patterns and word lists raise the version by themselves.
EDITION: Final = 1


def rules_digest() -> str:
    """Return a digest of every pattern and word list of the rules."""
    digest = hashlib.sha256()
    for module in _MODULES:
        for name, value in sorted(vars(module).items()):
            if name.isupper() and (data := _data_of(value)):
                digest.update(f"{module.__name__}.{name}={data}\n".encode())
    for row in numbers.ROWS:
        digest.update(f"{row.rule}={row.kind} {row.first} {row.pattern.pattern}\n".encode())
    return digest.hexdigest()[:8]


def _data_of(value: object) -> str:
    """Return what a constant says, in one order; nothing for what is not text, a pattern or a collection of words."""
    if isinstance(value, str):
        return value
    if isinstance(value, re.Pattern):
        return f"{value.pattern}/{value.flags}"
    if isinstance(value, tuple | frozenset) and all(isinstance(word, str) for word in value):
        return " ".join(sorted(value))
    return ""


RULES_VERSION: Final = f"{EDITION}-{rules_digest()}"
