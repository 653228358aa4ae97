"""Names of citizens that no cue word announces: what stands behind or around them tells of somebody.

홍길동 귀하, 홍길동(45세), 홍길동 외 3인, 홍길동 씨, 홍길동·성춘향 부부, 부: 홍길동.
"""

import re
from collections.abc import Iterator
from typing import Final

from screening.findings import Confidence, Finding, Kind
from screening.names.forms import Evidence, is_common, is_likely, is_name
from screening.names.honoured import LEAST, honoured
from screening.names.kin import akin
from screening.names.likelihood import form_points, may_fill
from screening.names.posted import is_posted
from screening.names.renown import POSTED
from screening.names.shapes import HONORIFIC, SPACED, STOP, WHOLE
from screening.text.cues import Cue, Label, Sign
from screening.text.reading import Reading
from screening.words import officials, patterns
from screening.words.nouns import NOUNS

# The labels of words behind which a name may end: 홍길동 학생.
_PERSONS: Final = frozenset({Label.CITIZEN, Label.PERSON})
# And of what is somebody's: 홍길동의 주소.
_POSSESSIONS: Final = frozenset({Label.ADDRESS, Label.HOME, Label.RESIDENT, Label.PHONE, Label.ACCOUNT, Label.PLATE})
_ADDRESSEE: Final = re.compile(rf"(?<![가-힣*○●])(?P<name>{WHOLE}|{SPACED})(?: ?님)? {{0,3}}\Z")
_BANKS: Final = frozenset({Label.BANK, Label.ACCOUNT})
_BESIDE: Final = _PERSONS | _POSSESSIONS | _BANKS
_HOLDER: Final = re.compile(rf"(?:은행)?[ :(]{{0,3}}[0-9][0-9-]{{8,20}}[0-9][ ,/()]{{1,3}}(?P<name>{WHOLE}){STOP}")
_NAME_BEFORE: Final = re.compile(rf"{WHOLE} ")
_OWNER: Final = re.compile(rf"{WHOLE}의 ")
_NAMES_BEFORE: Final = re.compile(
    rf"(?<![가-힣*○●])(?:(?P<first>{WHOLE})(?:[·,/ㆍ] ?| 및 |[와과] ))?(?P<name>{WHOLE})(?:{HONORIFIC})? \Z"
)
_RIGHT_BEFORE: Final = re.compile(rf"(?<![가-힣*○●])(?P<name>{WHOLE})(?:{HONORIFIC})? ?\Z")
_LIVING: Final = re.compile(rf"(?<![가-힣*○●])(?<![장관원감]에 )(?P<name>{WHOLE}) ?\((?:[^()\n]{{0,20}})\Z")
# 홍길동 외 3인, 홍길동 등 4명.
_COUNTED_NAME: Final = re.compile(rf"(?<![가-힣*○●])(?P<name>{WHOLE})(?:{HONORIFIC})? ?\Z")
_OTHERS_NAMED: Final = re.compile(
    r"[외등] ?[0-9]{1,3} ?[인명] ?\((?P<names>[가-힣]{2,4}(?: ?[,·/] ?[가-힣]{2,4}){0,8})\)"
)
_NAMED: Final = re.compile("[가-힣]{2,4}")
_LONGEST: Final = 7  # of a name and a space behind it
_COUNTED_PUBLIC: Final = re.compile(rf"{patterns.alternatives(officials.PUBLIC_ROSTER)}|지음|지은이|펴낸")


def find_mentions(reading: Reading) -> Iterator[Finding]:
    """Yield the names of citizens in the text that what stands behind or around them tells."""
    for sign in reading.signs.get(Sign.PERSON, ()):
        place = sign if reading.text[sign] in _MARKED_BY else reading.text.rfind("(", max(0, sign - _LONGEST_AGE), sign)
        if place >= 0 and _MARK.match(reading.text, place):
            yield from _MARKED_BY[reading.text[place]](reading, place)
    for kind, pattern, read in _SIGNED:
        for place in reading.signs.get(kind, ()):
            if pattern.match(reading.text, place):
                yield from read(reading, place)
    yield from _beside(reading)


def _beside(reading: Reading) -> Iterator[Finding]:
    """Yield the names before words for a person or for a belonging, and behind the numbers of accounts."""
    text = reading.text
    for cue in reading.cues:
        if cue.label in _BANKS:
            yield from _held_by(reading, cue)
        elif text[cue.start - 1 : cue.start] != " ":
            continue
        elif cue.label in _PERSONS and _NAME_BEFORE.match(text, max(0, cue.start - 4)):
            yield from _before(reading, cue)
        elif cue.label in _POSSESSIONS and text[cue.start - 2] == "의" and _OWNER.match(text, max(0, cue.start - 5)):
            yield from _described(reading, cue.start - 2)


def _held_by(reading: Reading, cue: Cue) -> Iterator[Finding]:
    """Yield the name behind the number of an account: 국민은행 000000-00-000000 홍길동."""
    match = _HOLDER.match(reading.text, cue.end)
    if match and is_common(match["name"]):
        yield Finding(Kind.PERSON_NAME, *match.span("name"), Confidence.POSSIBLE, "name-of-holder")


def _before(reading: Reading, cue: Cue) -> Iterator[Finding]:
    """Yield the names right before a word for a person: 홍길동 학생, 홍길동·성춘향 부부."""
    before = reading.before(cue.start, 24)
    match = _NAMES_BEFORE.search(before)
    if match is None or POSTED.search(before[: match.start()]) or not is_likely(match["name"]):
        return
    if cue.word == "신부":  # a priest, who is no bride
        return
    offset = cue.start - len(before)
    for group in ("first", "name"):
        if match[group] and is_name(match[group], Evidence.NEAR):
            start = offset + match.start(group)
            yield Finding(Kind.PERSON_NAME, start, start + len(match[group]), Confidence.POSSIBLE, "name-before-person")


def _addressee(reading: Reading, position: int) -> Iterator[Finding]:
    """Yield the name that 귀하 (to Mr or Ms) follows at ``position``."""
    before = reading.before(position, 16)
    match = _ADDRESSEE.search(before)
    if (
        match
        and not POSTED.search(before[: match.start()])
        and (is_name(match["name"], Evidence.TOLD) or may_fill(match["name"], asked=True))
        and match["name"][-1] not in "장사관청"
    ):
        start = position - len(before) + match.start("name")
        yield Finding(Kind.PERSON_NAME, start, start + len(match["name"]), Confidence.LIKELY, "name-addressed")


def _may_be(name: str) -> bool:
    """Say whether what only people have behind them leaves a word to be a name: it is none of offices."""
    return len(name) == 3 and name not in NOUNS and form_points(name) >= LEAST


def _living(reading: Reading, position: int) -> Iterator[Finding]:
    """Yield the name before the brackets that end in an age or in where somebody lives at ``position``."""
    before = reading.before(position, 40)
    match = _LIVING.search(before)
    known = match and (is_common(match["name"]) or _may_be(match["name"]))
    if match and known and not POSTED.search(before[: match.start()]):
        start = position - len(before) + match.start("name")
        yield Finding(Kind.PERSON_NAME, start, start + len(match["name"]), Confidence.POSSIBLE, "name-with-age")


def _described(reading: Reading, position: int) -> Iterator[Finding]:
    """Yield the name right before what tells of somebody at ``position``."""
    before = reading.before(position, 20)
    match = _RIGHT_BEFORE.search(before)
    evidence = Evidence.TOLD if reading.text[position] == "(" else Evidence.NEAR
    known = match and (
        is_common(match["name"], evidence=evidence)
        or is_likely(match["name"])
        or (evidence is Evidence.TOLD and _may_be(match["name"]))
    )
    if match and known and not POSTED.search(before[: match.start()]):
        start = position - len(before) + match.start("name")
        yield Finding(Kind.PERSON_NAME, start, start + len(match["name"]), Confidence.POSSIBLE, "name-described")


def _first_of(reading: Reading, position: int) -> Iterator[Finding]:
    """Yield the name of which a number of others follows at ``position``."""
    before = reading.before(position, 30).rpartition("\n")[2]
    match = _COUNTED_NAME.search(before)
    if match and is_name(match["name"], Evidence.NEAR) and not _COUNTED_PUBLIC.search(before[: match.start()]):
        start = position - len(before) + match.start("name")
        end = start + len(match["name"])
        if not is_posted(reading.text, start, end):
            yield Finding(Kind.PERSON_NAME, start, end, Confidence.POSSIBLE, "name-counted")
    if any(reading.named.get(start) in (position, position - 1) for start in range(position - _LONGEST, position)):
        yield from _others_of(reading, position)


def _others_of(reading: Reading, position: int) -> Iterator[Finding]:
    """Yield who the others are, in brackets behind their number: 홍길동 외 2인(성춘향, 이몽룡)."""
    others = _OTHERS_NAMED.match(reading.text, position)
    for name in _NAMED.finditer(others["names"]) if others else ():
        if may_fill(name[0], asked=True):
            start = others.start("names") + name.start() if others else 0
            yield Finding(Kind.PERSON_NAME, start, start + len(name[0]), Confidence.POSSIBLE, "name-counted")


# What follows a name and tells of it, and what to read before it by its first letter. Each begins with what
# ``namesigns.TOLD_OF`` lists, but for an age in brackets, which has that behind it.
_LONGEST_AGE: Final = 5
_OTHERS: Final = " ?[0-9]{1,4} ?[인명](?![가-힣])"
_MARK: Final = re.compile(
    r"귀 ?하(?!게)|\((?:만 ?)?[0-9]{1,3}(?:세)?\) ?씨|세\)|거주\)|년생\)|\([남여][,/·) ]|\([0-9]{1,3} ?[,/·] ?[남여]"
    rf"|어르신(?![가-힣]{{3}})|할머니(?![가-힣]{{3}})|할아버지(?![가-힣]{{3}})|외{_OTHERS}|등{_OTHERS}"
)
_HOUSEHOLD: Final = re.compile(r"(?<= )..(?:(?![가-힣])|(?=[이은는의](?![가-힣])))")
_HONORIFIC: Final = re.compile(
    r"(?!군 (?:[가-힣]{1,6}[읍면]|\*))"
    r"[씨氏님군양옹](?:(?![가-힣*])|(?=[이가은는을를의과와께도로만](?![가-힣]))|(?=에게|께서|로부터|라고|였|이[라었며고시다]|입니다|인데|네(?![가-힣])|댁|[와과께]의|부부|가족))"
)
_MARKED_BY: Final = {
    "귀": _addressee,
    **dict.fromkeys("세거년", _living),
    **dict.fromkeys("(어할", _described),
    **dict.fromkeys("외등", _first_of),
}
_SIGNED: Final = (
    (Sign.HONORIFIC, _HONORIFIC, honoured),
    (Sign.HOUSEHOLD, _HOUSEHOLD, _described),
    (Sign.KIN, re.compile(r"(?<![가-힣])[부모처자녀망父母夫妻子女]|손 |M(?:rs?|s)\.? |故|거주|사[는시]|살던"), akin),
)
# What a text has one of at least in which there is such a name.
NEEDED: Final = frozenset({Sign.PERSON, *(sign for sign, _, _ in _SIGNED)}) | _BESIDE
