"""The lists that are known: what their columns are called, and what they mean for a draft.

Seoul has published its lists under two generations of names, so a field may have several; the first that a row fills
counts. A column that stands in no table is not read, and is named to whoever feeds the list.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

from cms.core.errors import BadInput
from cms.releases.intake import values
from cms.releases.intake.values import Read

# What a report adds to the columns of its list; it is not read when the corrected report is fed again.
REFUSAL: Final = "refusal"


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """A list: ``fields`` and ``details`` name columns by the field of the draft or of its genre's record.

    Without a ``genre`` its rows say one or are silent: a new document is then an approval document.
    ``marks`` are columns that no other list has, ``ignored`` ones that say nothing that a document keeps.
    """

    key: str
    genre: str = ""
    marks: frozenset[str]
    fields: Mapping[str, tuple[str, ...]]
    details: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    ignored: frozenset[str] = frozenset()

    @property
    def columns(self) -> frozenset[str]:
        """Every name that is no surprise."""
        named = (name for table in (self.fields, self.details) for names in table.values() for name in names)
        return frozenset(named) | self.ignored | {REFUSAL}


def _table(**fields: str) -> dict[str, tuple[str, ...]]:
    return {name: tuple(columns.split()) for name, columns in fields.items()}


INFO: Final = Kind(
    key="info",
    marks=frozenset({"package_id"}),
    fields=_table(
        management_number="package_id",
        produced_on="doc_prdctn_dt",
        task="tkcrd_nm trck_card_nm",
        title="title",
        number="src_dept_doc_no src_dept_doc_id",
        officials="writer",
        retention="othbc_pd othnd_pd",
        unit="rspnber_dept_nm dept_nm",
        openness="othbc_se othbs_se",
        licence="cpyrht",
        url="url",
        change="job_se",
    ),
)
EXPENSE: Final = Kind(
    key="expense",
    genre="expense",
    marks=frozenset({"exec_amount"}),
    fields=_table(
        management_number="nid",
        title="title",
        unit="dept_nm_full dept_nm_lvl_5 dept_nm_lvl_4 dept_nm_lvl_3 dept_nm_lvl_2 dept_nm_lvl_1",
        produced_on="exec_dt",
        change="job_se",
    ),
    details=_table(
        spent_at="exec_dt",
        place="exec_loc",
        purpose="exec_purpose",
        target="target_nm",
        payment="payment_method",
        category="category",
        amount="exec_amount",
    ),
    ignored=frozenset({"url", "exec_yr", "exec_month", "expense_budget", "expense_execution"}),
)
RESEARCH: Final = Kind(
    key="research",
    genre="research",
    marks=frozenset({"relm_cl", "relte_area"}),
    fields=_table(
        management_number="nid",
        title="title",
        produced_on="doc_prdctn_dt regist_dt",
        officials="writer",
        licence="cpyrht",
        change="job_se",
    ),
    details=_table(
        year="creat_yr", institution="relte_area", category="category", region="region", isbn="isbn", area="relm_cl"
    ),
    ignored=frozenset({"url"}),
)
ADVANCE: Final = Kind(
    key="advance",
    genre="advance-publication",
    marks=frozenset({"taxonomy", "telno"}),
    fields=_table(
        management_number="nid",
        title="title",
        officials="writer",
        unit="dept_nm",
        produced_on="regist_dt",
        licence="cpyrht",
        change="job_se",
    ),
    details=_table(category="category", path="taxonomy", telephone="telno"),
    ignored=frozenset({"url"}),
)
PRESS: Final = Kind(
    key="press",
    genre="press-release",
    marks=frozenset({"ministry", "original_url"}),
    fields=_table(
        management_number="id",
        title="title",
        text="body summary",
        unit="ministry unit",
        produced_on="publish_date approved_at",
        approved_on="approved_at",
        licence="licence",
        change="change",
        attachments="attachments",
    ),
    ignored=frozenset({"summary", "original_url", "modified_at", "is_modified"}),
)
OWN: Final = Kind(
    key="own",
    marks=frozenset({"management_number"}),
    fields={
        name: (name,)
        for name in (
            "management_number change title number genre unit produced_on approved_on task functions officials openness"
            " grounds reason review_on review_stage title_withheld retention licence tier text attachments details"
        ).split()
    },
)
KINDS: Final[dict[str, Kind]] = {kind.key: kind for kind in (INFO, EXPENSE, RESEARCH, ADVANCE, PRESS, OWN)}

READERS: Final[dict[str, Read]] = {
    "management_number": values.number,
    "change": values.change,
    "title": values.line,
    "number": values.line,
    "genre": values.line,
    "unit": values.line,
    "produced_on": values.day,
    "approved_on": values.day,
    "task": values.line,
    "functions": values.words,
    "officials": values.officials,
    "openness": values.openness,
    "grounds": values.grounds,
    "reason": values.line,
    "review_on": values.day,
    "review_stage": values.line,
    "title_withheld": values.flag,
    "retention": values.retention,
    "licence": values.licence,
    "tier": values.line,
    "text": values.text,
    "url": values.line,
}
DETAIL_READERS: Final[dict[str, Read]] = {
    "spent_at": values.moment,
    "amount": values.amount,
    "year": values.year,
    "path": values.words,
}


def is_header(names: Iterable[str], *, kind: str = "") -> bool:
    """Return whether these are the columns of a known list, or of that ``kind``, and not the title above one."""
    if kind:
        return not set(KINDS[kind].fields["management_number"]).isdisjoint(names)
    return _best(set(names)) is not None


def kind_of(names: Collection[str]) -> Kind:
    """The list whose columns these are; BadInput where no list is like that."""
    if (kind := _best(set(names))) is None:
        known = "; ".join(f"{kind.key}: {', '.join(sorted(kind.marks))}" for kind in KINDS.values())
        raise BadInput(f"no known list has these columns. Each list is known by its own ({known})")
    return kind


def unknown(kind: Kind, names: Iterable[str]) -> tuple[str, ...]:
    """The columns that are not read, in their order."""
    return tuple(name for name in names if name and name not in kind.columns)


def _best(names: set[str]) -> Kind | None:
    """Of the lists that are recognised, the one of which most columns are there."""
    found = [kind for kind in KINDS.values() if kind.marks & names and set(kind.fields["management_number"]) & names]
    return max(found, key=lambda kind: len(kind.columns & names), default=None)
