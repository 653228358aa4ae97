"""The pages that show an item: at its own address and in the listings that it stands in."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from cms.core.kinds import Kind
from cms.core.outputs import Output, Published, Question
from cms.ledger.listed import listing_pages

if TYPE_CHECKING:
    from frontend.kinds import Shows

# Pages that no listing has as its own, and what a later one will need.
_NAMES: Final = (
    "accents archive favicon fields follow opensearch pages preview reuse search staff statistics tags tasks"
    " units websites".split()
)


def _pages(item: Published) -> Iterator[Question]:
    yield Question(output="page", url=item.url)
    for page in listing_pages(item):
        yield Question(output="listing", url=page, is_list=True)
    # Read where it is asked for: all kinds have to be registered.
    from cms.search.finding import addresses

    for page in addresses(item, ""):
        yield Question(output="search", url=page, is_list=True)


def _lacks(kind: Kind) -> Iterator[str]:
    from frontend.kinds import ROWS

    yield from ROWS.lacks(kind, lambda row: _lacks_of_row(kind, row))
    yield from _missing_files(kind)


def _lacks_of_row(kind: Kind, row: "Shows") -> Iterator[str]:
    from frontend.folders import files

    if kind.section and kind.section not in row.listings:
        yield f"has no listing for the section {kind.section}"
    if kind.has_drafts and row.draft is None:
        yield "does not say how a draft is shown"
    if row.draft and not files(f"{row.draft.operation}.graphql"):
        yield f"asks {row.draft.operation}.graphql for drafts, which no folder of templates has"


def _missing_files(kind: Kind) -> Iterator[str]:
    from frontend.folders import files
    from frontend.wording import LANGUAGES, catalogue

    for name, what in ((kind.name, "page"), (kind.section, "listing")):
        for suffix in ("html", "graphql") if name else ():
            if not files(f"pages/{name}.{suffix}"):
                yield f"pages/{name}.{suffix}: no folder of templates has it for the {what} of {kind.name}"
    for language in LANGUAGES if kind.section else ():
        if (key := f"menu_{kind.section}") not in catalogue(language):
            yield f"wording/{language}.toml: there are no words {key} for the section of {kind.name}"


OUTPUTS: Final = (Output(name="pages", reserves=frozenset(_NAMES), shows=_pages, lacks=_lacks),)
