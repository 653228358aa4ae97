"""The forms of migration that are allowed on a large table while people use it, of which all others differ.

PostgreSQL waits for nobody when it changes a catalogue alone. What reads or rewrites every row under a lock that
stops writers is refused, and so is what an earlier version of the product, which still runs on other machines, cannot
live with. Only forms that stand in :data:`FORMS` are accepted, so that an operation nobody has thought of is refused.
"""

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.apps import apps
from django.db import migrations, models
from django.db.migrations.migration import Migration
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ModelState, ProjectState
from django.db.models.functions import Now
from django.db.utils import ConnectionHandler

from cms.core.constraints import AddCheckBeside
from cms.core.indexes import AddIndexBeside, AddUniqueBeside, RemoveUniqueBeside
from tests import rooms
from tests.migrations.faults import (
    ATOMIC,
    CHECK,
    COMPUTED,
    DATA_IN_ONE,
    FOREIGN_KEY,
    Fault,
    INDEX,
    NOT_NULL,
    NO_DEFAULT,
    RENAME,
    STATEMENT,
    SUCCEEDED,
    TOGETHER,
    TYPE,
    UNIQUE,
    UNKNOWN,
    VOLATILE,
)

DATA = (migrations.RunPython, migrations.RunSQL)


@dataclass(frozen=True, kw_only=True)
class Refusal:
    """An operation that is refused."""

    migration: str
    operation: str
    fault: Fault

    def __str__(self) -> str:
        return f"{self.migration}: {self.operation}: {self.fault.why}. Instead: {self.fault.instead}."


@dataclass(frozen=True, kw_only=True)
class Place:
    """The place of an operation: in which migration, on which state of the models, after which new tables."""

    migration: Migration
    state: ProjectState
    small: Collection[str]
    new: set[str]

    def model(self, name: str) -> ModelState:
        """The model as it is before the operation."""
        return self.state.models[self.migration.app_label, name.lower()]

    def is_large(self, name: str) -> bool:
        """Return whether the model's table may have rows by the million: whatever is neither known as small nor new."""
        return _table(self.model(name)) not in {*self.small, *self.new}

    def after(self, operation: Operation) -> ProjectState:
        """The models as they are after the operation."""
        state = self.state.clone()
        operation.state_forwards(self.migration.app_label, state)
        return state


Rule = Callable[[Any, Place], Fault | None]

def refusals(migration: Migration, state: ProjectState, *, small: Collection[str]) -> Iterator[Refusal]:
    """Walk the migration, and ``state`` with it: what it does that no large table bears."""
    place = Place(migration=migration, state=state, small=small, new=set())
    has_data = any(isinstance(operation, DATA) for operation in migration.operations)
    succeeded = {*_unique_anew(migration)}
    name = f"{migration.app_label}.{migration.name}"
    for operation in migration.operations:
        for done in _done(operation):
            fault = _fault(done, place, has_data=has_data)
            if not fault and _is_unique_no_longer(done, place, succeeded):
                fault = SUCCEEDED
            if fault:
                yield Refusal(migration=name, operation=f"{type(done).__name__}: {done.describe()}", fault=fault)
        operation.state_forwards(migration.app_label, state)


def _done(operation: Operation) -> Collection[Operation]:
    """The operations that the database sees."""
    if isinstance(operation, migrations.SeparateDatabaseAndState):
        return operation.database_operations
    return [operation]


def _fault(operation: Operation, place: Place, *, has_data: bool) -> Fault | None:
    if has_data and isinstance(operation, migrations.RemoveField | migrations.DeleteModel):
        return TOGETHER
    rule = FORMS.get(type(operation), _unknown)
    return rule(operation, place)


def _unique_anew(migration: Migration) -> Iterator[str]:
    """The models that get a unique constraint."""
    for operation in migration.operations:
        if isinstance(operation, migrations.AddConstraint) and isinstance(operation.constraint, models.UniqueConstraint):
            yield operation.model_name.lower()


def _is_unique_no_longer(operation: Operation, place: Place, models_named: Collection[str]) -> bool:
    """Return whether one of these models, which is large, loses something unique."""
    if not isinstance(operation, migrations.RemoveConstraint | migrations.AlterField):
        return False
    name = operation.model_name.lower()
    if name not in models_named or not place.is_large(name):
        return False
    if isinstance(operation, migrations.AlterField):
        return bool(place.model(name).fields[operation.name].unique and not operation.field.unique)
    gone = place.model(name).get_constraint_by_name(operation.name)
    return isinstance(gone, models.UniqueConstraint)


def _accepted(_operation: Operation, _place: Place) -> None:
    """The catalogue alone changes."""


def _unknown(_operation: Operation, _place: Place) -> Fault:
    return UNKNOWN


def _create_model(operation: migrations.CreateModel, place: Place) -> None:
    place.new.add(_table(place.after(operation).models[place.migration.app_label, operation.name_lower]))


def _add_index(operation: migrations.AddIndex, place: Place) -> Fault | None:
    return INDEX if place.is_large(operation.model_name) else None


def _beside(_operation: Operation, place: Place) -> Fault | None:
    return ATOMIC if place.migration.atomic else None


def _add_constraint(operation: migrations.AddConstraint, place: Place) -> Fault | None:
    if not place.is_large(operation.model_name):
        return None
    known = {models.CheckConstraint: CHECK, models.UniqueConstraint: UNIQUE}
    return known.get(type(operation.constraint), UNKNOWN)


def _alter_together(operation: migrations.AlterUniqueTogether, place: Place) -> Fault | None:
    model = place.model(operation.name)
    before = {tuple(fields) for fields in model.options.get(operation.option_name) or ()}
    return UNIQUE if place.is_large(operation.name) and not operation.option_value <= before else None


def _add_field(operation: migrations.AddField, place: Place) -> Fault | None:
    field = operation.field.clone()
    field.set_attributes_from_name(operation.name)
    if field.many_to_many or not field.concrete or not place.is_large(operation.model_name):
        return None
    if field.generated:
        return COMPUTED
    return _fault_of_index(field) or _fault_of_default(field)


def _fault_of_index(field: Any) -> Fault | None:
    """The work of PostgreSQL to build or to check something for the column."""
    if field.unique:
        return UNIQUE
    if field.db_index:
        return INDEX
    if _is_constrained(field) and (field.has_db_default() or field.has_default()):
        return FOREIGN_KEY
    # Of a related field only Django's rendered models know it: none of PostgreSQL's keys has a check.
    return CHECK if not field.is_relation and field.db_check(_postgresql()) else None


def _fault_of_default(field: Any) -> Fault | None:
    if field.has_db_default():
        return None if _is_constant(field.db_default) else VOLATILE
    if not field.null:
        return NO_DEFAULT
    return VOLATILE if callable(field.default) and field.default not in {models.NOT_PROVIDED, dict, list} else None


def _is_constant(value: Any) -> bool:
    """Return whether PostgreSQL computes it once for all rows: literals, and the time of the statement."""
    return not hasattr(value, "resolve_expression") or type(value) in {models.Value, Now}


def _alter_field(operation: migrations.AlterField, place: Place) -> Fault | None:
    if not place.is_large(operation.model_name):
        return None
    if _column(place.model(operation.model_name).fields[operation.name]) == _column(operation.field):
        return None
    old, new = (
        state.apps.get_model(place.migration.app_label, operation.model_name)._meta.get_field(operation.name)
        for state in (place.state.clone(), place.after(operation))
    )
    return _fault_of_type(old, new) or _fault_of_constraints(old, new)


def _column(field: Any) -> tuple[str, Any, dict[str, Any]]:
    """The column as a field describes it; the rest is for Python alone."""
    _, path, positional, named = field.deconstruct()
    ours = {*field.non_db_attrs} - {"db_column"}
    return path, positional, {name: value for name, value in named.items() if name not in ours}


def _fault_of_type(old: Any, new: Any) -> Fault | None:
    before, after = (field.db_parameters(_postgresql()) for field in (old, new))
    if old.column != new.column:
        return RENAME
    if before.get("collation") != after.get("collation") or (before["type"] != after["type"] and not _widens(old, new)):
        return TYPE
    return CHECK if after["check"] and before["check"] != after["check"] else None


def _widens(old: Any, new: Any) -> bool:
    """Return whether only a limit of text is lifted. Keys are refused: those that name them are checked anew."""
    if type(old).db_type is not type(new).db_type or old.unique or not isinstance(old, models.CharField):
        return False
    return new.max_length is None or (old.max_length is not None and new.max_length > old.max_length)


def _fault_of_constraints(old: Any, new: Any) -> Fault | None:
    if old.null and not new.null:
        return NOT_NULL
    if new.unique and not old.unique:
        return UNIQUE
    if new.db_index and not old.db_index and not new.unique:
        return INDEX
    is_other = _is_constrained(new) and (not _is_constrained(old) or old.remote_field.model != new.remote_field.model)
    return FOREIGN_KEY if is_other else None


def _is_constrained(field: Any) -> bool:
    return bool(field.remote_field and field.db_constraint)


def _renamed(operation: Any, place: Place) -> Fault | None:
    name = getattr(operation, "model_name", None) or getattr(operation, "old_name", None) or operation.name
    return None if _table(place.model(name)) in place.new else RENAME


def _alter_table(operation: migrations.AlterModelTable, place: Place) -> Fault | None:
    before, after = place.model(operation.name), place.after(operation)
    is_same = _table(before) == _table(after.models[place.migration.app_label, operation.name_lower])
    return None if is_same else _renamed(operation, place)


def _run_python(operation: migrations.RunPython, place: Place) -> Fault | None:
    is_in_one = place.migration.atomic or operation.atomic
    return DATA_IN_ONE if is_in_one and not _writes_small(operation, place) else None


def _run_sql(operation: migrations.RunSQL, place: Place) -> Fault | None:
    return None if _writes_small(operation, place) else STATEMENT


def _writes_small(operation: Any, place: Place) -> bool:
    """Return whether the operation says that all tables it writes are small or new. Code does not say by itself."""
    writes = operation.hints.get("writes")
    return writes is not None and {*writes} <= {*place.small, *place.new}


def _table(model: ModelState) -> str:
    return str(model.options.get("db_table") or f"{model.app_label}_{model.name_lower}")


@cache
def _postgresql() -> Any:
    """PostgreSQL's dialect; nothing is connected."""
    return ConnectionHandler({"default": {"ENGINE": "django.db.backends.postgresql", "NAME": "none"}})["default"]


def is_ours(label: str) -> bool:
    """Return whether the application is one of this repository, so that its migrations are ours to write."""
    return rooms.is_ours(apps.get_app_config(label).name)


FORMS: dict[type[Operation], Rule] = {
    migrations.CreateModel: _create_model,
    migrations.DeleteModel: _accepted,
    migrations.AlterModelOptions: _accepted,
    migrations.AlterModelManagers: _accepted,
    migrations.AlterModelTableComment: _accepted,
    migrations.RemoveIndex: _accepted,
    migrations.RenameIndex: _accepted,
    migrations.RemoveConstraint: _accepted,
    migrations.RemoveField: _accepted,
    migrations.AddIndex: _add_index,
    migrations.AddConstraint: _add_constraint,
    migrations.AlterUniqueTogether: _alter_together,
    migrations.AlterIndexTogether: _alter_together,
    migrations.AddField: _add_field,
    migrations.AlterField: _alter_field,
    migrations.RenameField: _renamed,
    migrations.RenameModel: _renamed,
    migrations.AlterModelTable: _alter_table,
    migrations.RunPython: _run_python,
    migrations.RunSQL: _run_sql,
    AddIndexBeside: _beside,
    AddUniqueBeside: _beside,
    RemoveUniqueBeside: _beside,
    AddCheckBeside: _beside,
}
