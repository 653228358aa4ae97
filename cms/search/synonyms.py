"""The table of synonyms: what is shipped, and what editors have added."""

from functools import cache
from importlib.resources import files
from typing import Final

from retrieval import synonyms
from retrieval.synonyms import Synonyms

_SHIPPED: Final = "synonyms.txt"


@cache
def table() -> Synonyms:
    """Return the table as it is now."""
    shipped = files("cms.search") / _SHIPPED
    lines = shipped.read_text(encoding="utf-8").splitlines() if shipped.is_file() else []
    return synonyms.read(lines)
