"""Lists of names: what stands among those that were found, parted by commas, is somebody too, whatever he is called.

접촉자: 김하늘, 박나래, 응우옌 반 하이; 신청인 김하늘 (대표), 박나래, 夏侯俊.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from screening.names.foreign import FAR_FIRST, foreign_words, is_strange
from screening.names.likelihood import may_fill
from screening.names.posted import is_posted
from screening.names.shapes import HAN
from screening.text.lines import is_among
from screening.words.namewords import COMMON_GIVEN, SURNAMES
from screening.words.nouns import NOUNS

_LONGEST: Final = 300  # characters of a line
_SIGNS: Final = frozenset(",、·ㆍ")
_FEWEST: Final = 2  # who were found in a list
_NAME: Final = rf"(?:[가-힣]{{2,7}}(?: [가-힣]{{1,7}}){{0,3}}|[{HAN}]{{2,4}})"
_MEMBER: Final = rf" ?{_NAME}(?:님|씨)?(?: ?\([^()\n]{{1,30}}\))? ?"
_LIST: Final = re.compile(
    rf"(?:(?<=[:\n(>\]】/-])|\A){_MEMBER}(?:[,、·ㆍ]{_MEMBER}){{2,40}}(?=\n|\Z|\)|외 ?[0-9]|등 ?[0-9(]| |/|→|;)"
)
_PARTED: Final = re.compile(
    rf"(?:(?<=[,、·ㆍ])|\A) ?(?P<name>{_NAME}?)(?:님|씨)?(?: ?\([^()\n]{{1,30}}\))? ?(?=[,、·ㆍ]|\Z)"
)


def find_in_lists(text: str, told: Mapping[int, int]) -> Iterator[tuple[int, int]]:
    """Yield where those stand who are in a list with the names found, but for what no name can be."""
    starts, done = sorted(told), 0
    for name in starts:
        if name < done:
            continue
        start = max(done, text.rfind("\n", max(0, name - _LONGEST), name))
        end = text.find("\n", name, name + _LONGEST)
        done = min(len(text), name + _LONGEST) if end < 0 else end
        if not _SIGNS.isdisjoint(text[name:done]):
            for found in _LIST.finditer(text, start, min(done + 1, len(text))):
                yield from _others(found, told, starts)


def _others(found: re.Match[str], told: Mapping[int, int], starts: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Yield the members of a list that were not found, or not to their ends, where more were."""
    start = found.start()
    members = [
        (start + one.start("name"), start + one.end("name")) for one in _PARTED.finditer(found[0]) if one["name"]
    ]
    known = {member for member in members if is_among(starts, *member)}
    if len(known) < _FEWEST or 2 * len(known) < len(members):
        return
    for first, last in members:
        asked = told.get(first, last) < last if (first, last) in known else not _is_posted(found.string, first, last)
        if asked and _may_be(found.string[first:last]):
            yield first, last


def _is_posted(text: str, start: int, end: int) -> bool:
    """Say whether the first of several words says what its bearer is by profession: 법무사 김하늘."""
    apart = text.rfind(" ", start, end)
    return apart >= 0 and is_posted(text, apart + 1, end)


def _may_be(name: str) -> bool:
    first, _, rest = name.partition(" ")
    if not "가" <= name[0] <= "힣":
        return True
    if rest:
        family = len(first) == 1 and first in SURNAMES and (rest in FAR_FIRST or is_strange(rest))
        return family or foreign_words(name, any_letters=True) == name
    if len(name) == 2:
        return name not in NOUNS and (name[0] in SURNAMES or name in COMMON_GIVEN)
    return may_fill(name, asked=True) or is_strange(name)
