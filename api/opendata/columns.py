"""The columns of the list, as Seoul published them, and what a document says in each.

The names are those of the agencies' lists (``tkcrd_nm`` is the task card, ``othbc_pd`` the retention period,
``othbc_se`` the openness); the words are the Korean ones that such lists hold, whatever the reader's language.
"""

from collections.abc import Iterable, Iterator
from typing import Final

from cms.core.disclosure import OPENNESS, retention_names, said
from cms.core.licences import LICENCES
from cms.derived.lists import Row
from cms.ledger.store import Vocabulary

COLUMNS: Final = (
    "package_id",
    "doc_prdctn_dt",
    "tkcrd_nm",
    "title",
    "src_dept_doc_no",
    "writer",
    "othbc_pd",
    "rspnber_dept_nm",
    "othbc_se",
    "cpyrht",
    "url",
)
_LANGUAGE: Final = "ko"

Cells = tuple[str, ...]


def cells(batches: Iterable[list[Row]], vocabulary: Vocabulary) -> Iterator[list[Cells]]:
    """The rows of each batch as texts in the order of :data:`COLUMNS`; one query a batch, for its task cards."""
    for batch in batches:
        tasks = vocabulary.open_terms("task", {row.task for row in batch if row.task})
        names = {key: term.name(_LANGUAGE) for key, term in tasks.items()}
        yield [_cells(row, names, vocabulary) for row in batch]


def _cells(row: Row, tasks: dict[str, str], vocabulary: Vocabulary) -> Cells:
    unit = vocabulary.term("unit", row.unit or "")
    return (
        row.management_number,
        row.produced_on.replace("-", ""),
        tasks.get(row.task or "", row.task or ""),
        row.title,
        row.number,
        next((official["name"] for official in row.officials if official.get("role", "drafter") == "drafter"), ""),
        said(retention_names(row.retention), _LANGUAGE) if row.retention else "",
        unit.name(_LANGUAGE) if unit else row.unit or "",
        said(OPENNESS[row.openness], _LANGUAGE) if row.openness in OPENNESS else "",
        licence_name(row.licence),
        row.url,
    )


def licence_name(key: str) -> str:
    """The name of a licence in the lists: ``CC BY-NC-ND``, ``CC0``, ``공공누리 제1유형``; empty for none."""
    family, _, kind = key.partition("-")
    if family == "kogl":
        return f"공공누리 제{kind}유형"
    if family == "cc":
        return f"CC {kind.rpartition('-')[0].upper()}"
    return "CC0" if family == "cc0" else key if key in LICENCES else ""
