"""The hosts that the city answers on, and those that it answered on before: whom and what a request is for."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from operator import itemgetter
from typing import TypeVar

from django.db.models import BooleanField, Value

from cms.ledger import generation
from cms.ledger.models import Address, FormerHost, Host
from cms.normal_form import normal_host, page_path, split_host

R = TypeVar("R")


@dataclass(frozen=True)
class CityHost:
    """The city that a request is for, and the host name that the ledger knows it by."""

    site: str
    host: str


def hosts() -> dict[str, str]:
    """Host name -> site, with the default host first."""
    return _names()[0]


def former() -> dict[str, str]:
    """The names that hosts had before -> site, of cities that have a host today."""
    return _names()[1]


def _names() -> tuple[dict[str, str], dict[str, str]]:
    return generation.fresh("hosts", _read)


def _read() -> tuple[dict[str, str], dict[str, str]]:
    """One query."""
    is_former = BooleanField()
    today = Host.objects.values_list("name", "site", "is_default", Value(False, is_former))
    before = FormerHost.objects.values_list("name", "site", Value(False, is_former), Value(True, is_former))
    rows = sorted(today.union(before, all=True), key=lambda row: (not row[2], row[0]))
    current = {name: site for name, site, _, is_former in rows if not is_former}
    cities = set(current.values())
    return current, {name: site for name, site, _, is_former in rows if is_former and site in cities}


def site_of(host: str) -> str | None:
    """The city of a host, today's or a former one; None for any other."""
    return hosts().get(host) or former().get(host)


def host_named(name: str) -> str | None:
    """The host of the ledger, today's or a former one, that an address means by this name, however it is spelled."""
    try:
        host = normal_host(name)
    except ValueError:
        return None
    return host if site_of(host) else None


def asked_host(name: str) -> str | None:
    """The host of the ledger, today's or a former one, that a request was sent to; None for a foreign one.

    Its port decides only between hosts of one name: proxies leave it out, or write their own.
    """
    if (host := host_named(name)) is not None:
        return host
    try:
        bare, _ = split_host(name)
    except ValueError:
        return None
    return next((host for host in (*hosts(), *former()) if split_host(host)[0] == bare), None)


def former_host(name: str) -> str | None:
    """The former host that a request was sent to; None where that is one of today, or foreign."""
    host = asked_host(name)
    return host if host in former() else None


def same_name(host: str) -> str | None:
    """The host of today that a former one differs from by its port alone."""
    return next((name for name in hosts() if split_host(name)[0] == split_host(host)[0]), None)


def is_foreign(name: str) -> bool:
    """Return whether a request was sent to a host that is none of ours; none is while there is no city."""
    return asked_host(name) is None and bool(hosts())


def city_host_of(host: str) -> CityHost | None:
    """The city and host that a request for a host is for; None in an empty installation.

    The other names under which the hub itself is reached are for the default ones.
    """
    name = asked_host(host) or next(iter(hosts()), None)
    site = site_of(name) if name else None
    return CityHost(site, name) if name and site else None


def main_host(site: str) -> str | None:
    """The host of a city's home page today."""
    return next((name for name, city in hosts().items() if city == site), None)


def meant(host: str, path: str) -> list[tuple[str, str]]:
    """The meanings of a path of a known host, of which the first that exists counts.

    These are itself, the page that it is another spelling of, and the same two of the main host of its city.
    """
    if not path.startswith("/"):
        return [(host, path)]
    site = site_of(host)
    main = (main_host(site) if site else None) or host
    return [
        (name, spelled) for name in dict.fromkeys((host, main)) for spelled in dict.fromkeys((path, page_path(path)))
    ]


def predecessors(names: list[str]) -> list[str]:
    """The former hosts that had the same home page as one of these: what was published there is looked for here."""
    if not former():
        return []
    homes = generation.fresh("homes", _homes)
    wanted = {homes[name] for name in names if name in homes}
    return [name for name in former() if homes.get(name) in wanted and name not in names]


def _homes() -> dict[str, tuple[int, str]]:
    """The term, with its language, whose page each host has, or had, at its root. One query."""
    rows = Address.objects.filter(host__in=[*hosts(), *former()], path="/", term__isnull=False)
    found = rows.values_list("host", "term_id", "language", "site")
    own = own_last(found, host=itemgetter(0), site=itemgetter(3))
    return {host: (term, language) for host, term, language, _ in own}


def own_last(rows: Iterable[R], *, host: Callable[[R], str], site: Callable[[R], str]) -> list[R]:
    """Rows of addresses with those last that the city wrote whose host it is: two cities may have had it in turn."""
    return sorted(rows, key=lambda row: site(row) == site_of(host(row)))
