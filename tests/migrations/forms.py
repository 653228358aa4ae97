"""Each form of a migration that is accepted or refused, on a table that may be large.

``is_felt`` says that PostgreSQL itself tells of a refused form that it goes over all rows while others wait.
"""

import uuid
from dataclasses import dataclass

from django.db import migrations, models
from django.db.migrations.operations.base import Operation
from django.db.models import CheckConstraint, F, Index, Q, UniqueConstraint, Value
from django.db.models.functions import Now, Random, Upper

from cms.core.constraints import AddCheckBeside
from cms.core.indexes import AddIndexBeside, AddUniqueBeside, RemoveUniqueBeside
from tests.migrations import faults
from tests.migrations.faults import Fault

LABEL = "yard"
# What is there before: a large table, a small one, and one that the large one refers to.
BEFORE = [
    migrations.CreateModel("Owner", [("id", models.BigAutoField(primary_key=True))]),
    migrations.CreateModel("Gate", [("id", models.BigAutoField(primary_key=True)), ("name", models.TextField())]),
    migrations.CreateModel(
        "Thing",
        [
            ("id", models.BigAutoField(primary_key=True)),
            ("name", models.CharField(max_length=20, db_index=True)),
            ("words", models.TextField(null=True)),
            ("number", models.IntegerField(null=True)),
            ("code", models.CharField(max_length=20, unique=True)),
            ("since", models.DateTimeField(db_default=Now())),
            ("owner", models.ForeignKey("Owner", models.CASCADE, null=True, db_constraint=False, db_index=False)),
        ],
        {"indexes": [Index(fields=["number"], name="thing_number")]},
    ),
    migrations.AddConstraint("thing", CheckConstraint(condition=Q(number__gte=0), name="thing_positive")),
    migrations.AddConstraint("thing", UniqueConstraint(fields=["code", "number"], name="thing_code_once")),
]
SMALL = frozenset({"yard_gate"})
# Rows that all operations meet.
ROWS = (
    "INSERT INTO yard_owner DEFAULT VALUES;"
    "INSERT INTO yard_thing (name, words, number, code) VALUES ('door', 'of oak', 1, 'a')"
)


@dataclass(frozen=True, kw_only=True)
class Form:
    """A migration, and what is said of it: the fault of each refused operation."""

    operations: list[Operation]
    atomic: bool = True
    faults: tuple[Fault, ...] = ()
    is_felt: bool = False

    def migration(self) -> migrations.Migration:
        """The migration as a file would have it."""
        made = migrations.Migration("0002_form", LABEL)
        made.operations, made.atomic = list(self.operations), self.atomic
        return made


def accepted(*operations: Operation, atomic: bool = True) -> Form:
    """A form that nobody has anything against."""
    return Form(operations=[*operations], atomic=atomic)


def felt(*operations: Operation, fault: Fault) -> Form:
    """A form that is refused, and that PostgreSQL tells of."""
    return Form(operations=[*operations], faults=(fault,), is_felt=True)


def refused(*operations: Operation, fault: Fault, atomic: bool = True) -> Form:
    """A form that is refused for what PostgreSQL does not tell: who reads, what stays locked, what is not known."""
    return Form(operations=[*operations], faults=(fault,), atomic=atomic)


def nothing(_apps, _schema_editor):
    """Code, of which nobody sees what it writes."""


def add(field: models.Field) -> migrations.AddField:
    return migrations.AddField("thing", "added", field)


def alter(name: str, field: models.Field) -> migrations.AlterField:
    return migrations.AlterField("thing", name, field)


class OperationOfSomebody(migrations.AddIndex):
    """A form that the check has not heard of."""


BY_NAME = Index(fields=["name", "number"], name="thing_by_name")
ONCE = UniqueConstraint(fields=["name", "number"], name="thing_once")
NAMED = CheckConstraint(condition=~Q(name__startswith="%"), name="thing_named")
NEW = migrations.CreateModel("Item", [("id", models.BigAutoField(primary_key=True)), ("name", models.TextField())])
REMOVED = migrations.RemoveField("thing", "words")
RUN = migrations.RunPython(nothing, nothing)

FORMS = {
    # tables
    "a new table": accepted(NEW),
    "a new table with all that belongs to it": accepted(
        NEW,
        migrations.AddIndex("item", Index(fields=["name"], name="item_name")),
        migrations.AddConstraint("item", UniqueConstraint(fields=["name"], name="item_once")),
        migrations.AddField("item", "size", models.PositiveIntegerField(default=0)),
        migrations.AddField("item", "thing", models.ForeignKey("Thing", models.CASCADE)),
        migrations.RunSQL("INSERT INTO yard_item (name, size) SELECT 'x', 1 WHERE false", hints={"writes": ["yard_item"]}),
        migrations.RenameField("item", "size", "width"),
    ),
    "a table goes": accepted(migrations.DeleteModel("Thing")),
    "a table is renamed": refused(migrations.RenameModel("Thing", "Item"), fault=faults.RENAME),
    "a small table is renamed": refused(migrations.AlterModelTable("gate", "gates"), fault=faults.RENAME),
    "a table keeps its name": accepted(migrations.AlterModelTable("thing", "yard_thing")),
    # columns
    "a column that may be empty": accepted(add(models.TextField(null=True))),
    "a column with a default of the database": accepted(add(models.TextField(db_default=""))),
    "a column with a value as default": accepted(add(models.IntegerField(db_default=Value(3)))),
    "a column with the time of the statement": accepted(add(models.DateTimeField(db_default=Now()))),
    "a column with a default of Python": refused(add(models.TextField(default="")), fault=faults.NO_DEFAULT),
    "a column that is made anew for each row": felt(
        add(models.FloatField(db_default=Random())), fault=faults.VOLATILE
    ),
    "a column made once for all rows": refused(
        add(models.UUIDField(default=uuid.uuid4, null=True)), fault=faults.VOLATILE
    ),
    "an empty list": accepted(add(models.JSONField(default=list, null=True))),
    "a column that is computed": felt(
        add(models.GeneratedField(expression=Upper(F("name")), output_field=models.TextField(), db_persist=True)),
        fault=faults.COMPUTED,
    ),
    "a column with an index": felt(add(models.IntegerField(null=True, db_index=True)), fault=faults.INDEX),
    "a unique column": felt(add(models.IntegerField(null=True, unique=True)), fault=faults.UNIQUE),
    "a column that is checked": felt(add(models.PositiveIntegerField(null=True)), fault=faults.CHECK),
    "a foreign key with its index": felt(
        add(models.ForeignKey("Owner", models.CASCADE, null=True)), fault=faults.INDEX
    ),
    "a foreign key with a default": felt(
        add(models.ForeignKey("Owner", models.CASCADE, db_default=1, db_index=False)), fault=faults.FOREIGN_KEY
    ),
    "an empty foreign key": accepted(add(models.ForeignKey("Owner", models.CASCADE, null=True, db_index=False))),
    "a relation of many to many": accepted(migrations.AddField("thing", "owners", models.ManyToManyField("Owner"))),
    "a column of a small table": accepted(
        migrations.AddField("gate", "height", models.PositiveIntegerField(default=2, db_index=True))
    ),
    "a column goes": accepted(REMOVED),
    "a column goes when its data have moved": refused(RUN, REMOVED, fault=faults.TOGETHER, atomic=False),
    "a column is renamed": refused(migrations.RenameField("thing", "name", "title"), fault=faults.RENAME),
    "a column is renamed underneath": refused(
        alter("number", models.IntegerField(null=True, db_column="count")), fault=faults.RENAME
    ),
    # changes of columns
    "words for the editor": accepted(alter("name", models.CharField("name", max_length=20, db_index=True))),
    "another default of Python": accepted(alter("number", models.IntegerField(null=True, default=7))),
    "a default of the database": accepted(alter("number", models.IntegerField(null=True, db_default=7))),
    "a longer text": accepted(alter("name", models.CharField(max_length=40, db_index=True))),
    "a shorter text": felt(alter("name", models.CharField(max_length=10, db_index=True)), fault=faults.TYPE),
    "a longer key": refused(alter("code", models.CharField(max_length=40, unique=True)), fault=faults.TYPE),
    "another type": felt(alter("number", models.BigIntegerField(null=True)), fault=faults.TYPE),
    "no longer empty": felt(alter("number", models.IntegerField()), fault=faults.NOT_NULL),
    "empty from now on": accepted(alter("name", models.CharField(max_length=20, null=True, db_index=True))),
    "an index of a column": felt(alter("number", models.IntegerField(null=True, db_index=True)), fault=faults.INDEX),
    "no index of a column": accepted(alter("name", models.CharField(max_length=20))),
    "a column becomes unique": felt(alter("number", models.IntegerField(null=True, unique=True)), fault=faults.UNIQUE),
    "a column is unique no longer": accepted(alter("code", models.CharField(max_length=20))),
    "a column becomes a foreign key": felt(
        alter("owner", models.ForeignKey("Owner", models.CASCADE, null=True, db_index=False)), fault=faults.FOREIGN_KEY
    ),
    # indexes and constraints
    "an index": felt(migrations.AddIndex("thing", BY_NAME), fault=faults.INDEX),
    "an index beside": accepted(AddIndexBeside("thing", BY_NAME), atomic=False),
    "an index beside, in a transaction": refused(AddIndexBeside("thing", BY_NAME), fault=faults.ATOMIC),
    "an index goes": accepted(migrations.RemoveIndex("thing", "thing_number")),
    "an index is renamed": accepted(migrations.RenameIndex("thing", "thing_of_number", old_name="thing_number")),
    "a check": felt(migrations.AddConstraint("thing", NAMED), fault=faults.CHECK),
    "a check beside": accepted(AddCheckBeside("thing", NAMED), atomic=False),
    "a check beside, in a transaction": refused(AddCheckBeside("thing", NAMED), fault=faults.ATOMIC),
    "a unique constraint": felt(migrations.AddConstraint("thing", ONCE), fault=faults.UNIQUE),
    "a unique constraint beside": accepted(AddUniqueBeside("thing", ONCE), atomic=False),
    "a unique constraint beside, in a transaction": refused(AddUniqueBeside("thing", ONCE), fault=faults.ATOMIC),
    "unique together": felt(migrations.AlterUniqueTogether("thing", {("name", "number")}), fault=faults.UNIQUE),
    "a unique constraint goes, and may be gone": accepted(RemoveUniqueBeside("thing", "thing_once"), atomic=False),
    "a unique constraint goes with its successor": refused(
        AddUniqueBeside("thing", ONCE),
        RemoveUniqueBeside("thing", "thing_code_once"),
        fault=faults.SUCCEEDED,
        atomic=False,
    ),
    "a column is unique no longer beside a successor": refused(
        AddUniqueBeside("thing", ONCE),
        alter("code", models.CharField(max_length=20)),
        fault=faults.SUCCEEDED,
        atomic=False,
    ),
    "a check goes beside a new unique constraint": accepted(
        AddUniqueBeside("thing", ONCE), migrations.RemoveConstraint("thing", "thing_positive"), atomic=False
    ),
    "a constraint goes": accepted(migrations.RemoveConstraint("thing", "thing_positive")),
    "a constraint of a small table": accepted(
        migrations.AddConstraint("gate", UniqueConstraint(fields=["name"], name="gate_once"))
    ),
    # data
    "code in a transaction": refused(RUN, fault=faults.DATA_IN_ONE),
    "code outside of a transaction": accepted(RUN, atomic=False),
    "code in a transaction of its own": refused(
        migrations.RunPython(nothing, atomic=True), fault=faults.DATA_IN_ONE, atomic=False
    ),
    "code that says that it writes a small table": accepted(migrations.RunPython(nothing, hints={"writes": SMALL})),
    "code that says that it writes a large table": refused(
        migrations.RunPython(nothing, hints={"writes": ["yard_gate", "yard_thing"]}), fault=faults.DATA_IN_ONE
    ),
    "a statement": refused(
        migrations.RunSQL("UPDATE yard_thing SET words = ''"), fault=faults.STATEMENT, atomic=False
    ),
    "a statement on a small table": accepted(
        migrations.RunSQL("UPDATE yard_gate SET name = ''", hints={"writes": ["yard_gate"]})
    ),
    # the state of the models alone, and what nobody knows
    "the models alone": accepted(
        migrations.SeparateDatabaseAndState(state_operations=[migrations.AddIndex("thing", BY_NAME)])
    ),
    "the database alone": felt(
        migrations.SeparateDatabaseAndState(database_operations=[migrations.AddIndex("thing", BY_NAME)]),
        fault=faults.INDEX,
    ),
    "an operation that nobody knows": felt(OperationOfSomebody("thing", BY_NAME), fault=faults.UNKNOWN),
}
