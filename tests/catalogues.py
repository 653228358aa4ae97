"""Catalogues of wordings as gettext writes them, read message by message."""

import ast
import re
from dataclasses import dataclass
from pathlib import Path

_KEYWORD = re.compile(r'(msgctxt|msgid_plural|msgid|msgstr(?:\[\d+\])?)?\s*(".*")$')


@dataclass(frozen=True)
class Message:
    """A wording: its context, or "", its original, its plural original, or "", and what it is in another language."""

    context: str
    original: str
    plural: str
    texts: tuple[str, ...]
    flags: frozenset[str]

    @property
    def key(self):
        """The key by which gettext finds it."""
        return f"{self.context}\x04{self.original}" if self.context else self.original

    @property
    def is_translated(self):
        """True where a reader is shown a translation: one that is marked as doubtful is not compiled."""
        return all(self.texts) and "fuzzy" not in self.flags


def messages(path: Path):
    """The messages of a .po file by their keys, without its head and what is commented out; none without a file."""
    lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    found = (_message(*parts) for parts in _parts(lines))
    return {message.key: message for message in found if message.original}


def _parts(lines):
    """The parts of each message by their keywords, and its flags; where it ends is known by what comes next."""
    parts, flags, part = {}, set(), ""
    for line in lines:
        match = _KEYWORD.match(line)
        if any(name.startswith("msgstr") for name in parts) and (
            not match or (match[1] and not match[1].startswith("msgstr"))
        ):
            yield parts, flags
            parts, flags = {}, set()
        if line.startswith("#,"):
            flags |= {flag.strip() for flag in line[2:].split(",")}
        elif match:
            part = match[1] or part
            parts[part] = parts.get(part, "") + ast.literal_eval(match[2])
    if parts:
        yield parts, flags


def _message(parts, flags):
    texts = tuple(text for name, text in parts.items() if name.startswith("msgstr"))
    return Message(
        parts.get("msgctxt", ""), parts.get("msgid", ""), parts.get("msgid_plural", ""), texts, frozenset(flags)
    )
