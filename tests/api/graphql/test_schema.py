import io
from dataclasses import fields
from pathlib import Path

import pytest
from django.core.management import call_command
from graphql import print_schema

from api.graphql.schema import schema
from cms.core.records import RECORDS, TERMS

COMMITTED = Path(__file__).parents[3] / "api" / "graphql" / "schema.graphql"
# Told otherwise: the city by the request, names and addresses by name(language), url(language) and pages.
UNTOLD = {"site", "names", "descriptions", "urls"}


def test_the_committed_schema_is_the_one_that_is_served() -> None:
    assert COMMITTED.read_text(encoding="utf-8") == print_schema(schema.graphql_schema), "run: manage.py graphql_schema"


def test_the_command_writes_the_schema(tmp_path: Path) -> None:
    call_command("graphql_schema", out=str(tmp_path / "schema.graphql"), stdout=io.StringIO())
    assert (tmp_path / "schema.graphql").read_bytes() == COMMITTED.read_bytes()


@pytest.mark.parametrize("cls", [*RECORDS.values(), *TERMS.values()])
def test_every_field_of_a_record_is_told_or_named_as_untold(cls: type) -> None:
    told = set(schema.graphql_schema.type_map[cls.__name__].fields)  # type: ignore[attr-defined]
    for spec in fields(cls):
        head, *rest = spec.name.split("_")
        assert (head + "".join(map(str.title, rest)) in told) != (spec.name in UNTOLD)


def test_nothing_can_be_written() -> None:
    assert schema.graphql_schema.mutation_type is None
    assert schema.graphql_schema.subscription_type is None
