"""Whose name a cue word announces: a citizen's, or that of somebody whose name is public."""

import re
from typing import Final

from screening.text.cues import Cue, Label
from screening.words import officials, patterns

# The labels of words that announce a name.
PEOPLE: Final = frozenset({Label.CITIZEN, Label.PERSON, Label.HOLDER, Label.NAME, Label.ROSTER})
# Of those, the labels of words that ask for the name of an official too.
_ASKING: Final = frozenset({Label.NAME, Label.ROSTER})
_MARK: Final = re.compile(r"(?:\([^()\n]{1,10}\))? {0,3}[:=|\t]")
_OFFICIAL: Final = patterns.cue(officials.OFFICIAL_NAME)
SAMPLE: Final = r"[(\[](?:작성|기재|기입)? ?(?:예시?|샘플|견본)[)\]]"
_SAMPLE: Final = re.compile(SAMPLE)
_PUBLIC_ROSTER: Final = re.compile(rf"(?:{patterns.alternatives(officials.PUBLIC_ROSTER)})[자회진단 ]{{0,3}}\Z")
# The officer for privacy, whom the law has published, above the name, and the post below it.
_RESPONSIBLE: Final = re.compile("책임자|보호 ?담당|담당 ?공무원")
_POST_BELOW: Final = re.compile(r"[^\n]{0,30}\n?[^가-힣\n]{0,6}(?:직 ?위|직 ?급|직 ?책)(?![가-힣])")


def announces_citizen(text: str, cue: Cue) -> bool:
    """Say whether a cue word announces the name of a citizen."""
    return cue.label in PEOPLE and not _is_part(text, cue) and not is_public(text, cue)


def _is_part(text: str, cue: Cue) -> bool:
    """Say whether a word of two letters is the end of a longer one (살피고), unless a mark follows (대상아동: …)."""
    if cue.word == "대리인" and text.startswith("현장", cue.start - 2):  # of a builder
        return True
    short = len(cue.word) == 2 and cue.label in (Label.CITIZEN, Label.PERSON)
    return short and "가" <= text[cue.start - 1 : cue.start] <= "힣" and not _MARK.match(text, cue.end)


def is_public(text: str, cue: Cue) -> bool:
    """Say whether the words around ask for an official's name, or announce a list of those that are public."""
    if cue.label not in _ASKING:
        return False
    if cue.public is None:
        cue.public = _asks_official(text, cue)
    return cue.public


def _asks_official(text: str, cue: Cue) -> bool:
    if _SAMPLE.search(text, max(0, cue.start - 20), cue.end + 20):
        return True
    before = text[max(0, cue.start - 60) : cue.start]
    line = before.rpartition("\n")[2][-30:]
    if cue.label is Label.ROSTER:
        return bool(_PUBLIC_ROSTER.search(line))
    if _OFFICIAL.search(line) or _RESPONSIBLE.search(before):
        return True
    below = "직" in text[cue.end : cue.end + 48] and _POST_BELOW.match(text, cue.end, cue.end + 48)
    return bool(below)
