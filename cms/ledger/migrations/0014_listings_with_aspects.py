from datetime import datetime
from hashlib import blake2b
from itertools import combinations, product
from urllib.parse import urlsplit

from django.db import migrations, transaction
from django.utils import timezone

from cms.core import rows

BATCH = 1_000
WIDTH = 5_000
TERM_WIDTH = 1_000
BOOKMARK = "aspects"
EPOCH = datetime.fromisoformat("1970-01-01T00:00:00+00:00")
WIDE = {
    "post": ("tag", "website", "unit", "field"),
    "document": ("task", "function", "unit"),
    "meeting": ("committee", "unit"),
}
NARROW = {"post": (), "document": ("genre", "openness"), "meeting": ("openness",)}
SECTIONS = {"post": "", "document": "documents", "meeting": "committees"}
FIELDS = {"tag": "tags", "function": "functions", "unit": "publisher", "field": "topics"}


def fill(apps, schema_editor):
    """Place all that is public, a batch of entries in a transaction; begun again, it goes on where it was ended."""
    Entry = apps.get_model("publication", "Entry")
    Listing = apps.get_model("publication", "AspectListing")
    Clock = apps.get_model("publication", "Clock")
    Bookmark = apps.get_model("publication", "Bookmark")
    clock = Clock.objects.first()
    Bookmark.objects.get_or_create(name=BOOKMARK, defaults={"sequence": clock.sequence if clock else 0})
    done = Listing.objects.order_by("-entry").values_list("entry", flat=True).first() or 0
    while ids := list(Entry.objects.filter(pk__gt=done).order_by("pk").values_list("pk", flat=True)[:BATCH]):
        with transaction.atomic():
            place(apps, ids)
        done = ids[-1]


def fill_shards(apps, schema_editor):
    """The same for the shards of the sitemap that have items."""
    Entry = apps.get_model("publication", "Entry")
    Shard = apps.get_model("publication", "ShardRow")
    last = Entry.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    done = Shard.objects.filter(part="entries").order_by("-number").values_list("number", flat=True).first() or 0
    for number in range(done, last // WIDTH + 1):
        with transaction.atomic():
            bound(apps, {number})


def place(apps, ids):
    """Give these entries their places anew, where they are public."""
    Entry = apps.get_model("publication", "Entry")
    Listing = apps.get_model("publication", "AspectListing")
    Aspect = apps.get_model("publication", "AspectRow")
    entries = list(Entry.objects.filter(pk__in=ids, state="public"))
    found = {number: aspect for number, *aspect in (_aspect(entry) for entry in entries)}
    stored = set(Aspect.objects.filter(pk__in=found).values_list("pk", flat=True))
    new = found.keys() - stored
    Aspect.objects.bulk_create(
        Aspect(number=n, kind=found[n][0], language=found[n][1], narrow=found[n][2]) for n in sorted(new)
    )
    Listing.objects.filter(entry__in=ids).delete()
    places = [row for entry in entries for row in _places(entry)]
    rows.insert(Listing, ("entry", "listing", "aspect", "published_us"), places)


def bound(apps, numbers):
    """Write down which hosts list something of these shards of the sitemap, and when they last changed."""
    Entry = apps.get_model("publication", "Entry")
    Shard = apps.get_model("publication", "ShardRow")
    for number in sorted(numbers):
        found = {}
        entries = Entry.objects.filter(pk__gte=number * WIDTH, pk__lt=(number + 1) * WIDTH)
        for url, state, changed_at in entries.values_list("record__url", "state", "changed_at").iterator():
            host = urlsplit(url).netloc
            latest, listed = found.get(host, (changed_at, False))
            found[host] = max(latest, changed_at), listed or state == "public"
        Shard.objects.filter(part="entries", number=number).delete()
        Shard.objects.bulk_create(
            Shard(host=host, part="entries", number=number, changed_at=latest, listed=listed)
            for host, (latest, listed) in found.items()
        )


def bound_terms(apps):
    """The same for the shards of listing pages: listed is one of a term that anything public has."""
    Address = apps.get_model("publication", "Address")
    Shard = apps.get_model("publication", "ShardRow")
    now = timezone.now()
    found = {}
    addresses = Address.objects.filter(term__isnull=False).order_by("term", "host")
    terms = addresses.values_list("host", "term", "term__site", "term__scheme", "term__key").distinct()
    for host, pk, site, scheme, key in terms.iterator():
        shard = host, pk // TERM_WIDTH
        found[shard] = found.get(shard) or _is_listed(apps, site, scheme, key)
    Shard.objects.filter(part="terms").delete()
    Shard.objects.bulk_create(
        Shard(host=host, part="terms", number=number, changed_at=now, listed=listed)
        for (host, number), listed in found.items()
    )


def _is_listed(apps, site, scheme, key):
    listing = site if scheme == "city" else f"{site}:{scheme}:{key}"
    listings = apps.get_model("publication", "AspectListing").objects.filter(listing=listing)
    return scheme in ("city", "committee") or listings.exists()


def _aspect(entry):
    narrow = [(facet, str(entry.record[facet])) for facet in NARROW[entry.kind]]
    parts = (entry.kind, entry.language, *(f"{facet}={value}" for facet, value in narrow))
    number = int.from_bytes(blake2b("\0".join(parts).encode(), digest_size=8).digest(), "big") >> 1
    return number, entry.kind, entry.language, narrow


def _places(entry):
    number = _aspect(entry)[0]
    for name in dict.fromkeys(_names(entry)):
        yield entry.pk, name, number, entry.published_us
    if entry.kind == "meeting":
        held = datetime.fromisoformat(entry.record["held_at"]) - EPOCH
        held_us = (held.days * 86_400 + held.seconds) * 1_000_000 + held.microseconds
        for committee in ("", entry.record["committee"]):
            yield entry.pk, f"{entry.site}:calendar:{committee}", number, held_us


def _names(entry):
    section, wide = SECTIONS[entry.kind], WIDE[entry.kind]
    yield f"{entry.site}:section:{section}" if section else entry.site
    facets = ("tag", "committee", "task", "function", "website", "unit", "field")
    values = {facet: _values(entry.record, facet) for facet in facets}
    for facet, found in values.items():
        yield from (f"{entry.site}:{facet}:{value}" for value in found)
    for one, other in combinations(wide, 2):
        for pair in product(values[one], values[other]):
            digest = blake2b("\0".join(pair).encode(), digest_size=12).hexdigest()
            yield f"{entry.site}:{one}+{other}:{digest}"


def _values(record, facet):
    found = record.get(FIELDS.get(facet, facet))
    if facet == "function":
        return ["/".join(found)[:120]] if found else []
    return found if isinstance(found, list) else [found] if found else []


class Migration(migrations.Migration):
    """Reads what is public and locks nothing; what changes meanwhile is placed again by the last step."""

    atomic = False
    dependencies = [("publication", "0013_aspects")]

    operations = [
        migrations.RunPython(fill, migrations.RunPython.noop),
        migrations.RunPython(fill_shards, migrations.RunPython.noop),
    ]
