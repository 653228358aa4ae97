"""The one rule behind every list, chooser, report and address of the editor: who may know that a page exists.

Everybody may know what is public, by the name that the public knows it by, and the places that lead there. Of all else,
drafts, held, waiting, private and taken-down pages, those know who own it, who may change what lies there, who are
asked to review it, and who hold the right that its type names (``known_by``). What a person does not know answers as
what does not exist.
"""

from collections.abc import Callable, Iterable
from functools import cached_property
from typing import Any, Final, TypeVar

from django.contrib.contenttypes.models import ContentType
from django.db.models import CharField, Exists, Model, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Cast, Concat
from wagtail.models import Page, TaskState, get_page_models
from wagtail.permission_policies.pages import PagePermissionPolicy
from wagtail.permissions import policy_registry

from cms.core.pages import BasePage
from cms.core.visibility import gate

# Whether a published record is that of a page, given what refers to the page's key and what to its title in a query.
Published = Callable[[OuterRef, OuterRef], Exists]
# Whether a term of that scheme is public in any city, given what refers to its key.
Named = Callable[[str, OuterRef], Exists]
Pages = TypeVar("Pages", bound="QuerySet[Any]")

_CHANGE: Final = Page.PERMISSION_CODENAMES.CHANGE
_LAST_STEP: Final = Value("Z" * Page.steplen)
_publication: list[tuple[Published, Named]] = []


def publish_by(published: Published, named: Named) -> None:
    """Let the publication say what it has made public; as long as nobody does, no record and no term is."""
    _publication[:] = [(published, named)]


class Acquaintance:
    """The pages that one person may know at this moment. Its conditions cost no query but those of the person's rights.

    ``reads`` are the pages that the person knows by right, drafts and past names included; ``knows`` these and what is
    public. Both are None for who may know everything.
    """

    def __init__(self, user: Any) -> None:
        self.user = user

    def among(self, pages: Pages) -> Pages:
        """Those of ``pages`` that the person may know."""
        return _filtered(pages, self.knows)

    def read_among(self, pages: Pages) -> Pages:
        """Those of ``pages`` of which the person may know more than the public does."""
        return _filtered(pages, self.reads)

    def found_among(self, pages: Pages) -> Pages:
        """The same as :meth:`among` in a form that Wagtail's search takes: it looks into a filter and knows few.

        Each page is asked for by itself: a list of all that are known would be as long as the archive.
        """
        if self.knows is None:
            return pages
        known = Page.objects.filter(self.knows, pk=OuterRef("pk")).order_by().values("pk")
        return pages.filter(pk__in=known)

    def known_of(self, keys: Iterable[int]) -> set[int]:
        """Those of these keys of pages that the person may know. One query."""
        return set(self.among(Page.objects.filter(pk__in=set(keys))).values_list("pk", flat=True))

    @cached_property
    def reads(self) -> Q | None:
        """The pages known by right."""
        if not self.user.is_active:
            return _nothing()
        if self.user.is_superuser:
            return None
        return Q(owner=self.user.pk) | self._changeable() | self._reviewed() | self._by_type()

    @cached_property
    def knows(self) -> Q | None:
        """The pages known by right, those that are public, and the ways to them."""
        if self.reads is None or not self.user.is_active:
            return self.reads
        return Q(depth=1) | self.reads | public() | self._ways()

    def _changeable(self) -> Q:
        """The pages at and below the places that the person may change; "publish" alone is over one's own pages."""
        found = _nothing()
        for place in self._places:
            found |= Q(path__startswith=place.path)
        return found

    @cached_property
    def _places(self) -> list[Page]:
        granted = PagePermissionPolicy().get_cached_permissions_for_user(self.user)
        return [given.page for given in granted if given.permission.codename == _CHANGE]

    def _reviewed(self) -> Q:
        asked = TaskState.objects.reviewable_by(self.user)
        if asked.query.is_empty():
            return _nothing()
        of_pages = asked.filter(revision__base_content_type=ContentType.objects.get_for_model(Page))
        return Q(Exists(of_pages.filter(revision__object_id=Cast(OuterRef("pk"), CharField()))))

    def _by_type(self) -> Q:
        rights = {right for model in _types() if (right := model.known_by)}
        held = {right for right in rights if self.user.has_perm(right)}
        return _of_types(model for model in _types() if model.known_by in held)

    def _ways(self) -> Q:
        """The places above what the person owns or may change: who knows a page knows where it is."""
        above = {place.path[:length] for place in self._places for length in _lengths(place)}
        own = Page.objects.filter(owner=self.user.pk, **_below())
        return Q(path__in=above) | (Q(numchild__gt=0) & Q(Exists(own)))


def acquaintance(user: Any) -> Acquaintance:
    """The acquaintance of the person of a request; kept on the user meanwhile, as Wagtail keeps its permissions."""
    found: Acquaintance | None = getattr(user, "_acquaintance", None)
    if found is None:
        found = user._acquaintance = Acquaintance(user)
    return found


def public() -> Q:
    """The pages that everybody may know.

    A record is known while the publication has it, by its published title: where that has something covered or
    withheld, the page's own title is nobody's. A place is known where the gate lets it through, an alias with its
    source, and a folder, which publishes nothing, with what is public in it.
    """
    if not _publication:
        return _nothing()
    published, _named = _publication[0]
    title, now = OuterRef("title"), gate()
    places = _of_types(model for model in _types() if model.publishes == "term")
    folders = _of_types(model for model in _types() if model.publishes is None)
    below = Page.objects.filter(published(OuterRef("pk"), title), **_below())
    return (
        Q(published(OuterRef("pk"), title))
        | (places & now.columns())
        | (Q(alias_of__isnull=False, live=True) & now.trees() & Q(published(OuterRef("alias_of_id"), title)))
        | (folders & Q(Exists(below)))
    )


def named(scheme: str, key: str) -> Q:
    """The items of a vocabulary, each with its key in that column, that something public names."""
    return Q(_publication[0][1](scheme, OuterRef(key))) if _publication else _nothing()


def keeps(user: Any, model: type[Model]) -> bool:
    """Return whether the person has some right over a vocabulary, and so over all of its items."""
    policy = policy_registry.get_by_type(model)
    return bool(policy.user_has_any_permission(user, {"add", "change", "delete", "view"}))


def known_items(user: Any, model: type[Model]) -> QuerySet[Any]:
    """The items of a vocabulary that the person may know: all for who keeps it, else what its ``known_to`` says."""
    items = model._default_manager.all()
    if keeps(user, model):
        return items
    known_to = getattr(model, "known_to", None)
    return items.filter(known_to(user)) if known_to else items.none()


def _filtered(pages: Pages, condition: Q | None) -> Pages:
    return pages if condition is None else pages.filter(condition)


def _nothing() -> Q:
    return Q(pk__in=())


def _below() -> dict[str, Any]:
    """A condition on pages below the page of the outer query, as a range of the paths."""
    return {"path__gt": OuterRef("path"), "path__lte": Concat(OuterRef("path"), _LAST_STEP)}


def _lengths(place: Page) -> range:
    return range(Page.steplen, len(place.path), Page.steplen)


def _types() -> list[type[BasePage]]:
    return [model for model in get_page_models() if issubclass(model, BasePage)]


def _of_types(models: Iterable[type[BasePage]]) -> Q:
    found = ContentType.objects.get_for_models(*models)
    return Q(content_type__in=[content_type.pk for content_type in found.values()])
