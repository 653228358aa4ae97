from types import SimpleNamespace

import pytest
from django.db import connection

from cms.core.compression import lz4

COLUMNS = [
    ("publication_entrybody", "html"),
    ("publication_entry", "record"),
    ("publication_entryversion", "html"),
    ("releases_documentpage", "text"),
    ("releases_documentpage", "officials"),
]


@pytest.mark.django_db
@pytest.mark.skipif("connection.vendor != 'postgresql'", reason="only PostgreSQL compresses values")
@pytest.mark.parametrize(("table", "column"), COLUMNS)
def test_long_values_are_compressed_by_lz4(table, column):
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT attcompression FROM pg_attribute WHERE attrelid = %s::regclass AND attname = %s", [table, column]
        )
        assert cursor.fetchone() == ("l",)


def test_a_database_that_compresses_nothing_is_asked_nothing():
    lz4("publication", {"entrybody": ("html",)}).code(
        None, SimpleNamespace(connection=SimpleNamespace(vendor="sqlite"))
    )


def test_a_server_that_was_built_without_lz4_is_left_as_it_is():
    asked = []

    class Cursor:
        __enter__ = __exit__ = lambda self, *args: self

        def execute(self, sql):
            asked.append(sql)

        def fetchone(self):
            return (False,)

    server = SimpleNamespace(vendor="postgresql", cursor=Cursor)
    lz4("publication", {"entrybody": ("html",)}).code(None, SimpleNamespace(connection=server))
    assert len(asked) == 1
    assert asked[0].startswith("SELECT")
