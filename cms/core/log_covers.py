"""The cover over parts of a line of the log that might open something to whoever reads it.

What such a thing is cannot be listed, so the other way round: in the places where one may stand, only what is known to
be none is shown.

- Of an address: its host and path, and the names of its query. Not who signs in, and no value.
- Behind a name that says that it opens something: nothing, up to where the value surely ends, in quotes or escaped.
- Of a long run of letters and digits that no person has written: nothing, but what names a record or a file.

Rather too much is covered than too little: a line of the log is read by people, who know what stood there.
"""

import re
from typing import Final

HIDDEN: Final = "***"

# Names, by how they end. In a quoted string and percent-encoded, once or several times, they are the same names.
_ENDS: Final = r"(?:[_-]?(?:id|hash|value|code|header|\d))*"
_NAME: Final = (
    r"(?:passw(?:or)?ds?|passphrase|pwd|secrets?|tokens?|credentials?|cookies?|session|signature|authorization|csrf|jwt"
    r"|비밀번호|암호|토큰|(?:(?<![^\W_])|(?<=%[\da-f]{2}))(?:pass|auth|sig|pin|otp|sid))" + _ENDS
)
# A key is many things, and few of them open something where it is said in words: “unknown key: colour”.
_KEY: Final = r"keys?" + _ENDS
_KEY_IN_NAME: Final = r"(?<=[\w\"'-])" + _KEY
_QUOTE: Final = r"(?:\\*[\"']|%(?:25)*2[27])"
_GAP: Final = r"(?:\s|%(?:25)*20)*"
_CLOSED: Final = rf"(?:{_QUOTE}|[)\]])*{_GAP}"
_QUOTED: Final = r"[bru]{0,2}(?P<quote>\\*[\"'])[^\n]*?(?:(?<!\\)(?P=quote)|(?=\n)|\Z)"
_AFTER_NAMES: Final = tuple(
    re.compile(rf"(?P<shown>{before}){value}", re.IGNORECASE)
    for before, value in (
        # name=value, name => value, (name)=(value)
        (rf"(?:{_NAME}|{_KEY}){_CLOSED}(?:=>?|%(?:25)*3d){_GAP}", rf"(?:{_QUOTED}|\S+)"),
        # A header, or a member of an object
        (rf"(?:{_NAME}|{_KEY_IN_NAME}){_CLOSED}(?::|%(?:25)*3a){_GAP}", rf"(?:{_QUOTED}|[^\n]+)"),
        # Two of a list of pairs
        (rf"(?:{_NAME}|{_KEY}){_QUOTE}{_GAP},{_GAP}", _QUOTED),
        (r"\b(?:bearer|basic)\s+", r"[\w.+/=~-]{6,}"),
    )
)
# What an address is that names no user: a host, a port, and then what no name of a host has.
_SCHEME: Final = r"(?::|%(?:25)*3a)(?:/|%(?:25)*2f){2}"
_AT: Final = r"(?:@|%(?:25)*40)"
_HOST: Final = r"(?:[\w.-]*|\[[\da-f:.]*\])(?::\d{1,5})?(?=[/?#\s\"'<>),;\]}\\]|[.:]?(?:\s|\Z))"
_USERS: Final = tuple(
    re.compile(rf"(?P<shown>{scheme})(?!{host})(?:[^\n]{{0,2000}}(?={_AT})|[^\s/]{{0,2000}}:[^\n]*)", re.IGNORECASE)
    for scheme, host in (
        # Of pages and files, whose path may have the sign in it
        (rf"\b(?:https?|s3){_SCHEME}", _HOST),
        # Of services, where a password may look like a port and a path
        (rf"\b(?!https?:|s3:)[a-z][a-z0-9+.-]*{_SCHEME}", rf"{_HOST}(?![^\n]{{0,2000}}{_AT})"),
    )
)
_QUERY: Final = re.compile(r"(?P<shown>[?&][\w.\[\]%~-]{1,80}=)[^&\s\"'<>]+")
# Of our own addresses the one whose path opens something.
_LINK: Final = re.compile(r"(?P<shown>/password_reset/confirm/[^\s/]+/)[^\s/]+")
_RUN: Final = re.compile(r"(?a:[\w+/-]{16,})")
# What names a record or a file: a UUID, a SHA-256, a moment.
_IDENTIFIER: Final = re.compile(
    r"(?<![A-Za-z0-9])(?:[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|[0-9a-f]{64}|\d{8}T\d{6}Z?)(?![A-Za-z0-9])"
)
_PART: Final = re.compile(r"[A-Za-z0-9]{16,}")
# Where one kind of letter follows on another; that of a word which begins with a capital is none.
_CHANGE: Final = re.compile(r"(?<=[a-z])[A-Z0-9]|(?<=[A-Z])[0-9]|(?<=[0-9])[A-Za-z]")


def covered(text: str) -> str:
    """The text without what may open something."""
    for secret in (*_AFTER_NAMES, *_USERS, _QUERY, _LINK):
        text = secret.sub(rf"\g<shown>{HIDDEN}", text)
    return _RUN.sub(lambda run: HIDDEN if _is_of_no_person(run[0]) else run[0], text)


def printable(text: str) -> str:
    """The text with the escapes of whatever is no letter, sign or space: a terminal would obey it."""
    return text if text.isprintable() else "".join(map(_escaped, text))


def _escaped(letter: str) -> str:
    return letter if letter.isprintable() else letter.encode("unicode_escape").decode("ascii")


def _is_of_no_person(run: str) -> bool:
    """Return whether letters and digits change as often as they do by chance, where in words they seldom do."""
    rest = _IDENTIFIER.sub("", run)
    if any(not part.isalpha() and not part.isdecimal() for part in _PART.findall(rest)):
        return True
    return len(rest) >= 20 and len(_CHANGE.findall(rest)) > len(rest) / 6
