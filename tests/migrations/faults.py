"""The reasons to refuse a form of migration, and what stands in its place."""

from typing import NamedTuple


class Fault(NamedTuple):
    """The reason why an operation is refused, and what to write instead."""

    why: str
    instead: str


INDEX = Fault(
    "an index is built while nobody can write the table",
    "AddIndexBeside of cms.core.indexes, in a migration with atomic = False; of a column, db_index=False and the same",
)
UNIQUE = Fault(
    "its unique index is built while nobody can write the table",
    "a UniqueConstraint by AddUniqueBeside of cms.core.indexes, in a migration with atomic = False",
)
CHECK = Fault(
    "every row is checked while nobody can read or write the table",
    "a CheckConstraint by AddCheckBeside of cms.core.constraints, in a migration with atomic = False",
)
FOREIGN_KEY = Fault(
    "every row of the foreign key is checked while nobody can write either table",
    "a new column with null=True, db_index=False and no default, in which there is nothing to check",
)
ATOMIC = Fault("it goes on beside others only outside a transaction", "the same in a migration with atomic = False")
NO_DEFAULT = Fault(
    "the version before, which still runs, cannot write rows without this column",
    "null=True, or db_default= with a value",
)
VOLATILE = Fault(
    "its default is made anew for each row, or once for all of them",
    "null=True, and the values in batches by RunPython in a migration with atomic = False",
)
COMPUTED = Fault(
    "every row is written anew while nobody can read or write the table",
    "a plain column with null=True, filled in batches by RunPython in a migration with atomic = False",
)
TYPE = Fault(
    "a column of another type is written anew while nobody can read or write the table",
    "a new column, filled in batches; the old one goes in a later release",
)
NOT_NULL = Fault(
    "every row is looked at while nobody can read or write the table",
    "a CheckConstraint(condition=Q(field__isnull=False)) by AddCheckBeside of cms.core.constraints",
)
RENAME = Fault(
    "the version before, which still runs, asks for the old name",
    "a new name in Python alone: db_column= of the field, db_table= of the model",
)
TOGETHER = Fault(
    "what is removed is still read by the version before, and may be wanted if its data were carried over wrongly",
    "the removal in a migration of its own, in a later release",
)
SUCCEEDED = Fault(
    "the version before, which still runs, writes by what was unique (ON CONFLICT) and is refused without it",
    "the removal in a migration of its own, in a later release",
)
DATA_IN_ONE = Fault(
    "all that it writes stays locked until the end of the migration's one transaction",
    "atomic = False and batches that each are a transaction; or hints={'writes': (tables)} where it writes small"
    " tables alone",
)
STATEMENT = Fault(
    "one statement locks every row that it writes until its end",
    "batches by RunPython in a migration with atomic = False; or hints={'writes': (tables)} where it writes small"
    " tables alone",
)
UNKNOWN = Fault(
    "nobody has said what it does to a large table",
    "an operation that tests/migrations/locks.py knows, or a rule for this one there",
)
