"""``.env.example`` against the code that reads the environment."""

import ast
import inspect
import re

from cms.settings import environment, services
from tests.rooms import REPOSITORY, SHIPPED

READERS = {
    name
    for module in (environment, services)
    for name, function in inspect.getmembers(module, inspect.isfunction)
    if next(iter(inspect.signature(function).parameters), None) == "name"
}


def names_read() -> set[str]:
    return {
        node.args[0].value
        for path in (REPOSITORY / "cms" / "settings").glob("*.py")
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant)
        if (node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")) in READERS
    }


def test_the_example_names_every_setting_and_no_other() -> None:
    example = (REPOSITORY / ".env.example").read_text()
    assert set(re.findall(r"^#?([A-Z][A-Z0-9_]*)=", example, re.MULTILINE)) == names_read()


def test_only_the_settings_read_the_environment() -> None:
    offenders = [
        str(path.relative_to(REPOSITORY))
        for package in SHIPPED
        for path in (REPOSITORY / package).rglob("*.py")
        if re.search(r"os\.environ(\[|\.get)|getenv\(", path.read_text()) and path.parent.name != "settings"
    ]
    assert offenders == []
