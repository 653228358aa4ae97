"""The forms that are accepted and refused, and that PostgreSQL itself judges the same."""

import re
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import connection
from django.db.migrations import Migration
from django.db.migrations.state import ProjectState

from tests.migrations.forms import BEFORE, FORMS, LABEL, ROWS, SMALL, Form
from tests.migrations.locks import refusals

# What the server says when it goes over all rows of the large table, under the lock of the statement.
WORK = re.compile(
    r'(rewriting|verifying) table "yard_thing"|building index ".*" on table "yard_thing"'
    r'|validating foreign key constraint "yard_thing_(added|owner)_id'
)
# The statements that hold a lock beside which others read and write.
BESIDE = ("CONCURRENTLY", "VALIDATE CONSTRAINT")


def state_before() -> ProjectState:
    state = ProjectState()
    for operation in BEFORE:
        operation.state_forwards(LABEL, state)
    return state


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS.keys())
def test_a_form_is_accepted_or_refused_for_its_reason(form: Form) -> None:
    found = [refusal.fault for refusal in refusals(form.migration(), state_before(), small=SMALL)]
    assert found == list(form.faults)


def test_a_refusal_names_the_migration_the_operation_the_reason_and_what_to_write() -> None:
    (refusal,) = refusals(FORMS["an index"].migration(), state_before(), small=SMALL)
    assert str(refusal) == (
        "yard.0002_form: AddIndex: Create index thing_by_name on field(s) name, number of model thing:"
        " an index is built while nobody can write the table."
        " Instead: AddIndexBeside of cms.core.indexes, in a migration with atomic = False; of a column, db_index=False"
        " and the same."
    )


def test_the_walk_leaves_the_state_as_the_migration_does() -> None:
    form, state = FORMS["a new table with all that belongs to it"], state_before()
    assert list(refusals(form.migration(), state, small=SMALL)) == []
    assert state == form.migration().mutate_state(state_before())


@pytest.mark.skipif(connection.vendor != "postgresql", reason="asks PostgreSQL what it does")
@pytest.mark.django_db(transaction=True)
def test_postgresql_goes_over_all_rows_under_a_lock_where_that_is_said_and_nowhere_else() -> None:
    tried = {name: form for name, form in FORMS.items() if form.is_felt or not form.faults}
    found = {name: felt(form) for name, form in tried.items()}
    assert {name: bool(work) for name, work in found.items()} == {name: form.is_felt for name, form in tried.items()}


def felt(form: Form) -> list[tuple[str, str]]:
    """The statements of the form with which the server goes over all rows while others wait, and what it says."""
    before = Migration("0001_before", LABEL)
    before.operations = BEFORE
    state = applied(before, ProjectState())
    with connection.cursor() as cursor:
        cursor.execute(ROWS)
    try:
        with listening() as heard:
            applied(form.migration(), state)
    finally:
        empty()
    return [(sql, said) for sql, said in heard if not any(word in sql for word in BESIDE)]


def applied(migration: Migration, state: ProjectState) -> ProjectState:
    with connection.schema_editor(atomic=migration.atomic) as editor:
        return migration.apply(state, editor)


@contextmanager
def listening() -> Iterator[list[tuple[str, str]]]:
    """Each statement with what the server says of its work on the large table."""
    heard: list[tuple[str, str]] = []
    running = [""]

    def execute(run, sql, params, many, context):
        running[0] = str(sql)
        return run(sql, params, many, context)

    def notice(diagnostic):
        said = diagnostic.message_primary
        if WORK.match(said):
            heard.append((running[0], said))

    with connection.cursor() as cursor:
        cursor.execute("SET client_min_messages = debug1")
    connection.connection.add_notice_handler(notice)
    try:
        with connection.execute_wrapper(execute):
            yield heard
    finally:
        connection.connection.remove_notice_handler(notice)
        with connection.cursor() as cursor:
            cursor.execute("RESET client_min_messages")


def empty() -> None:
    """Without the tables of the form, whatever it made of them."""
    tables = [name for name in connection.introspection.table_names() if name.startswith("yard_")]
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS {} CASCADE".format(", ".join(map(connection.ops.quote_name, tables))))
