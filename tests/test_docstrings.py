"""A docstring begins with what the thing is or does: "The …", "Return …", a noun; not with a clause about it."""

import ast
from collections.abc import Iterator
from typing import Final

import pytest

from tests.rooms import REPOSITORY, ROOMS

CLAUSES: Final = frozenset({"How", "So", "What", "When", "Where", "Whether", "Which", "Who", "Why"})


def clauses(tree: ast.AST, *, path: str = "module") -> Iterator[str]:
    """The paths of the module, and of the public things in it, whose docstrings begin with a clause."""
    if isinstance(tree, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
        said = (ast.get_docstring(tree) or "").split(maxsplit=1)
        if said and said[0].rstrip(",") in CLAUSES:
            yield path
    for node in ast.iter_child_nodes(tree):
        name = node.name if isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef) else ""
        if not name.startswith("_"):
            yield from clauses(node, path=f"{path}.{name}".rstrip("."))


@pytest.mark.parametrize("room", ROOMS)
def test_no_public_docstring_begins_with_a_clause(room: str) -> None:
    paths = {str(path.relative_to(REPOSITORY)): path for path in sorted((REPOSITORY / room).rglob("*.py"))}
    found = {name: [*clauses(ast.parse(path.read_text("utf-8")))] for name, path in paths.items()}
    assert len(found) > 10
    assert {path: names for path, names in found.items() if names} == {}


def test_a_clause_is_found_wherever_a_docstring_can_stand() -> None:
    source = '''
        """What the module holds."""
        class Public:
            """So many."""
            def known(self):
                """Return it."""
            @property
            async def asked(self):
                """Whether it is."""
        class _Private:
            """What it is."""
            def inside(self):
                """What it does."""
        if True:
            def whose():
                """Who, and when."""
    '''
    lines = [line[8:] for line in source.splitlines()]
    assert [*clauses(ast.parse("\n".join(lines)))] == [
        "module",
        "module.Public",
        "module.Public.asked",
        "module.whose",
    ]
