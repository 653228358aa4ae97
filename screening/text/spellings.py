"""Characters for which a plain keyboard has another: dashes, spaces, wide and foreign digits, and what nobody sees."""

from typing import Final

from screening.text.characters import members

_DASHES: Final = (
    "\u058a\u1806\u2010-\u2015\u2043\u2212\u2500\u2501\u2504\u2505\u2508\u2509\u254c\u254d\u2550"
    "\u2e3a\u2e3b\u30fc\u3161\ufe58\ufe63"
)
_TILDES: Final = "\u02dc\u223c\u301c"
_DOTS: Final = "\u2024\u2027\u2219\u22c5\u30fb\uff65"
_SPACES: Final = "\r\x0b\x0c\x85\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"
_WIDE: Final = "\uff01-\uff5e"
_SMALL: Final = {
    "\ufe50": ",",
    "\ufe52": ".",
    "\ufe54": ";",
    "\ufe55": ":",
    "\ufe59": "(",
    "\ufe5a": ")",
    "\ufe6b": "@",
}
_MATHEMATICAL_DIGITS: Final = "\U0001d7ce-\U0001d7ff"
# The noughts of other scripts in the basic plane; their other digits follow.
_NOUGHTS: Final = (
    "\u0660\u06f0\u07c0\u0966\u09e6\u0a66\u0ae6\u0b66\u0be6\u0c66\u0ce6\u0d66\u0de6\u0e50\u0ed0\u0f20\u1040"
    "\u1090\u17e0\u1810\u1946\u19d0\u1a80\u1a90\u1b50\u1bb0\u1c40\u1c50\ua620\ua8d0\ua900\ua9d0\ua9f0\uaa50\uabf0"
)
_OTHER_DIGITS: Final = "".join(f"{nought}-{chr(ord(nought) + 9)}" for nought in _NOUGHTS)
# What a reader does not see beside a digit: the code points that Unicode lets every program ignore
# (Default_Ignorable_Code_Point in DerivedCoreProperties.txt), direction marks, and marks that are drawn over a letter.
_INVISIBLE: Final = (
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f"
    "\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufff8\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
    "\u0300-\u034e\u0350-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f"
)
# The upright strokes of drawn tables, and their corners.
_UPRIGHTS: Final = "\u2502\u2503\u2506\u2507\u250a\u250b\u251c-\u254b\u254e\u254f\u2551\u255e-\u256c\u00a6\u2016\u2758"
_CORNERS: Final = "\u250c-\u251b\u2552-\u255d"
PLAINER: Final = (
    f"{_DASHES}{_TILDES}{_DOTS}{_SPACES}{_WIDE}{_MATHEMATICAL_DIGITS}{_OTHER_DIGITS}{_INVISIBLE}{_UPRIGHTS}{_CORNERS}"
    f"{''.join(_SMALL)}"
)
INITIALS: Final = "\u1100-\u1112"

PLAIN: Final = {
    **dict.fromkeys(members(_DASHES), "-"),
    **dict.fromkeys(members(_TILDES), "~"),
    **dict.fromkeys(members(_DOTS), "·"),
    **dict.fromkeys(members(_SPACES), " "),
    **dict.fromkeys(members(_INVISIBLE), ""),
    **dict.fromkeys(members(_UPRIGHTS), "|"),
    **dict.fromkeys(members(_CORNERS), "+"),
    **{ord(small): plain for small, plain in _SMALL.items()},
    **{point: chr(point - 0xFEE0) for point in members(_WIDE)},
    **{point: chr(ord("0") + (point - 0x1D7CE) % 10) for point in members(_MATHEMATICAL_DIGITS)},
    **{ord(nought) + value: str(value) for nought in _NOUGHTS for value in range(10)},
}
