"""Cursors of the editor's lists that somebody has written."""

from datetime import datetime

import pytest
from django.http import QueryDict

from cms.core.errors import BadCursor
from cms.core.paging import Keyset
from cms.jobs.models import SetAside

KEYSET = Keyset(("last_at", "pk"), (datetime, int))


@pytest.mark.parametrize(
    "cursor",
    [
        "~", "1", "2026-11-28T09:00:00~1", "2026-11-28T09:00:00+09:00~x", "2026-11-28T09:00:00+09:00~-1",
        f"2026-11-28T09:00:00+09:00~{2**63}", f"2026-11-28T09:00:00+09:00~{'9' * 5_000}",
        "0001-01-01T00:00:00+09:00~1", "9999-12-31T23:59:59-09:00~1",
    ],
)  # fmt: skip
def test_a_place_that_no_row_can_have_is_refused(cursor):
    query = QueryDict(mutable=True)
    query["after"] = cursor
    with pytest.raises(BadCursor, match="this is no place in the list"):
        KEYSET.page(SetAside.objects.all(), query)
