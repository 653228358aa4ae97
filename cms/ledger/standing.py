"""The judging of addresses: what answers there today, whatever redirects there are; they begin where nothing does.

Which view an address belongs to says the URL configuration; whether there is something at it, the view's own judge. A
view without one answers all of its addresses as long as the city is there.
"""

from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path
from typing import Any, Final, NamedTuple, TypeVar

from django.conf import settings
from django.urls import resolve
from django.utils.translation import gettext as _

from cms.core.errors import BadInput
from cms.core.models import Redirect
from cms.core.reading import one_reading
from cms.core.records import City
from cms.core.redirects import EDITOR, EVERYWHERE, KEPT, Source
from cms.ledger import hosts
from cms.ledger.iris import THINGS
from cms.ledger.routes import Route, routes_of
from cms.normal_form import page_path

View = TypeVar("View", bound=Callable[..., Any])
# An address has so many further ones above it on which it can hang, such as the month of a listing.
_ABOVE: Final = 3


class Standing(NamedTuple):
    """That something answers: a page or else an output; ``for_good``, or until what it shows has gone."""

    is_page: bool
    for_good: bool

    @property
    def begins(self) -> str:
        """The condition in words on which a redirect from there begins."""
        if self.for_good:
            return _("it never begins: the website itself answers there")
        if self.is_page:
            return _("it begins when the public page there has gone")
        return _("it begins when what is public there has gone")


# What stands at a host and path, asked with a query, and what the URL configuration has found in the path.
Judge = Callable[..., Standing | None]


class Asked(NamedTuple):
    """The question to a judge: the host and path, and what the URL configuration has found in it by name."""

    host: str
    path: str
    found: dict[str, Any]


# Asks for all that a judge will ask for of many addresses, within a reading.
Ahead = Callable[[list[Asked]], None]
_FOR_GOOD: Final = Standing(is_page=False, for_good=True)


def stands(
    judge: Judge, *, ahead: Ahead | None = None, leads_on: Callable[[str, str], bool] | None = None
) -> Callable[[View], View]:
    """Decorate a view that does not answer each address it has for good.

    A judge that asks for more than what the ledger has at an address says by ``ahead`` how that is asked for of many.
    ``leads_on`` says of a host and path whether the view leads on from there where nothing stands.
    """

    def decorate(view: View) -> View:
        view.standing, view.standing_ahead, view.leads_on = judge, ahead, leads_on  # type: ignore[attr-defined]
        return view

    return decorate


def standing(source: Source, site: str) -> Standing | None:
    """The standing of what comes before a redirect; one without a host is judged on the main host of that city."""
    host, path = source.host or hosts.main_host(site) or "", source.path
    if path.startswith(EVERYWHERE):
        return _FOR_GOOD
    if host not in hosts.hosts():
        # What is at a former host is led on; IRIs and the editor are where they are.
        return _FOR_GOOD if host in hosts.former() and path.startswith((EDITOR, THINGS)) else None
    if path.startswith(KEPT) or path.rstrip("/") in _files_at_root():
        return _FOR_GOOD
    answers = (_answer(host, spelled, source.query) for spelled in _spelled(path))
    return next((answer for answer in answers if answer), None)


@cache
def _files_at_root() -> frozenset[str]:
    """The paths of what is served beside the pages, such as the icons of the city."""
    root = Path(settings.WHITENOISE_ROOT)
    return frozenset(f"/{file.relative_to(root).as_posix()}" for file in root.rglob("*") if file.is_file())


def leads_on(host: str, path: str) -> bool:
    """Return whether an address of ours with nothing there is led on for its spelling, such as that of a feed."""
    judge: Callable[[str, str], bool] | None = getattr(resolve(path).func, "leads_on", None)
    return judge is not None and judge(host, path)


def _spelled(path: str) -> Iterable[str]:
    return dict.fromkeys((path.rstrip("/") or "/", path))


def _answer(host: str, path: str, query: str) -> Standing | None:
    found = resolve(path)
    judge: Judge | None = getattr(found.func, "standing", None)
    return judge(host, path, query, *found.args, **found.kwargs) if judge else _FOR_GOOD


def judged(source: Source, site: str) -> Standing | None:
    """The same of a redirect that is wanted; BadInput where that would never begin."""
    found = standing(source, site)
    if found is None or not found.for_good:
        return found
    if source.path.startswith((*KEPT, *EVERYWHERE)):
        raise BadInput(_("“%(path)s” belongs to the editor and the server.") % {"path": source.path})
    message = _("“%(address)s” is always answered by the website itself: a redirect from there would never begin.")
    raise BadInput(message % {"address": source})


def before(rows: Iterable[Redirect]) -> dict[int, str]:
    """The words for when each of these redirects begins that has not begun, by its id. A few queries."""
    rows = list(rows)
    with one_reading():
        look_ahead((row.source, row.site) for row in rows)
        found = {row.pk: standing(row.source, row.site) for row in rows}
    return {pk: answer.begins for pk, answer in found.items() if answer}


def look_ahead(sources: Iterable[tuple[Source, str]]) -> None:
    """Ask for what :func:`standing` will ask for of each of these, within a reading. A few queries."""
    wanted: dict[tuple[str, str], None] = {}
    judged: dict[Ahead, list[Asked]] = {}
    for source, site in sources:
        main = hosts.main_host(site) or ""
        host, path = source.host or main, source.path
        if host not in hosts.hosts() or path.startswith((*EVERYWHERE, *KEPT)):
            continue
        for spelled in _spelled(path):
            found = resolve(spelled)
            if ahead := getattr(found.func, "standing_ahead", None):
                judged.setdefault(ahead, []).append(Asked(host, spelled, found.kwargs))
        if not source.query:
            wanted |= {(name, above): None for name in (host, main) for above in _above(path)}
    routes_of(wanted)
    for ahead, asked in judged.items():
        ahead(asked)


def _above(path: str) -> list[str]:
    """A path, and some of those above it."""
    found = [path]
    while len(found) <= _ABOVE and found[-1] != "/":
        found.append(page_path(found[-1].rstrip("/").rpartition("/")[0]))
    return found


def is_home(found: Route) -> bool:
    """Return whether that is the home page of the city in its own language, which stays as long as the city does."""
    return isinstance(found.term, City) and found.language == found.term.default_language
