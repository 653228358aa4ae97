"""The search of the editor as Wagtail asks for it: by the engine of the public's search, in indexes of its own.

Wagtail's explorer, choosers, listings, bulk actions and the API of the editor hand over a queryset, which says by
filters what is to be found among, and words. What answers is in the queryset at this moment, and a page moreover only
where whoever asks may know it, however the queryset came about; nobody who is not known finds any page.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, Final

from django.contrib.auth.models import AnonymousUser
from django.db.models import Case, Count, FloatField, Model, QuerySet, Value, When
from modelsearch.backends.base import BaseIndex, BaseSearchResults, EmptySearchResults, FilterFieldError
from modelsearch.backends.database.fallback import DatabaseSearchBackend, DatabaseSearchQueryCompiler
from modelsearch.query import And, Boost, MatchAll, Not, Or, Phrase
from wagtail.log_actions import get_active_log_context

from cms.ledger import clocks
from cms.search import synonyms
from cms.search.editing import indexes, pages
from cms.search.editing.indexes import EditorIndex
from cms.search.kept.among import best_among
from cms.search.kept.questions import Question
from cms.search.kept.words import KeptLexicon
from cms.search.requests import Request
from retrieval import queries, suggestions
from retrieval.queries import Concept, Query, Way
from retrieval.words import spaced

# Words with which one being typed may go on.
_BEGINNINGS: Final = 6


@dataclass
class Search:
    """One search of the editor; it asks the index once, however its answer is sliced, counted and ordered.

    ``text`` is None for all there is. With ``begins`` the last word may be under way.
    """

    index: EditorIndex
    queryset: Any
    text: str | None
    user: Any
    begins: bool
    order_by_relevance: bool

    @cached_property
    def scores(self) -> Mapping[Any, float]:
        """The scores of the objects that answer, by id, the best first."""
        text = self.text or ""
        query = read(text, index=self.index.index, begins=self.begins)
        if not query.concepts:
            return {}
        question = Question(self.index.index, Request(site=self.index.index, text=text), query)
        hits = best_among(question, self.index.known(self.queryset, self.user))
        return self.index.best((hit.key, hit.score) for hit in hits)

    @cached_property
    def rows(self) -> Any:
        """The objects that answer, in the order of the queryset."""
        if self.text is not None:
            return self.queryset.filter(pk__in=list(self.scores))
        return pages.searched(self.queryset) if self.index is indexes.PAGES else self.queryset

    def page(self, start: int, stop: int | None, *, score: str = "") -> Any:
        """The objects of a page of the answer, in its order; ``score`` is the name under which each has its score."""
        rows = self.rows
        if score:
            rows = rows.annotate(**{score: self._by_key(self.scores, default=0.0)})
        if self.text is None or not self.order_by_relevance:
            return (rows if rows.query.order_by else rows.order_by("-pk"))[start:stop]
        keys = list(self.scores)[start:stop]
        return rows.filter(pk__in=keys).order_by(
            self._by_key({key: place for place, key in enumerate(keys)}, default=0)
        )

    def _by_key(self, values: Mapping[Any, float], *, default: float) -> Any:
        given = [When(pk=key, then=Value(value)) for key, value in values.items()]
        return Case(*given, default=Value(default), output_field=FloatField())

    @property
    def count(self) -> int:
        """The number of objects that answer; of more than the index looks at, those that it has found."""
        return int(self.rows.count()) if self.text is None else len(self.scores)


class Results(BaseSearchResults):
    """The answer, as Wagtail slices, counts and orders it."""

    supports_facet = True

    def _do_search(self) -> Iterable[Any]:
        search: Search = self.query_compiler
        found: Iterable[Any] = search.page(self.start, self.stop, score=self._score_field or "")
        return found

    def _do_count(self) -> int:
        search: Search = self.query_compiler
        left: int = max(search.count - self.start, 0)
        return left if self.stop is None else min(left, self.stop - self.start)

    def facet(self, field_name: str) -> dict[Any, int]:
        """The number of objects that answer by the value of a field, the most frequent first."""
        model = self.query_compiler.queryset.model
        if field_name not in {field.get_attname(model) for field in model.get_filterable_search_fields()}:
            raise FilterFieldError(f"{field_name} is no field to filter by", field_name=field_name)
        rows = self.query_compiler.rows.order_by().values(field_name)
        return dict(rows.annotate(count=Count("pk")).order_by("-count", field_name).values_list(field_name, "count"))


class Index(BaseIndex):
    """The index of a model as Wagtail writes it: by notes, which the worker takes in within two seconds."""

    def __init__(self, backend: Any, index: EditorIndex | None) -> None:
        super().__init__(backend)
        self._index = index

    def get_key(self) -> str:
        return self._index.index if self._index else "none"

    def add_items(self, model: type[Model], items: Iterable[Any]) -> None:
        if self._index:
            self._index.note([item.pk for item in items])

    def delete_item(self, item: Any) -> None:
        if self._index:
            self._index.note([item.pk])


class _Begun(DatabaseSearchQueryCompiler):
    """The compiler of a search whose last word may be under way."""


class SearchBackend(DatabaseSearchBackend):
    """The backend; what no index has, such as the unused models of Wagtail's libraries, is compared in the database."""

    autocomplete_query_compiler_class = _Begun

    def get_index_for_model(self, model: type[Model]) -> Index:
        """The index of a model."""
        return Index(self, indexes.of_model(model))

    def _search(self, query_compiler_class: Any, query: Any, model_or_queryset: Any, **kwargs: Any) -> Any:
        queryset = model_or_queryset if isinstance(model_or_queryset, QuerySet) else model_or_queryset.objects.all()
        index = indexes.of_model(queryset.model)
        if index is None:
            return super()._search(query_compiler_class, query, queryset, **kwargs)
        if query == "" or kwargs.get("fields") == []:
            return EmptySearchResults()
        search = Search(
            index=index,
            queryset=queryset,
            text=None if isinstance(query, MatchAll) else typed(query),
            user=get_active_log_context().user or AnonymousUser(),
            begins=query_compiler_class is _Begun,
            order_by_relevance=kwargs.get("order_by_relevance", True),
        )
        return Results(self, search)


def typed(query: Any) -> str:
    """The words of a query of Wagtail as somebody would type them."""
    if isinstance(query, str):
        return query
    if isinstance(query, Phrase):
        return f'"{query.query_string}"'
    if isinstance(query, Not):
        return " ".join(f"-{word}" for word in typed(query.subquery).split())
    if isinstance(query, And | Or):
        return " ".join(map(typed, query.subqueries))
    if isinstance(query, Boost):
        return typed(query.subquery)
    return getattr(query, "query_string", "")


def read(text: str, *, index: str, begins: bool) -> Query:
    """Read what is looked for, by the synonyms of all cities, since the editor is one; what ``unit:`` names too."""
    lexicon = KeptLexicon(index)
    query = queries.read(text, lexicon=lexicon, synonyms=synonyms.of_all(sorted(clocks.sequences())))
    named = tuple(Concept(value, (Way(spaced(value)),)) for _, value in query.fields)
    query = replace(query, concepts=(*query.concepts, *named), fields=())
    if not begins or named:
        return query
    beginnings = suggestions.asked(text).begins
    return queries.widened(query, [word for one in beginnings for word in lexicon.beginning(one, limit=_BEGINNINGS)])
