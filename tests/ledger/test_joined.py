"""Raw SQL on the ledger's tables lives in the room of the ledger alone."""

import re

from cms.ledger import models
from tests.rooms import REPOSITORY, SHIPPED

TABLES = {
    model._meta.db_table
    for model in vars(models).values()
    if isinstance(model, type) and issubclass(model, models.models.Model) and model.__module__ == models.__name__
}
NAMED = re.compile(rf"\b(?:{'|'.join(sorted(TABLES))})\b")


def test_no_other_room_names_a_table_of_the_ledger() -> None:
    assert {"publication_entry", "publication_listing", "publication_clock"} <= TABLES
    sources = (path for room in SHIPPED for path in (REPOSITORY / room).rglob("*.py"))
    named = {
        str(path.relative_to(REPOSITORY)): sorted(set(found))
        for path in sources
        if not path.is_relative_to(REPOSITORY / "cms" / "ledger") and "migrations" not in path.parts
        if (found := NAMED.findall(path.read_text("utf-8")))
    }
    assert named == {}
