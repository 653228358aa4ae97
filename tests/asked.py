"""The queries that a request makes whatever it asks for, and when it happens to be asked."""

from typing import Final

from django.db import connection

# What is asked apart within a transaction costs there so many statements more.
SAVEPOINT: Final = 2 if connection.vendor == "postgresql" else 0
# What each process asks anew after a while: whether the ledger has changed, and then its hosts.
NOW_AND_THEN: Final = ("FROM publication_clock", 'FROM "publication_host"')


def always(queries):
    """The SQL of captured queries, without what is asked now and then."""
    return [query["sql"] for query in queries if not any(read in query["sql"] for read in NOW_AND_THEN)]
