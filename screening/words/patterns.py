"""Lists of words as patterns: any of them, found by one scan.

A list is words separated by spaces. ``_`` stands for the spaces that forms put between syllables (성   명), and in
cue words ``+`` for one that may stand there (차량 번호); a word that begins with ``<`` must not go on from a letter of
Hangul before it (본적, not 기본적).
"""

import re
from typing import Final

_GAP: Final = " {0,6}"
_ALONE: Final = "(?<![가-힣].)"


def alternatives(words: str) -> str:
    """Return a pattern that matches any of the ``words``; those that begin alike share a branch.

    Branches that each begin with another letter let the engine skip to the next such letter, which is what makes a
    scan for a hundred words as cheap as one for a digit.
    """
    tails: dict[str, list[str]] = {}
    for word in sorted(set(words.split()), key=lambda word: (-len(word), word)):
        alone = word.startswith("<")
        head, tail = (word[1], word[2:]) if alone else (word[0], word[1:])
        tails.setdefault(head, []).append((_ALONE if alone else "") + re.escape(tail).replace("_", _GAP))
    return "|".join(f"{re.escape(head)}(?:{'|'.join(rest)})" for head, rest in sorted(tails.items()))


def cue(text: str) -> re.Pattern[str]:
    """Return a pattern that finds any of the words."""
    return re.compile(alternatives(text))
