"""The version that a verdict carries: a digest of all that finds, masks and judges, so that no change goes unseen.

It is that of the syntax trees of every module of this package, and of every other file in it as it is, but for the
guide and the command. What decides
nothing is left out: docstrings, comments, layout, imports, and in which module a statement stands. So moving or
explaining code leaves all verdicts current, and a changed word, window or mask makes them due for another screening.
"""

import ast
import hashlib
from collections.abc import Iterable, Iterator, Set
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import PurePosixPath
from typing import Final

_LETTERS: Final = 12
# What presents the rules to a reader or at a terminal, and decides nothing.
_PRESENTS: Final = frozenset({"README.md", "__main__.py"})
# Where a name stands in an expression follows from the tree; comments on types and the u of u"" decide nothing.
_LEFT_OUT: Final = frozenset({"ctx", "kind", "type_comment", "type_ignores"})


@cache
def rules_version() -> str:
    """Return the version of the rules in force; computed when it is first asked for, from the files of the package."""
    return digest(_contents(files(__package__)))


def digest(contents: Iterable[tuple[str, bytes]]) -> str:
    """Return the digest of files, given the name and the content of each."""
    contents = [(name, content) for name, content in contents if PurePosixPath(name).name not in _PRESENTS]
    modules = {PurePosixPath(name).stem for name, _ in contents if name.endswith(".py")}
    pieces: list[bytes] = []
    for name, content in contents:
        if name.endswith(".py"):
            body = (_written(statement, modules) for statement in ast.parse(content).body)
            pieces += (text.encode("utf-8", "surrogatepass") for text in body if text)
        else:
            pieces.append(content)
    total = hashlib.sha256()
    for piece in sorted(pieces):
        total.update(hashlib.sha256(piece).digest())
    return total.hexdigest()[:_LETTERS]


def _contents(folder: Traversable) -> Iterator[tuple[str, bytes]]:
    for entry in folder.iterdir():
        if entry.is_dir():
            if entry.name != "__pycache__":
                yield from _contents(entry)
        elif not entry.name.startswith(".") and not entry.name.endswith(".pyc"):
            yield entry.name, entry.read_bytes()


def _written(node: object, modules: Set[str]) -> str:
    """Return a tree as text that every version of Python writes alike, which ``ast.dump`` does not promise.

    Fields that are empty are left out, since newer versions have more of them (``type_params``). What one of
    ``modules`` holds is written without its name; docstrings and imports are empty.
    """
    if isinstance(node, list):
        return ",".join([text for item in node if (text := _written(item, modules))])
    if not isinstance(node, ast.AST):
        return repr(node)
    if isinstance(node, ast.Import | ast.ImportFrom):
        return ",".join(f"{name.name} as {name.asname}" for name in node.names if name.asname)
    if isinstance(node, ast.Expr) and _is_text(node.value):
        return ""
    if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id in modules:
        return f"Name(id=[{node.attr!r}])"
    fields = []
    for name in node._fields:
        value = getattr(node, name, None)
        if value is None or value == [] or name in _LEFT_OUT:
            continue
        whole = _whole(value) if isinstance(node, ast.JoinedStr) else value
        fields.append(f"{name}=[{_written(whole, modules)}]")
    return f"{type(node).__name__}({','.join(fields)})"


def _is_text(node: object) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


def _whole(parts: list[ast.expr]) -> list[ast.expr]:
    """Return the parts of an f-string with texts side by side as one: how they are cut is up to the parser."""
    whole: list[ast.expr] = []
    for part in parts:
        if whole and _is_text(whole[-1]) and _is_text(part):
            whole[-1] = ast.Constant(f"{ast.literal_eval(whole[-1])}{ast.literal_eval(part)}")
        else:
            whole.append(part)
    return whole
