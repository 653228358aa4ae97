import io
from dataclasses import fields
from pathlib import Path

import pytest
from django.core.management import call_command
from graphql import GraphQLInterfaceType, GraphQLObjectType, get_named_type, print_schema

from api.graphql.schema import schema
from cms.core import kinds
from cms.core.records import TERMS

COMMITTED = Path(__file__).parents[3] / "api" / "graphql" / "schema.graphql"
# Told otherwise: the city by the request, names, addresses, layouts and pins by name(language), url(language), pages,
# layout(language) and pinned(language).
UNTOLD = {"site", "names", "descriptions", "urls", "layouts", "pins", "places"}


def test_the_committed_schema_is_the_one_that_is_served() -> None:
    assert COMMITTED.read_text(encoding="utf-8") == print_schema(schema.graphql_schema), "run: manage.py graphql_schema"


def test_the_command_writes_the_schema(tmp_path: Path) -> None:
    call_command("graphql_schema", out=str(tmp_path / "schema.graphql"), stdout=io.StringIO())
    assert (tmp_path / "schema.graphql").read_bytes() == COMMITTED.read_bytes()


@pytest.mark.parametrize("cls", [*(kind.record for kind in kinds.registered()), *TERMS.values()])
def test_every_field_of_a_record_is_told_or_named_as_untold(cls: type) -> None:
    told = set(schema.graphql_schema.type_map[cls.__name__].fields)  # type: ignore[attr-defined]
    for spec in fields(cls):
        head, *rest = spec.name.split("_")
        assert (head + "".join(map(str.title, rest)) in told) != (spec.name in UNTOLD)


# Whole numbers that are below 2^31 wherever they come from; of all others the type is Long, Won or Sequence.
SMALL = {
    "Record": {"version"},  # One for each change that is stored.
    "Version": {"version"},
    "Image": {"width", "height"},  # Pixels, which are bounded when a picture is taken in.
    "Rendition": {"width", "height"},
    "Document": {"grounds"},  # 1 to 8 of the law.
    "Meeting": {"grounds"},
    "Notice": {"order", "serial"},  # Of columns that end at 2^31.
    "Recurrence": {"interval", "count", "week"},  # Of a column that ends at 2^15, and of the weeks of a month.
    "Research": {"year"},  # Four digits.
    "WebPage": {"order"},  # A place below one page, of which the path of the page has four letters.
    "Listing": {"first"},  # At most ten.
    "ContentsHeading": {"level"},  # 2 to 4.
    "Term": {"order"},  # A place among the terms of one vocabulary.
    "TextRange": {"start", "end"},  # Letters of a title or of an extract.
    # Of pages, whose own numbers end there.
    "StatisticsCount": {"produced", "open", "partial", "closed", "held", "released", "takenDown"},
}


def test_every_int_is_known_to_be_small() -> None:
    found: dict[str, set[str]] = {}
    for one in schema.graphql_schema.type_map.values():
        if isinstance(one, GraphQLObjectType | GraphQLInterfaceType) and one.name[:2] != "__":
            inherited = {name for interface in one.interfaces for name in interface.fields}
            ints = {name for name, field in one.fields.items() if get_named_type(field.type).name == "Int"}
            found[one.name] = ints - inherited
    assert {name: ints for name, ints in found.items() if ints} == SMALL


def test_nothing_can_be_written() -> None:
    assert schema.graphql_schema.mutation_type is None
    assert schema.graphql_schema.subscription_type is None
