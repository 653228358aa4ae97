"""Squeezing: texts without all that is neither letter nor digit, many at once by arithmetic on whole arrays.

:func:`retrieval.words.squeezed` does the same for one.
"""

from collections.abc import Sequence
from itertools import accumulate, islice, pairwise
from typing import Final

import numpy as np
import numpy.typing as npt

from retrieval.segments import PARTS, Text

_PLANE: Final = 0x10000
_TABLE: list[npt.NDArray[np.bool_]] = []


def squeezed_all(texts: Sequence[str]) -> list[str]:
    """Return each of the folded texts without all that is neither letter nor digit."""
    codes = np.frombuffer("".join(texts).encode("utf-32-le", "replace"), np.uint32)
    stays = _stays(codes)
    kept = codes[stays].tobytes().decode("utf-32-le")
    before = np.append(0, np.cumsum(stays))
    bounds = before[list(accumulate(map(len, texts), initial=0))].tolist()
    return [kept[begin:end] for begin, end in pairwise(bounds)]


def parts_of_all(texts: Sequence[Text]) -> list[dict[str, str]]:
    """Return the parts of each text as the ranking looks into them.

    What stands beside a text are things of their own, a line each: a number does not go on into the next one.
    """
    folded = [(part.name, text.folded[part.name]) for text in texts for part in PARTS]
    pieces = [said.split("\n") if name == "aside" else [said] for name, said in folded]
    found = iter(squeezed_all([one for some in pieces for one in some]))
    squeezed = iter([" ".join(islice(found, len(some))) for some in pieces])
    return [{part.name: next(squeezed) for part in PARTS} for _ in texts]


def _stays(codes: npt.NDArray[np.uint32]) -> npt.NDArray[np.bool_]:
    """Return which letters stay: from a table of the first plane, made when first needed; of others one by one."""
    if not _TABLE:
        _TABLE.append(np.array([chr(code).isalnum() for code in range(_PLANE)], np.bool_))
    stays = _TABLE[0].take(codes, mode="clip")
    beyond = codes[codes >= _PLANE] if len(codes) and codes.max() >= _PLANE else codes[:0]
    for code in np.unique(beyond).tolist():
        stays[codes == code] = chr(code).isalnum()
    return stays
