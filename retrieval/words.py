"""Words of a query without what is glued to them: particles and endings, and words that only ask.

No dictionary: ``endings.txt`` has particles, forms of 이다, 하다, 되다 and 받다, and endings of questions;
``asking.txt`` has words that ask or join, and say nothing of what is asked for.
"""

import re
from importlib.resources import files
from typing import Final

from retrieval.hangul import is_syllable


def _listed(name: str) -> list[str]:
    return (files("retrieval") / name).read_text(encoding="utf-8").split()


# The longest that fits is taken off.
_ENDINGS: Final = frozenset(_listed("endings.txt"))
_LONGEST_ENDING: Final = max(map(len, _ENDINGS))
ASKING: Final = frozenset(_listed("asking.txt"))
_SHORTEST_STEM: Final = 2
# Those of one syllable that a noun of one has most.
PARTICLES: Final = "이을은에의를가는과와도로"
_BETWEEN: Final = re.compile(r"[\W_]+")


def squeezed(text: str) -> str:
    """Return a folded text without all that is neither letter nor digit."""
    return _BETWEEN.sub("", text.replace(" ", ""))


def spaced(text: str) -> str:
    """Return a folded text with one blank for all that is neither letter nor digit."""
    return _BETWEEN.sub(" ", text).strip()


def stem(word: str) -> str:
    """Return the word without the particle or ending at its end; the word itself where it has none."""
    if not word or not is_syllable(word[-1]):
        return word
    for at in range(max(len(word) - _LONGEST_ENDING, _SHORTEST_STEM), len(word)):
        if word[at:] in _ENDINGS:
            return word[:at]
    return word
