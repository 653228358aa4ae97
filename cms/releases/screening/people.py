"""Whose name a cue word announces: a citizen's, or that of somebody whose name is public."""

import re
from typing import Final

from cms.releases.screening import words
from cms.releases.screening.cues import Cue, Label
from cms.releases.screening.reading import Reading

# The labels of words that announce a name.
PEOPLE: Final = frozenset({Label.CITIZEN, Label.PERSON, Label.HOLDER, Label.NAME, Label.ROSTER})
_OFFICIAL: Final = words.cue(words.OFFICIAL_NAME)
_PUBLIC_ROSTER: Final = re.compile(rf"(?:{words.alternatives(words.PUBLIC_ROSTER)})[자회진단 ]{{0,3}}\Z")
# The officer for privacy, whom the law has published, above the name, and the post below it.
_RESPONSIBLE: Final = re.compile("책임자|보호담당|담당공무원")
_POST_BELOW: Final = re.compile(r"[^\n]{0,30}\n?[^가-힣\n]{0,6}(?:직 ?위|직 ?급|직 ?책)(?![가-힣])")


def announces_citizen(reading: Reading, cue: Cue) -> bool:
    """Say whether a cue word announces the name of a citizen."""
    return cue.label in PEOPLE and not _is_part(reading, cue) and not _is_public(reading, cue)


def _is_part(reading: Reading, cue: Cue) -> bool:
    """Say whether a word of two letters is the end of a longer one (살피고, 대학생)."""
    short = len(cue.word) == 2 and cue.label in (Label.CITIZEN, Label.PERSON)
    return short and "가" <= reading.before(cue.start, 1) <= "힣"


def _is_public(reading: Reading, cue: Cue) -> bool:
    """Say whether the words around ask for an official's name, or announce a list of those that are public."""
    before = reading.before(cue.start, 60)
    line = before.rpartition("\n")[2][-30:]
    if cue.label is Label.ROSTER:
        return bool(_PUBLIC_ROSTER.search(line))
    if cue.label is not Label.NAME:
        return False
    below = _POST_BELOW.match(reading.text, cue.end, cue.end + 48)
    return bool(_OFFICIAL.search(line) or _RESPONSIBLE.search(before) or below)
