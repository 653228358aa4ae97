"""Addresses of the editor that name a page: of one that the person does not know, they answer as of one that is not."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import wraps
from typing import Any, Final

from django.apps import apps
from django.http import Http404, HttpRequest, HttpResponse
from wagtail.models import Page

from cms.core.acquaintance import acquaintance

# The names under which Wagtail's addresses, queries and forms give the key of one page.
IN_ADDRESSES: Final = frozenset({"page_id", "parent_page_id", "page_to_move_id", "destination_id", "page_pk"})
SENT: Final = frozenset(
    {"new_parent_page", "parent_page", "chooser", "destination_page_id", "childOf", "child_of", "descendant_of"}
)
# Where an address gives it under the name of any key: of pages alone, and of the model that the address names.
_OF_PAGES: Final = frozenset({"revisions_compare"})
_OF_MODELS: Final = ("object_id", "pk")


def known_pages_only(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Raise Http404 where a request names a page that its person may not know. Nothing is asked where it names none."""

    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.user.is_authenticated and (named := set(_named(request, kwargs))):
            known = acquaintance(request.user)
            if known.knows is not None and named - known.known_of(named):
                raise Http404
        return view(request, *args, **kwargs)

    return wrapped


def _named(request: HttpRequest, kwargs: Mapping[str, Any]) -> Iterator[int]:
    """The keys of pages in the address, in its query and in the form that was sent, in any of which they may be wrong:
    those that are no numbers are left to the view."""
    for name, value in kwargs.items():
        if name in IN_ADDRESSES or (name in _OF_MODELS and _is_of_page(request, kwargs)):
            yield from keys_in([value])
    for sent in (request.GET, request.POST):
        for name in SENT & sent.keys():
            yield from keys_in(sent.getlist(name))


def _is_of_page(request: HttpRequest, kwargs: Mapping[str, Any]) -> bool:
    if request.resolver_match is not None and request.resolver_match.url_name in _OF_PAGES:
        return True
    try:
        return issubclass(apps.get_model(kwargs["app_label"], kwargs["model_name"]), Page)
    except (KeyError, LookupError):
        return False


def keys_in(values: Iterable[Any]) -> Iterator[int]:
    """Those of some values that a database can have as a key."""
    for value in map(str, values):
        if value.isascii() and value.isdecimal() and len(value) < 19:
            yield int(value)
