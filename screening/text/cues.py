"""The words that announce a value: before it in a line (성명: …) or over it in a table (성명 | 주소 | …).

One scan finds them all, and the signs of other personal data with them: an automaton of Aho and Corasick reads each
letter once, however many words there are.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from ahocorasick_rs import AhoCorasick, Implementation

from screening.text.characters import FIGURES, MARKS, members
from screening.text.numerals import HINTS, is_noticed
from screening.text.spellings import INITIALS, PLAINER
from screening.words import belongings, homes, mails, namesigns, officials, persons, places
from screening.words.namewords import GIVEN, RARE_SURNAMES, SURNAMES
from screening.words.places import HOUSE_NAMES

_WIDEST_GAP: Final = 6
_WIDEST_OF_NAMES: Final = 14
_OF_NAMES: Final = frozenset(persons.NAME.split())
# What may not stand behind a word: a letter of its own script, unless it is a particle that ends there. A sign, a
# space, a figure or the end may (계좌번호110-…, 계좌번호는110-…).
_PARTICLES: Final = "은는이가의을를에도과와로인요"
# A name may as well, behind a word for a person: 신청인홍길동은.
_GLUED: Final = re.compile(f"[{SURNAMES}{RARE_SURNAMES}][{GIVEN}]{{2}}")


class Label(StrEnum):
    """The kind of value that a word announces."""

    # That of Enum is Python, and labels are looked up at every number.
    __hash__ = str.__hash__

    CITIZEN = "citizen"
    PERSON = "person"
    HOLDER = "holder"
    NAME = "name"
    ROSTER = "roster"
    RESIDENT = "resident"
    HOME = "home"
    ACCOUNT = "account"
    BANK = "bank"
    PASSPORT = "passport"
    LICENCE = "licence"
    HEALTH = "health"
    PHONE = "phone"
    HOME_PHONE = "home-phone"
    ADDRESS = "address"
    PLATE = "plate"
    CARD = "card"
    IDENTIFIER = "identifier"


_LISTS: Final = {
    Label.CITIZEN: persons.CITIZEN,
    Label.PERSON: persons.PERSON,
    Label.HOLDER: persons.HOLDER,
    Label.NAME: persons.NAME,
    Label.ROSTER: persons.ROSTER,
    Label.RESIDENT: belongings.RESIDENT,
    Label.HOME: homes.HOME,
    Label.ACCOUNT: belongings.ACCOUNT,
    Label.BANK: belongings.BANK,
    Label.PASSPORT: belongings.PASSPORT,
    Label.LICENCE: belongings.LICENCE,
    Label.HEALTH: belongings.HEALTH,
    Label.PHONE: belongings.PHONE,
    Label.HOME_PHONE: homes.HOME_PHONE,
    Label.ADDRESS: homes.ADDRESS,
    Label.PLATE: belongings.PLATE,
    Label.CARD: belongings.CARD_NUMBER,
    Label.IDENTIFIER: belongings.IDENTIFIER,
}
# Written together with the town that follows: 주소서울특별시.
_OF_HOMES: Final = frozenset({Label.ADDRESS, Label.HOME})
_REGIONS: Final = frozenset(places.REGIONS.split("|"))
_PERSONS: Final = frozenset({Label.CITIZEN, Label.PERSON, Label.HOLDER, Label.NAME})
# 신청자명, 체납자 성명: a word for a person goes on to the word for its name.
_NAMED: Final = {
    Label.CITIZEN: [f"{word.replace('_', '').replace('+', '')}명" for word in persons.CITIZEN.split()],
    Label.PERSON: [f"{word.replace('_', '').replace('+', '')}명" for word in persons.PERSON.split()],
}


def _written(listed: Iterable[str]) -> Iterator[str]:
    """Yield each of the words with the spaces that may stand in it."""
    for word in listed:
        widest = _WIDEST_OF_NAMES if word in _OF_NAMES else _WIDEST_GAP
        for gap in range(widest + 1 if "_" in word else 2 if "+" in word else 1):
            yield word.replace("_", " " * gap).replace("+", " " * gap)
        if len(word) == 3 and word[1] == "_":  # over two lines of a narrow cell
            yield word.replace("_", "\n")


_LABELS: Final = {
    word: label for label, listed in _LISTS.items() for word in _written((*_NAMED.get(label, ()), *listed.split()))
}


class Sign(StrEnum):
    """A trace of personal data around it, which announces nothing."""

    __hash__ = str.__hash__

    ABSENCE = "absence"  # of an employee
    PERSON = "told-of"  # whose name stands before it
    HONORIFIC = "honorific"  # behind a name
    HOUSEHOLD = "household"  # behind a name
    KIN = "kin"  # of somebody, before a name
    ROLE = "role"  # of somebody, with the first letter of a name
    DIGIT = "digit"  # the first of a number, a plate or the number of a house; found by a scan of its own
    NUMBER = "number"  # the first of a number or a plate; found by the same scan
    AT = "at"  # of an address of mail
    MESSENGER = "messenger"  # before the name that somebody has there
    MAIL = "mail"  # an address whose signs are spelled
    OWNER = "owner"  # of a business, whose birth may stand behind the name
    LIVED_IN = "lived-in"  # before the address of a home
    ERRAND = "errand"  # what leads to a place
    BEFALLEN = "befallen"  # people in a place, over a column of such
    HOME_MATTER = "home-matter"  # of an office, in the homes of people
    FLAT = "flat"  # the end of its number
    BLOCK = "block"  # the end of its number
    SPELLED_HOUSE = "spelled-house"  # its number, in words
    APART = "apart"  # the letters of an address
    HAMLET = "hamlet"  # before its lot, or behind it
    VILLAGE = "village"  # its end, and that of a bracket
    PAIR = "pair"  # of numbers, behind a house
    WARD = "ward"  # the end of its number, and the first figure of the next
    COVERED = "covered"  # a figure of a number, beside one that is not
    COVERED_HOUSE = "covered-house"  # the number of one
    SAID_OF_CAR = "said-of-car"  # before its plate in words
    MISSION = "mission"  # from abroad, on a plate
    ROMANIZED = "romanized"  # a road in Latin letters
    ABROAD = "abroad"  # where people come from
    LINEAGE = "lineage"  # families and old registers
    PERSONAL = "personal"  # what only people have behind their names
    SERIES = "series"  # what parts the names of a list, with the first letter of one
    TITLE = "title"  # the whole text, where it is as short as one; no word
    TABLE = "table"  # the cells below a heading; no word


_SIGNS: Final = {
    Sign.ABSENCE: officials.ABSENCE.split(),
    Sign.PERSON: namesigns.TOLD_OF,
    Sign.HONORIFIC: namesigns.HONORIFICS,
    Sign.HOUSEHOLD: namesigns.HOUSEHOLDS,
    Sign.KIN: namesigns.KIN,
    Sign.ROLE: namesigns.ROLES,
    Sign.AT: ["@"],
    Sign.MESSENGER: list(_written(mails.MESSENGERS)),
    Sign.MAIL: mails.SPELLED_MAIL,
    Sign.OWNER: ["대표자"],
    Sign.LIVED_IN: [*_written(homes.LIVED_IN.split()), *(f"거주 {region}" for region in places.REGIONS.split("|"))],
    Sign.ERRAND: list(_written(homes.ERRAND.split())),
    Sign.BEFALLEN: list(_written(homes.BEFALLEN.split())),
    Sign.HOME_MATTER: list(_written(homes.HOME_MATTER.split())),
    Sign.FLAT: [f"{number}호" for number in f"{FIGURES}가나다라마바사"],
    Sign.BLOCK: [f"{number}동" for number in FIGURES],
    Sign.SPELLED_HOUSE: places.SPELLED_HOUSES,
    Sign.APART: places.APART,
    Sign.HAMLET: ["번지", *(f"{end} {number}" for end in places.HAMLETS for number in FIGURES)],
    Sign.VILLAGE: [f"{end})" for end in ("읍", "면", "동", "리", "마을")],
    Sign.PAIR: [f"{name} {number}" for name in HOUSE_NAMES for number in FIGURES[1:]],
    Sign.WARD: [f"{ward}통{gap}{number}" for ward in FIGURES for gap in ("", " ") for number in FIGURES],
    Sign.COVERED: [
        beside
        for mark in MARKS
        for figure in FIGURES
        for beside in (f"{mark}{figure}", f"{mark} {figure}", f"{mark}-{figure}", f"{figure}{mark}", f"{figure}-{mark}")
    ],
    Sign.COVERED_HOUSE: places.COVERED_HOUSES,
    Sign.SAID_OF_CAR: belongings.SAID_OF_CAR,
    Sign.MISSION: belongings.MISSIONS,
    Sign.ROMANIZED: places.ROMANIZED,
    Sign.ABROAD: persons.ABROAD.split(),
    Sign.LINEAGE: persons.LINEAGE.split(),
    Sign.SERIES: namesigns.SERIES,
    Sign.PERSONAL: [word.replace("_", " ") for word in namesigns.PERSONAL.split()],
}
_SIGN_OF: Final = {word: sign for sign, listed in _SIGNS.items() for word in listed}
# What the rules may read as something else, how far into it that stands, and whether it always is so.
_ODD: Final = {
    **{chr(point): (0, True) for point in members(f"{PLAINER}{INITIALS}")},
    **{hint: (place, False) for hint, place in HINTS.items()},
}
_LISTED: Final = tuple({**_LABELS, **_SIGN_OF, **_ODD})
# How words begin for what is the writer's own: 내 전화, and not 안내전화.
_OF_ONESELF: Final = frozenset({"내 ", "제 ", "내전", "제전", "내번", "제번"})
# Each without its spaces, what it announces, what it is a sign of, whether it must stand alone to announce that (집
# 주소, but not 어린이집 주소), and what in it the rules may read as something else.
_WORDS: Final = tuple(
    (
        word.replace(" ", "").replace("\n", ""),
        _LABELS.get(word),
        _SIGN_OF.get(word),
        len(word) == 1 or word[0].isascii() or word[0] == "집" or word[:2] in _OF_ONESELF,
        _ODD.get(word),
    )
    for word in _LISTED
)
_AUTOMATON: Final = AhoCorasick(_LISTED, implementation=Implementation.DFA)


@dataclass(slots=True)
class Cue:
    """One such word in a text."""

    start: int
    end: int
    label: Label
    word: str
    glued: bool = False  # to what may be a name
    public: bool | None = None  # whether an official's name is asked for; None until somebody wants to know


@dataclass(slots=True)
class Sighted:
    """The cue words of a text, and where the signs of each kind begin, each in order of position.

    ``odd`` are the places of what the rules read as something else, in any order.
    """

    cues: list[Cue] = field(default_factory=list)
    signs: dict[Sign, list[int]] = field(default_factory=dict)
    odd: list[int] = field(default_factory=list)


def sight(text: str, *, plain: bool = True) -> Sighted:
    """Return every cue word of ``text``, the longest where several end at one place, and every sign.

    A cue word of one letter (집, 댁) must stand alone, and so must one of Latin letters. What is not ``plain`` yet is
    read no further than to the first character that a plain keyboard does not type.
    """
    cues: list[Cue] = []
    signs: dict[Sign, list[int]] = {}
    odd: list[int] = []
    done, words = 0, _WORDS
    for which, start, end in _found(text):
        word, label, sign, alone, other = words[which]
        if other is not None and (other[1] or is_noticed(text, start + other[0])):
            odd.append(start + other[0])
            if other[1] and not plain:
                break
        if sign is not None:
            signs.setdefault(sign, []).append(start)
        if label is None or end <= done or (alone and _is_part(text, start, end)):
            continue
        done = end
        glued = _is_glued(text, end, label) if "가" <= text[end : end + 1] <= "힣" else False
        if glued is not None:
            cues.append(Cue(start, end, label, word, glued))
    return Sighted(cues, signs, odd)


def find_cues(text: str) -> list[Cue]:
    """Return the cue words of ``text`` alone."""
    return sight(text).cues


def _found(text: str) -> list[tuple[int, int, int]]:
    """Return which words stand where, in order of their ends, the longest first.

    The automaton reads no text with half of a surrogate pair in it, which no word has.
    """
    try:
        return _AUTOMATON.find_matches_as_indexes(text, overlapping=True)
    except UnicodeEncodeError:
        return _AUTOMATON.find_matches_as_indexes(text.encode("utf-8", "replace").decode(), overlapping=True)


def _is_part(text: str, start: int, end: int) -> bool:
    """Say whether what is around makes a letter, or a word that begins as Latin ones do, the part of a longer one."""
    if text[start].isascii():
        around = text[start - 1 : start] + text[end : end + 1]
        return any(letter.isascii() and letter.isalpha() for letter in around)
    return "가" <= text[start - 1 : start] <= "힣"


def _is_glued(text: str, end: int, label: Label) -> bool | None:
    """Say whether a word before a letter of Hangul is glued to what may be a name; None where it goes on to another."""
    if text[end] in _PARTICLES and not "가" <= text[end + 1 : end + 2] <= "힣":
        return False
    if label in _OF_HOMES and text[end : end + 2] in _REGIONS:
        return False
    return True if label in _PERSONS and _GLUED.match(text, end) else None
