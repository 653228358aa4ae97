"""Making redirects: what one may lead from and to, and what is told to every process when there are new ones."""

from collections.abc import Callable, Collection, Container, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final
from unicodedata import normalize
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import Page

from cms.core.addresses import is_reserved, roots
from cms.core.errors import BadInput
from cms.core.hosts import is_own
from cms.core.iri import escape_iri
from cms.core.models import Redirect
from cms.core.reading import one_reading
from cms.core.redirects import KEPT, Source, digest, place_of, read_source
from cms.normal_form import IN_NO_PATH, address, normal_host, normal_query, origin_of, page_path
from cms.publication import hosts, ledger, redirects, vocabulary
from cms.publication.models import Entry
from cms.subsites.models import city_of

LONGEST_URL: Final = 2_000
# So many redirects may lead to one another.
_MOST_STEPS: Final = 5
_is_web_address: Final = URLValidator(schemes=["http", "https"])


# Which of some pages may be told of to whoever asks.
Known = Callable[[list[int]], Collection[int]]


@dataclass(frozen=True, kw_only=True)
class Wish:
    """A redirect that somebody wants: from ``source`` of the city ``site``, to the page of an id or to ``url``."""

    site: str
    source: Source
    page_id: int | None = None
    url: str = ""
    permanent: bool = True

    @property
    def digest(self) -> str:
        """What stands for the address."""
        return digest(self.source, site=self.site)

    @property
    def target(self) -> str:
        """Where it leads, as people read it."""
        return self.url or page_address(self.page_id) or _("a page that has gone")

    def row(self, origin: str, place: str | None = None) -> Redirect:
        """The redirect, not stored yet; ``place`` is the term that its page is a place of, where that is known."""
        return filled(Redirect(origin=origin), self, place)


def filled(row: Redirect, one: Wish, place: str | None = None) -> Redirect:
    """The row with what is wanted, not stored yet."""
    row.site, (row.host, row.path, row.query) = one.site, one.source
    row.page_id, row.url, row.permanent = one.page_id, one.url, one.permanent
    row.complete(place)
    return row


def settled(text: str, *, page_id: int | None, url: str, permanent: bool) -> Wish:
    """What somebody wants, with a target that has been read; BadInput says what is wrong with the address.

    A path of the main host of a city is one of the city, whatever that host is called tomorrow.
    """
    source = read_source(text)
    site = hosts.site_of(source.host) or _site(page_id) or next(iter(hosts.hosts().values()), "")
    if (source.host in hosts.hosts() or not source.host) and source.path.startswith(KEPT):
        raise BadInput(_("“%(path)s” belongs to the editor and the server.") % {"path": source.path})
    source = source._replace(host="") if source.host == hosts.main_host(site) else source
    return Wish(site=site, source=source, page_id=page_id, url=url, permanent=permanent)


def _site(page_id: int | None) -> str:
    """The key of the city of a page; empty where there is only one, which all have."""
    if page_id is None or len(set(hosts.hosts().values())) < 2:
        return ""
    page = Page.objects.filter(pk=page_id).first()
    city = city_of(page) if page else None
    return city.code if city else ""


def read_target(text: str, *, among: Container[str] = (), known: Known = set) -> tuple[int | None, str]:
    """The id of the page at an address, or the web address that it is; BadInput where it is neither.

    ``among`` are the digests of redirects that are wanted with it. A page that is not ``known`` is not there.
    """
    text = _address_of(text)
    found, parts = address(text), urlsplit(text)
    own = hosts.asked_host(found.host) or (found.host if is_own(found.host) else None)
    if own is None:
        return None, text
    page_id = page_at(found.host, found.path)
    is_told = page_id is None or page_id in known([page_id])
    if page_id and is_told and not (parts.query or parts.fragment):
        return page_id, ""
    source = Source(own, found.path, normal_query(parts.query))
    if not is_told or not (any(key in among for key in redirects.asked(source)) or _is_something(source)):
        raise BadInput(_("There is nothing at “%(text)s”.") % {"text": unquote(text)})
    return None, text


def _address_of(text: str) -> str:
    """What is written as a target as a whole address; BadInput where it is none.

    One under a name of the city that only the settings know is under the name that all know.
    """
    text = text.strip()
    if not text:
        raise BadInput(_("The address that it leads to is missing."))
    if IN_NO_PATH.search(text):
        raise BadInput(_("“%(text)s” is neither a path nor a web address.") % {"text": text})
    text = escape_iri(normalize("NFC", text))
    if text.startswith("/") and not text.startswith("//"):
        text = f"{settings.MADANG_BASE_URL}{text}"
    try:
        _is_web_address(_ascii_host(text))
        host = address(text).host
    except (ValidationError, ValueError) as error:
        raise BadInput(_("“%(text)s” is neither a path nor a web address.") % {"text": text}) from error
    if len(text) > LONGEST_URL:
        raise BadInput(_("The address is too long."))
    if hosts.asked_host(host) is None and is_own(host):
        return f"{settings.MADANG_BASE_URL}{text.removeprefix(origin_of(text))}"
    return text


def _ascii_host(url: str) -> str:
    """The address with its host as servers know it: ValueError where it has none, or a name and password."""
    parts = urlsplit(url)
    return parts._replace(netloc=normal_host(parts.netloc)).geturl()


def page_at(host: str, path: str) -> int | None:
    """The id of the page that is, was or will be at an address of ours: one that the public may not see too."""
    found = vocabulary.route(host=hosts.asked_host(host) or host, path=path)
    if found and found.redirect:
        last = address(found.redirect)
        found = vocabulary.route(host=last.host, path=last.path)
    if found and found.found:
        return Entry.objects.filter(pk=found.found.item.id).values_list("page_id", flat=True).first()
    return _in_the_tree(host, page_path(path))


def _in_the_tree(host: str, path: str) -> int | None:
    for root in roots():
        if address(root.base_url).host == host and path.startswith(f"{root.prefix}/"):
            url_path = f"{root.path}{path.removeprefix(root.prefix).lstrip('/')}"
            page = Page.objects.filter(url_path=url_path).first()
            if page is not None:
                return page.alias_of_id or page.pk
    return None


def _is_something(source: Source) -> bool:
    """Whether an address of ours that is no page's is one of a term, an output, a redirect, or a page with a query."""
    host, path, query = source
    if redirects.route(host=host, path=path, query=query) or _in_the_tree(host, page_path(path)):
        return True
    steps = [step for step in path.split("/") if step]
    languages = {root.prefix.strip("/") for root in roots()}
    head = steps[1:2] if steps[:1] and steps[0] in languages else steps[:1]
    return any(is_reserved(step.partition(".")[0]) for step in (*head, *steps[-1:]))


def page_address(page_id: int | None) -> str:
    """Where a page is, or was last, whoever may see it; empty where nobody knows."""
    return page_addresses([page_id]).get(page_id, "") if page_id else ""


def page_addresses(page_ids: Iterable[int]) -> dict[int, str]:
    """The same for pages of these ids. A few queries."""
    wanted = list(dict.fromkeys(page_ids))
    rows = Entry.objects.filter(page_id__in=wanted).values_list("page_id", "record__url")
    found = {pk: str(url) for pk, url in rows if pk is not None}
    with one_reading():
        for page in Page.objects.filter(pk__in=wanted).specific():
            if url := page.full_url:
                found[page.pk] = str(url)
    return found


def refuse(one: Wish, *, among: Mapping[str, Wish], itself: int | None = None, known: Known = set) -> None:
    """BadInput where what is wanted exists already, or leads back to where it begins; both are named, but for pages
    that are not ``known``.

    ``among`` are others that are wanted with it, by digest; ``itself`` is the row that it takes the place of.
    """
    stored = _stored(itself).filter(digest=one.digest).first()
    if stored is not None or one.digest in among:
        other = among[one.digest] if stored is None else _as_wish(stored)
        message = (
            _("An earlier line redirects “%(source)s” already, to “%(target)s”.")
            if stored is None
            else _("“%(source)s” is redirected already, to “%(target)s”.")
        )
        raise BadInput(message % {"source": one.source, "target": _named(other, unquote(other.target), known)})
    refuse_way(one, among=among, itself=itself, known=known)


def refuse_way(one: Wish, *, among: Mapping[str, Wish], itself: int | None = None, known: Known = set) -> None:
    """BadInput where one redirect after the other leads back to where this one begins, or too far."""
    steps, target = list[tuple[Wish, str]](), one
    for _step in range(_MOST_STEPS):
        url = target.url or page_address(target.page_id)
        if not url:
            return
        steps.append((target, unquote(url)))
        found = address(url)
        beyond = redirects.asked(Source(found.host, found.path, normal_query(urlsplit(url).query)))
        if one.digest in beyond:
            raise BadInput(_("This would lead round in a circle: %(way)s.") % {"way": _way(one, steps, known)})
        following = None if target.page_id else _first(beyond, among, itself)
        if following is None:
            return
        target = following
    raise BadInput(_("Too many redirects lead to one another: %(way)s.") % {"way": _way(one, steps, known)})


def _way(one: Wish, steps: Iterable[tuple[Wish, str]], known: Known) -> str:
    """The way from an address by these steps, for whoever may know."""
    return " → ".join([str(one.source), *(_named(step, url, known) for step, url in steps)])


def _first(wanted: Mapping[str, Source], among: Mapping[str, Wish], itself: int | None) -> Wish | None:
    stored = {row.digest: row for row in _stored(itself).filter(digest__in=wanted)}
    for key in wanted:
        if key in among:
            return among[key]
        if key in stored:
            return _as_wish(stored[key])
    return None


def _stored(itself: int | None) -> Any:
    return Redirect.objects.exclude(pk=itself) if itself else Redirect.objects.all()


def _as_wish(row: Redirect) -> Wish:
    return Wish(site=row.site, source=row.source, page_id=row.page_id, url=row.url, permanent=row.permanent)


def _named(one: Wish, address: str, known: Known) -> str:
    """Where it leads, for whoever may know."""
    return address if one.page_id is None or one.page_id in known([one.page_id]) else _("a page that you do not know")


def written_digests(text: str) -> list[str]:
    """What stands for a written address, in each city where it has no host; BadInput where it is none."""
    found = settled(text, page_id=None, url="", permanent=True)
    return [digest(found.source, site=site) for site in {found.site, *hosts.hosts().values()}]


def is_same(one: Wish) -> bool:
    """Whether just this redirect exists."""
    stored = Redirect.objects.filter(digest=one.digest).first()
    return stored is not None and _as_wish(stored) == one


def hidden_behind(one: Wish) -> str:
    """The address of the public page that comes before a redirect from there; empty where there is none."""
    if one.source.query:
        return ""
    host = one.source.host or hosts.main_host(one.site) or ""
    found = vocabulary.route(host=host, path=one.source.path)
    if found is None or found.is_old or found.gone or not (found.found or found.term):
        return ""
    return str(one.source)


@transaction.atomic
def keep(wishes: list[Wish], *, origin: str) -> int:
    """Store these redirects, which nobody has yet, and tell every process; returns how many there are."""
    for batch in ledger.batches(wishes):
        pages = Page.objects.in_bulk({one.page_id for one in batch if one.page_id})
        places = {page_id: place_of(page) for page_id, page in pages.items()}
        Redirect.objects.bulk_create([one.row(origin, places.get(one.page_id or 0, "")) for one in batch])
    if wishes:
        announce()
    return len(wishes)


@transaction.atomic
def announce() -> None:
    """Redirects have changed: what any process keeps of answers is stale when this transaction has committed."""
    ledger.advance_vocabulary()


@transaction.atomic
def repair() -> int:
    """Complete what was written behind our back, such as by an update of the table; returns how many rows."""
    repaired = 0
    after = 0
    while batch := list(Redirect.objects.filter(pk__gt=after).order_by("pk")[: ledger.BATCH]):
        after = batch[-1].pk
        pages = Page.objects.in_bulk([row.page_id for row in batch if row.page_id])
        for row in batch:
            before = (row.digest, row.place)
            page = pages.get(row.page_id)
            row.complete(place_of(page) if page else None)
            if (row.digest, row.place) != before:
                Redirect.objects.filter(pk=row.pk).update(digest=row.digest, place=row.place)
                repaired += 1
    if repaired:
        announce()
    return repaired
