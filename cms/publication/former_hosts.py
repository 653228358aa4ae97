"""Keeping the names of hosts that the city has left, and forgetting them."""

from collections.abc import Collection, Mapping

from cms.core.hosts import is_loopback, is_public
from cms.ledger.models import FormerHost, Host
from cms.normal_form import split_host
from cms.subsites.identity import identity_hosts


def keep(left: Mapping[str, str], *, today: Collection[str]) -> None:
    """Write down the hosts that were left, each with its city; one that is used ``today`` is none any more.

    What names this machine alone is nobody's bookmark. A name that only a network of its own knows is kept where it was
    left itself, not where it went from one port to another, as while somebody tries things out.
    """
    own = {split_host(name)[0] for name in today if not is_public(split_host(name)[0])}
    worth = {name: site for name, site in left.items() if not is_loopback(_bare(name)) and _bare(name) not in own}
    FormerHost.objects.bulk_create(
        [FormerHost(name=name, site=site) for name, site in worth.items()],
        update_conflicts=True,
        unique_fields=["name"],
        update_fields=["site", "since"],
    )
    known = FormerHost.objects.values_list("name", flat=True)
    FormerHost.objects.filter(name__in=[name for name in known if name in today or _bare(name) in own]).delete()


def insist(forgotten: FormerHost) -> None:
    """Write down again one that is not to be forgotten, whoever did: IRIs begin with it, and it is not one of today."""
    if is_of_identity(forgotten) and not Host.objects.filter(name=forgotten.name).exists():
        FormerHost.objects.create(name=forgotten.name, site=forgotten.site, since=forgotten.since)


def is_of_identity(host: FormerHost) -> bool:
    """Return whether the IRIs of a city are on it, so that it cannot be forgotten."""
    return host.name in identity_hosts()


def _bare(name: str) -> str:
    """The name without its port; one that is in no normal form is left as it is."""
    try:
        return split_host(name)[0]
    except ValueError:
        return name
