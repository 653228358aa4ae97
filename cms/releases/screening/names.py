"""Names of citizens: what has the form of a Korean name right behind a word such as 신청인, or below it in a table.

The names of the officials who did the work are public (Official Information Disclosure Act, art. 9 (1) 6), so posts are
no cue words, and 성명 is none where a post stands near it.
"""

import re
from collections.abc import Iterator
from typing import Final

from cms.releases.screening import words
from cms.releases.screening.columns import Cell
from cms.releases.screening.cues import Cue, Label
from cms.releases.screening.findings import Confidence, Finding, Kind
from cms.releases.screening.namewords import GIVEN, NOT_NAMES, SPECIMENS, SURNAMES, TWO_LETTER_SURNAMES
from cms.releases.screening.reading import Reading

_HONORIFIC: Final = "님|씨|군|양"
_PARTICLE: Final = (
    "께서는|께서|에게서|에게|으로부터|로부터|이라고|라고|이며|이고|이나|이다|입니다|까지|부터|한테"
    "|이|가|은|는|을|를|의|와|과|도|만|로|께|랑"
)
_POST: Final = "의원|위원|과장|팀장|국장|실장|본부장|주무관|사무관|서기관|장관|차관|시장|구청장|군수|도지사"
_STOP: Final = rf"(?=(?:{_HONORIFIC})?(?:{_PARTICLE})?(?![가-힣*○●]))(?! ?(?:{_POST}))"
_HONOURED: Final = r"(?= {0,2}(?:님|씨|귀 ?하|\((?:남|여|만? ?[0-9]{2}|19|20)))"
_ONE: Final = f"[{SURNAMES}]"
_TWO: Final = "|".join(TWO_LETTER_SURNAMES)

_WHOLE: Final = rf"(?:(?:{_TWO})[{GIVEN}]{{1,2}}|{_ONE}[{GIVEN}]{{2}})"
_ANY: Final = rf"(?:(?:{_TWO})[가-힣]{{1,2}}|{_ONE}[가-힣]{{2}})(?<![님씨])"
# 홍 길 동, not the first three letters of 정 보 제 공.
_SPACED: Final = (
    rf"{_ONE} {{1,3}}[{GIVEN}] {{1,3}}[{GIVEN}](?![가-힣])(?:(?= {{1,3}}귀 ?하)|(?! {{1,3}}[가-힣](?![가-힣])))"
)
_SHORT: Final = rf"(?:(?:{_TWO}|{_ONE}) [{GIVEN}]{{2}}|{_ONE}[{GIVEN}])"
_LATIN: Final = r"[A-Z][A-Za-z'’-]+(?:,? [A-Z][A-Za-z'’.-]*){1,3}"

# Between cue and name. A mark (성명: 홍길동, | 성명 | 홍길동 |) says that a value follows; after a comma, a bracket
# or a space a sentence may go on; after a particle (성명은 홍길동이다) it does.
_NOTE: Final = r"(?:\([^()\n]{1,10}\))?"
_BEHIND_MARK: Final = re.compile(
    rf'{_NOTE}"?[ \n]{{0,6}}[:;=|\t\]>][ \n:|\t"\'“”‘’(\[]{{0,6}}'
    rf"(?P<name>{_ANY}{_STOP}|{_SPACED}|{_SHORT}(?=(?:님|씨)?(?![가-힣*○●]))|{_LATIN})"
)
_BEHIND_SPACE: Final = re.compile(
    rf'{_NOTE}(?:[ \n]{{1,8}}|"?[ \n]{{0,2}}[,/(\[<·*-][ \n"(]{{0,3}})'
    rf"(?P<name>{_WHOLE}{_STOP}|{_SPACED}|{_SHORT}{_HONOURED})"
)
_BEHIND_PARTICLE: Final = re.compile(rf"[은는] {{1,2}}(?P<name>{_WHOLE})(?=이다|이며|이고|이라|입니다|{_HONORIFIC}|\()")
_NEXT: Final = re.compile(rf"(?:{_HONORIFIC})?(?: ?[,·/ㆍ] ?| 및 | 와 |와 |과 )(?P<name>{_WHOLE}{_STOP})")
_CELL: Final = re.compile(rf"(?:{_ANY}|{_SPACED}|{_SHORT}|{_LATIN})")
_ADDRESSED: Final = re.compile("귀 ?하(?!게)")
_ADDRESSEE: Final = re.compile(rf"(?<![가-힣*○●])(?P<name>{_WHOLE}|{_SPACED})(?: ?님)? {{0,3}}\Z")

_LATIN_WORDS: Final = re.compile("Name|Address|Date|Phone|Seoul|Korea|Sex|Male|Female|City|No|Tel")
# Particles and verb endings behind a noun, by whether it ends in a vowel: 이하은 is a name, 이하는 is not.
_BEHIND_VOWEL: Final = frozenset("는가를와로의도만에한할하해된될")
_BEHIND_CONSONANT: Final = frozenset("은이을과로의도만에한할하해된될")
_OFFICIAL: Final = words.cue(words.OFFICIAL_NAME)
_PEOPLE: Final = frozenset({Label.CITIZEN, Label.HOLDER, Label.NAME})


def find_names(reading: Reading) -> Iterator[Finding]:
    """Yield the names of citizens in the text."""
    for cue in reading.cues:
        if cue.label in _PEOPLE and not _is_part(reading, cue) and not _asks_for_official(reading, cue):
            yield from _behind(reading, cue)
    for cell in reading.cells:
        if cell.label in _PEOPLE and not (cell.label is Label.NAME and cell.officials):
            yield from _within(reading, cell)
    for address in _ADDRESSED.finditer(reading.text):
        yield from _addressee(reading, address.start())


def _is_part(reading: Reading, cue: Cue) -> bool:
    """Say whether a word of two letters is the end of a longer one (살피고, 대학생)."""
    return len(cue.word) == 2 and cue.label is Label.CITIZEN and "가" <= reading.before(cue.start, 1) <= "힣"


def _asks_for_official(reading: Reading, cue: Cue) -> bool:
    """Say whether the word asks for anybody's name and a post or an office stands before it in the line."""
    return cue.label is Label.NAME and bool(_OFFICIAL.search(reading.before(cue.start, 30).rpartition("\n")[2]))


def _behind(reading: Reading, cue: Cue) -> Iterator[Finding]:
    """Yield the name right behind a cue word, and those listed after it."""
    match, confidence = _BEHIND_MARK.match(reading.text, cue.end), Confidence.LIKELY
    if match is None:
        confidence = Confidence.POSSIBLE
        match = _BEHIND_SPACE.match(reading.text, cue.end) or _BEHIND_PARTICLE.match(reading.text, cue.end)
    if match is None or (cue.label is Label.HOLDER and match["name"] in SPECIMENS):
        return
    while match and _is_name(match["name"], sure=confidence is Confidence.LIKELY):
        yield Finding(Kind.PERSON_NAME, match.start("name"), match.end("name"), confidence, "name-behind-cue")
        match = _NEXT.match(reading.text, match.end("name"))


def _within(reading: Reading, cell: Cell) -> Iterator[Finding]:
    """Yield the name that a table cell holds."""
    text = reading.text[cell.start : cell.end]
    name = text.strip(' "')
    if _CELL.fullmatch(name) and _is_name(name, sure=True):
        start = cell.start + text.index(name)
        yield Finding(Kind.PERSON_NAME, start, start + len(name), Confidence.CERTAIN, "name-in-column")


def _addressee(reading: Reading, position: int) -> Iterator[Finding]:
    """Yield the name that 귀하 (to Mr or Ms) follows at ``position``."""
    before = reading.before(position, 16)
    match = _ADDRESSEE.search(before)
    if match and _is_name(match["name"], sure=False) and match["name"][-1] not in "장사관청":
        start = position - len(before) + match.start("name")
        yield Finding(Kind.PERSON_NAME, start, start + len(match["name"]), Confidence.LIKELY, "name-addressed")


def _is_name(name: str, *, sure: bool) -> bool:
    """Say whether this is none of the words of forms that look like a name.

    Where nothing announced a value (``sure`` is false), neither may it be such a word and a particle (정보를, 지원할).
    """
    if name.isascii():
        return not _LATIN_WORDS.search(name)
    name = name.replace(" ", "")
    if name in NOT_NAMES:
        return False
    return sure or not (name[:-1] in NOT_NAMES and _is_ending(name[-1], behind=name[-2]))


def _is_ending(letter: str, *, behind: str) -> bool:
    """Say whether ``letter`` can be a particle or a verb ending behind a noun that ends in ``behind``."""
    open_syllable = (ord(behind) - ord("가")) % 28 == 0
    return letter in (_BEHIND_VOWEL if open_syllable else _BEHIND_CONSONANT)
