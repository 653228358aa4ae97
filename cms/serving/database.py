"""The bound on queries of a web process: no statement runs for longer than a reader would wait."""

from django.db import connections


def bound_statements(seconds: int) -> None:
    """Let PostgreSQL end longer statements; commands and the worker, which may take hours, have no such bound.

    To be called before the first connection. SQLite has no such thing, and no silent server either.
    """
    config = connections.settings["default"]
    if config["ENGINE"].endswith("postgresql"):
        options = config["OPTIONS"]
        options["options"] = f"{options.get('options', '')} -c statement_timeout={seconds}s".strip()
