"""The names that terms had before: what was written under one of them is known by the one of today.

They are kept for as long as the term is there, and told to nobody.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence

from cms.core.records import Term
from cms.ledger.iris import Name
from cms.ledger.models import FormerName, TermRow

# Letters of a name that is kept; longer ones are nobody's words.
_LONGEST = 255


def keep(written: Sequence[Term]) -> None:
    """Keep the names that these terms have and will not have once they are written. One query, and one for each 500."""
    keys, schemes = {term.key for term in written}, {term.scheme for term in written}
    rows = TermRow.objects.filter(site__in={term.site for term in written}, scheme__in=schemes, key__in=keys)
    stored = {(site, scheme, key): names for site, scheme, key, names in rows.values_list(*_NAME, "data__names")}
    left = [row for term in written for row in _left(term, stored.get((term.site, term.scheme, term.key)) or {})]
    if left:
        FormerName.objects.bulk_create(left, ignore_conflicts=True, batch_size=500)


_NAME = ("site", "scheme", "key")


def _left(term: Term, before: Mapping[str, str]) -> Iterator[FormerName]:
    for language, name in before.items():
        if name and name != term.names.get(language) and len(name) <= _LONGEST:
            yield FormerName(site=term.site, scheme=term.scheme, key=term.key, language=language, name=name)


def forget(gone: Collection[Name]) -> None:
    """Forget those of terms that go. One query, none for none."""
    if gone:
        sites, schemes, keys = (set(values) for values in zip(*gone, strict=True))
        rows = FormerName.objects.filter(site__in=sites, scheme__in=schemes, key__in=keys)
        FormerName.objects.filter(pk__in=[row.pk for row in rows if (row.site, row.scheme, row.key) in gone]).delete()


def of_city(site: str, schemes: Collection[str], *, most: int) -> dict[Name, dict[str, list[str]]]:
    """Return the former names of a city's terms of these schemes by term and language, the latest first. One query."""
    rows = FormerName.objects.filter(site=site, scheme__in=schemes).order_by("-pk")
    found: defaultdict[Name, dict[str, list[str]]] = defaultdict(dict)
    for scheme, key, language, name in rows.values_list("scheme", "key", "language", "name")[:most]:
        found[site, scheme, key].setdefault(language, []).append(name)
    return dict(found)
