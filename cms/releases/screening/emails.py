"""E-mail addresses of persons: found from the at sign outwards, so that a glued Korean particle ends them."""

import re
from collections.abc import Iterator
from typing import Final

from cms.releases.screening.findings import Confidence, Finding, Kind
from cms.releases.screening.reading import Reading

# RFC 5321 4.5.3.1.1 limits the local part; only what people are really given is accepted in it.
_LONGEST_LOCAL: Final = 64
_LOCAL: Final = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._%+-"
_CUE: Final = re.compile(r"\A(?:e-?mail|mail)[._-]+(?=.)", re.IGNORECASE)
_DOMAIN: Final = re.compile(r"[ \n]{0,2}((?:[A-Za-z0-9-]{1,63}\.){1,6}(?:[A-Za-z][a-z]{1,17}|[A-Z]{2,18}))")
_MASKS: Final = frozenset("*○●□")

# Whose mail is public: state and city offices, the armed forces, schools' offices.
OFFICIAL_DOMAINS: Final = ("go.kr", "korea.kr", "seoul.kr", "mil.kr", "es.kr", "ms.kr", "hs.kr", "sc.kr", "kg.kr")


def find_emails(reading: Reading) -> Iterator[Finding]:
    """Yield the e-mail addresses of the text, but for those at public offices."""
    text = reading.text
    at = text.find("@")
    while at >= 0:
        if found := _address(text, at):
            yield found
        at = text.find("@", at + 1)


def _address(text: str, at: int) -> Finding | None:
    """Return the address around the at sign at ``at``; a space on either side makes it only possible."""
    domain = _DOMAIN.match(text, at + 1)
    if domain is None or is_official(domain[1]):
        return None
    before = text[max(0, at - _LONGEST_LOCAL - 2) : at]
    head = before.rstrip(" ")
    name = _CUE.sub("", head[len(head.rstrip(_LOCAL)) :]).lstrip(".-_%+")
    end = at - len(before) + len(head)
    start = end - len(name)
    if not name or text[start - 1 : start] in _MASKS:
        return None
    spaced = end < at or domain.start(1) > at + 1
    return Finding(Kind.EMAIL, start, domain.end(1), Confidence.POSSIBLE if spaced else Confidence.CERTAIN, "email")


def is_official(domain: str) -> bool:
    """Say whether mail at ``domain`` is an office's."""
    domain = domain.lower()
    return any(domain == official or domain.endswith("." + official) for official in OFFICIAL_DOMAINS)
