"""The pages as the editor finds them. Of each there are two texts, since not all who know a page know its drafts:

*shown*, what the public reads of it, for whoever may know the page; and *own*, what stands in it and in its latest
version, for those who may read it (:mod:`cms.core.acquaintance`). A word of a draft, or one that the public finds
covered, so tells nobody that it is there.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cache
from typing import Any, Final

from django.db.models import QuerySet, prefetch_related_objects
from wagtail.models import Page, get_page_models

from cms.core.acquaintance import Acquaintance
from cms.core.channels import Change
from cms.core.pages import BasePage
from cms.ledger.published import entries_of, pages_of
from cms.ledger.store import store
from cms.search.editing import sayings
from cms.search.texts import text_of
from retrieval.segments import Text

NAME: Final = "pages"
INDEX: Final = "editor:pages"


def own(page_id: int) -> int:
    """The key of what stands in a page."""
    return 2 * page_id + 1


def shown(page_id: int) -> int:
    """The key of what the public reads of a page."""
    return 2 * page_id


def page_of(key: int) -> int:
    """The id of the page that a text is of."""
    return key // 2


def is_known(key: int) -> bool:
    """Return whether a text is what the public reads: words of drafts are in no lexicon that other people search by."""
    return key % 2 == 0


def keys(page_ids: Iterable[int]) -> set[int]:
    """The keys of all texts of these pages."""
    return {key for page_id in page_ids for key in (own(page_id), shown(page_id))}


@cache
def _unsearched() -> tuple[type[Page], ...]:
    return tuple(model for model in get_page_models() if not getattr(model, "search_auto_update", True))


def searched(among: Any = None) -> Any:
    """The pages that are searched in the editor, of all or of those of a queryset: there are millions of others."""
    return (Page.objects.all() if among is None else among).not_exact_type(*_unsearched())


def texts(page_ids: Collection[int]) -> list[Text]:
    """The texts of those of these pages that are searched in the editor."""
    pages = [page for page in Page.objects.filter(pk__in=page_ids).specific() if page.get_indexed_instance()]
    prefetch_related_objects([page for page in pages if page.has_unpublished_changes], "latest_revision")
    return [*map(_own, pages), *_shown(pages)]


def _own(page: Page) -> Text:
    versions = [page.get_latest_revision_as_object(), page] if page.has_unpublished_changes else [page]
    return sayings.text(own(page.pk), page.latest_revision_created_at or page.first_published_at, *versions)


def _shown(pages: Sequence[Page]) -> list[Text]:
    """What the public reads: of an item what the ledger has, of an alias that of its source, of a place its page."""
    entries = entries_of({page.alias_of_id or page.pk for page in pages})
    items, bodies = store.items(entries.values()), store.bodies(entries.values())
    found = []
    for page in pages:
        number = entries.get(page.alias_of_id or page.pk)
        if number in items:
            item = items[number]
            text = text_of(number, item.record, bodies.get(number), store.vocabulary(item.data["site"]))
            found.append(replace(text, key=shown(page.pk), values={}))
        elif isinstance(page, BasePage) and page.publishes == "term" and page.live:
            found.append(sayings.text(shown(page.pk), page.first_published_at, page))
    return found


def changed(changes: Sequence[Change]) -> set[int]:
    """The pages whose text may be another one after these changes of the ledger, aliases too. Two queries."""
    pages = set(pages_of(change.pk for change in changes).values())
    return pages | set(Page.objects.filter(alias_of__in=pages).values_list("pk", flat=True))


def known(pages: QuerySet[Any], user: Any) -> Callable[[Sequence[int]], set[int]]:
    """Say of texts whether somebody may find them among these pages. Two queries for each time that it is asked."""
    person = Acquaintance(user)
    of_own, of_shown = person.read_among(pages), person.among(pages)

    def among(texts: Sequence[int]) -> set[int]:
        found = _among(of_own, [page_of(key) for key in texts if key % 2])
        others = _among(of_shown, {page_of(key) for key in texts if not key % 2} - found)
        return {own(page_id) for page_id in found} | {shown(page_id) for page_id in others}

    return among


def _among(pages: QuerySet[Any], page_ids: Collection[int]) -> set[int]:
    return set(pages.filter(pk__in=page_ids).order_by().values_list("pk", flat=True)) if page_ids else set()


def best(found: Iterable[tuple[int, float]]) -> Mapping[int, float]:
    """The scores of pages, in their order, out of those of texts."""
    scores: dict[int, float] = {}
    for key, score in found:
        scores.setdefault(page_of(key), score)
    return scores
