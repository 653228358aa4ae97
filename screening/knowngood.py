"""Known good: what a unit has said is public: its duty telephone, its mail, the city's accounts.

Entries are values as they are written (any spelling of the same digits counts), ``@domain`` for all mail at a domain,
or what :func:`fingerprint` returned, for those who would rather not keep the value itself.
"""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final, Self

_PREFIX: Final = "sha256:"


def _canonical(value: str) -> str:
    """Return letters and digits in lower case, the at sign kept, +82 written as the trunk prefix 0."""
    # Imported by who screens: what folding looks for takes 50 MB.
    from screening.text.folding import fold

    kept = "".join(letter for letter in fold(value).text.casefold() if letter.isalnum() or letter == "@")
    return "0" + kept[2:] if value.lstrip().startswith("+82") else kept


def fingerprint(value: str) -> str:
    """Return an entry that allows ``value`` without showing it. It is no secret: numbers can be guessed."""
    return _PREFIX + hashlib.sha256(_canonical(value).encode("utf-8", "surrogatepass")).hexdigest()


@dataclass(frozen=True, slots=True)
class KnownGood:
    """The values that one unit allows; build it once for a unit with :meth:`of`."""

    values: frozenset[str] = field(default=frozenset())
    domains: tuple[str, ...] = ()
    hashes: frozenset[str] = field(default=frozenset())

    @classmethod
    def of(cls, entries: Iterable[str]) -> Self:
        """Sort the entries by what they are; blank ones are left out."""
        entries = [entry.strip() for entry in entries if entry.strip()]
        return cls(
            values=frozenset(_canonical(entry) for entry in entries if not entry.startswith(("@", _PREFIX))),
            domains=tuple(sorted(entry.lower() for entry in entries if entry.startswith("@"))),
            hashes=frozenset(entry for entry in entries if entry.startswith(_PREFIX)),
        )

    def allows(self, value: str) -> bool:
        """Say whether ``value`` may be public."""
        if not (self.values or self.domains or self.hashes):
            return False
        if self.domains and value.lower().endswith(self.domains):
            return True
        return _canonical(value) in self.values or (bool(self.hashes) and fingerprint(value) in self.hashes)


NOTHING: Final = KnownGood()
