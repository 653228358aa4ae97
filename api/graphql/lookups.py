"""Finding one thing: by its key, by an address, by a document's number, by its node id."""

from collections.abc import Callable
from typing import Any, Final
from urllib.parse import unquote, urlsplit

from graphene.utils.str_converters import to_camel_case
from graphql_relay import from_global_id

from api.graphql.context import Context
from cms.core import kinds
from cms.core.errors import BadInput, NotFound
from cms.core.kinds import Kind
from cms.core.records import TERMS, Term
from cms.ledger import hosts, redirects
from cms.ledger.store import Found, Item, Route, store
from cms.normal_form import address, normal_host
from cms.publication import preview

KINDS: Final = {kind.record.__name__: kind.name for kind in kinds.registered()}
SCHEMES: Final = {cls.__name__: scheme for scheme, cls in TERMS.items()}


def public(found: Found | None, context: Context, *, kind: str | None = None) -> Item | None:
    """The item that was found, where it is public and of that kind; it becomes part of the answer."""
    if found is None or found.gone or kind not in (None, found.item.kind):
        return None
    return context.announce_found(found)


def route(context: Context, host: str | None, path: str) -> Route | None:
    """The target of an address of this city; another city's host leads nowhere.

    That of a former host leads to today's. The path of an address as browsers give it, with percent signs and a query,
    is read like the decoded one.
    """
    name = context.city_host.host if host is None else _host(context, host)
    if name is None:
        return None
    found = redirects.route(host=name, path=path)
    if found is None or "?" in path or name in hosts.former():
        bare, _, query = path.partition("?")
        if (decoded := unquote(bare)) != path:
            found = redirects.route(host=name, path=decoded, query=query) or found
    elsewhere = found and found.found and found.found.item.data["site"] != context.city_host.site
    return None if elsewhere else found


def _host(context: Context, name: str) -> str | None:
    """One of this city's hosts, today's or a former one, or one of nobody's, from which somebody may lead to it."""
    if (host := hosts.host_named(name)) is not None:
        return host if hosts.site_of(host) == context.city_host.site else None
    try:
        return normal_host(name)
    except ValueError:
        return None


def _route_of_url(context: Context, url: str) -> Route | None:
    try:
        found = address(url)
    except ValueError:
        return None
    return route(context, found.host, f"{found.path}?{query}" if (query := urlsplit(url).query) else found.path)


def _at(context: Context, url: str, kind: str) -> Item | None:
    found = _route_of_url(context, url)
    if found is not None and found.redirect:
        found = _route_of_url(context, found.redirect)
    return public(found.found, context, kind=kind) if found else None


def one(kind: Kind) -> Callable[..., Item | None]:
    """The resolver of one record by exactly one of key, url and, where the kind has one, its number."""
    numbered = kind.numbered_by
    names = f"a key, a url or a {to_camel_case(numbered)}" if numbered else "a key or a url"

    def read(
        root: Any, context: Context, key: str | None = None, url: str | None = None, **given: str | None
    ) -> Item | None:
        number = given.get(numbered)
        if sum(value is not None for value in (key, url, number)) != 1:
            raise BadInput(f"give either {names}", where=kind.singular)
        if key is not None:
            return public(store.entry(site=context.city_host.site, key=key), context, kind=kind.name)
        if number is not None:
            found = _at(context, context.vocabulary.numbered_url(kind, number) or "", kind.name)
            # A number is no address: none is another spelling of one.
            return found if found and found.data.get(numbered) == number else None
        return _at(context, url or "", kind.name)

    return read


def draft(kind: str) -> Callable[..., Item]:
    """The resolver of a draft of that kind that a preview token lends; NotFound for any other token."""

    def read(root: Any, context: Context, token: str) -> Item:
        record, body = preview.load(token)
        if record.kind != kind or record.site != context.city_host.site:
            raise NotFound("no draft has this preview token", where="token")
        return context.announce_draft(record, body)

    return read


def node(root: Any, context: Context, id: str) -> Item | Term | None:
    """The record or the term that an id was made for."""
    name, key = from_global_id(id)
    if name in KINDS:
        return public(store.entry(site=context.city_host.site, key=key), context, kind=KINDS[name])
    return context.term(SCHEMES[name], key) if name in SCHEMES else None
