"""Nouns: the dictionary, and what nouns and verbs end in, which tells them from names."""

from pathlib import Path
from typing import Final

from screening.words.namewords import NOT_NAMES
from screening.words.places import COUNTIES, DISTRICTS, UNTITLED

_NOUNS_FILE: Final = Path(__file__).with_name("nouns.txt")
# Particles and verb endings behind a noun, by whether it ends in a vowel: 이하은 is a name, 이하는 is not.
_BEHIND_VOWEL: Final = frozenset("는가를와로의도만에한할하해된될나며고든란")
_BEHIND_CONSONANT: Final = frozenset("은이을과로의도만에한할하해된될")
# What nouns take behind them to be another noun.
_SUFFIXES: Final = frozenset(
    "별수판서자망비장과률율용형성적화법권금일시품물소실원인회단증기지부국팀층세액령직급제학론업점관사생차선식집란표록함감력도대"
    "계체심안측내외전후상중하간당씩들뿐만량로길동구읍면리역교문터방객민형경맵값질년월층칸반술주진단청목명호분임조모복림천항포류종제석편률"
)
_NEVER_LAST: Final = frozenset("의을를다할됨될된함며던게께든한히여씩시으")
_HA: Final = frozenset("여고지자도며려기거게면는다였하")


def _read_nouns() -> frozenset[str]:
    """Return the words of the dictionary, which are written as a syllable and what follows it in each."""
    lines = _NOUNS_FILE.read_text(encoding="utf-8").splitlines()
    listed = (line.split() for line in lines if not line.startswith("#"))
    return frozenset(first + rest for first, *rests in listed for rest in rests)


# Cities, counties and districts, with what they are.
_TOWNS: Final = frozenset(
    f"{town}{kind}"
    for towns, kind in ((UNTITLED, "시"), (COUNTIES, "군"), (DISTRICTS, "구"))
    for town in towns.split("|")
)
NOUNS: Final = _read_nouns() | NOT_NAMES | _TOWNS


def is_inflected(word: str) -> bool:
    """Say whether a word is a noun with an ending, or a verb."""
    last, stem = word[-1], word[:-1]
    if last in _NEVER_LAST or (stem.endswith("하") and last in _HA):
        return True
    if last == "군":
        return stem in NOT_NAMES
    return stem in NOUNS and (last in _SUFFIXES or is_ending(last, behind=stem[-1]))


def is_suffixed(word: str) -> bool:
    """Say whether a word ends as nouns do that are made of others: 보호법."""
    return word[-1] in _SUFFIXES


def is_ending(letter: str, *, behind: str) -> bool:
    """Say whether ``letter`` can be a particle or a verb ending behind a noun that ends in ``behind``."""
    open_syllable = (ord(behind) - ord("가")) % 28 == 0
    return letter in (_BEHIND_VOWEL if open_syllable else _BEHIND_CONSONANT)
