"""The GraphQL operations beside the templates: read, completed with the fragments they import, and run in-process.

A page shows what its operation asks for and nothing else, so any other front end can show the same.
"""

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any, Final

from api.graphql.execution import execute
from cms.ledger.hosts import CityHost
from frontend import folders

_IMPORT: Final = re.compile(r'^#import "(?P<name>[a-z/]+\.graphql)"$', re.MULTILINE)


@lru_cache
def operation(name: str) -> str:
    """The operation of a page, such as ``pages/home``, with each file that it or its fragments import, once."""
    return "\n".join(_with_imports(f"{name}.graphql", {}).values())


def _with_imports(name: str, read: dict[str, str]) -> dict[str, str]:
    if name not in read:
        read[name] = text = folders.read(name)
        for match in _IMPORT.finditer(text):
            _with_imports(match["name"], read)
    return read


def answer(name: str, variables: Mapping[str, Any], *, city_host: CityHost, language: str) -> dict[str, Any]:
    """The data of a page's operation; a MadangError where a variable is one that the API refuses."""
    return execute(operation(name), variables, city_host=city_host, language=language)
