"""No migration of ours holds up the people who use a store of ten million pages."""

from collections.abc import Iterator

from django.db.migrations.loader import MigrationLoader
from django.db.migrations.state import ProjectState

from tests.migrations.known import BEFORE, SMALL_TABLES, WRITERS_STOP
from tests.migrations.locks import Refusal, is_ours, refusals

HINT = "\n\nWhy, and the forms that are accepted: docs/migrations.md"


def every_refusal() -> Iterator[Refusal]:
    """Of all migrations of ours, in the order in which an empty store gets them."""
    loader, state = MigrationLoader(None), ProjectState()
    for key in loader.graph._generate_plan(loader.graph.leaf_nodes(), at_end=True):
        migration = loader.graph.nodes[key]
        if is_ours(migration.app_label):
            yield from refusals(migration, state, small=SMALL_TABLES)
        else:
            migration.mutate_state(state, preserve=False)


def test_no_migration_locks_a_large_table_for_long() -> None:
    found = list(every_refusal())
    new = [str(refusal) for refusal in found if refusal.migration not in BEFORE | WRITERS_STOP]
    assert new == [], "\n\n".join(new) + HINT
    assert {refusal.migration for refusal in found} == BEFORE | WRITERS_STOP, "take what is accepted by now from the list"
