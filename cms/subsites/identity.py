"""The identity base of a city, on which its IRIs hang: fixed with its first public address, it never moves.

Until then it is provisional, the address of the day: nothing that is known on one machine or network alone can name a
thing for the world. Links are another matter: they lead to today's host, whatever the base is.
"""

from collections.abc import Iterable, Iterator
from urllib.parse import quote, urlsplit

from django.conf import settings
from wagtail.models import Site

from cms.core.hosts import is_public_base
from cms.core.reading import read_once
from cms.normal_form import kept_host
from cms.subsites.models import CityPage, Identity


@read_once(lambda city: city.pk if city else None)
def base_url(city: CityPage | None) -> str:
    """The address of the host that shows the city's home page today, without a final slash."""
    return _address(city) or str(settings.MADANG_BASE_URL).rstrip("/")


def _address(city: CityPage | None) -> str | None:
    if city is None:
        return None
    roots = Site.objects.filter(root_page__translation_key=city.translation_key)
    site = roots.order_by("-is_default_site", "hostname", "port").first()
    return site.root_url if site else None


@read_once(lambda city: city.code if city else None)
def identity_base(city: CityPage | None) -> str:
    """The beginning of the city's IRIs, without a final slash."""
    fixed = Identity.objects.filter(city=city.code).values_list("base", flat=True).first() if city else None
    return fixed or base_url(city)


def entity(base: str, kind: str, key: str) -> str:
    """The IRI of a thing."""
    return f"{base}/id/{kind}/{quote(key, safe='')}"


def fix(codes: Iterable[str]) -> list[str]:
    """Fix the bases of those of these cities that have a public address for the first time; returns their keys.

    One query where all are fixed. A base is one city's alone: one that came to the host of another stays provisional.
    """
    fixed = dict(Identity.objects.values_list("city", "base"))
    made: list[str] = []
    for code in codes:
        if code in fixed:
            continue
        base = address_of(code)
        if base and is_public_base(base) and base not in fixed.values():
            Identity.objects.create(city=code, base=base)
            fixed[code] = base
            made.append(code)
    return made


def address_of(code: str) -> str | None:
    """The address of a city's home page today, without a final slash; None where no host shows it."""
    return _address(CityPage.objects.filter(code=code).order_by("path").first())


def identity_hosts() -> set[str]:
    """The hosts of all fixed bases. One query."""
    return {kept_host(urlsplit(base).netloc) for base in Identity.objects.values_list("base", flat=True)}


def described(codes: Iterable[str]) -> Iterator[tuple[str, str, bool]]:
    """The key, the base and whether it is fixed, of each of these cities."""
    fixed = dict(Identity.objects.values_list("city", "base"))
    for code in codes:
        base = fixed.get(code) or address_of(code) or str(settings.MADANG_BASE_URL)
        yield code, base, code in fixed
