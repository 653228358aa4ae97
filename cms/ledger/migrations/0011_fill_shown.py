"""Write what the stored entries and terms show; an item whose pictures lie elsewhere is made again by the worker."""

import re
from html import unescape
from unicodedata import normalize
from urllib.parse import unquote, urlsplit

from django.db import migrations

BATCH = 500
LIBRARY = re.compile(r"/media/images/[^/\x00-\x1f\x7f]{1,255}|/files/\d{1,18}/[^/\x00-\x1f\x7f]{1,255}")
SOURCE = re.compile(r'<img [^>]*?\bsrc="([^"]*)"')


def fill(apps, schema_editor):
    """In batches, each its own transaction, with no lock on what readers read; begun anew where it was ended."""
    Shown = apps.get_model("publication", "Shown")
    Shown.objects.all().delete()
    for entries in _batches(_entries(apps)):
        bodies = apps.get_model("publication", "EntryBody").objects.filter(entry__in=[entry.pk for entry in entries])
        html = dict(bodies.values_list("entry_id", "html"))
        found = {entry: _urls(entry.record, html.get(entry.pk, "")) for entry in entries}
        Shown.objects.bulk_create(
            Shown(path=path, entry_id=entry.pk) for entry, urls in found.items() for path in sorted(_paths(urls))
        )
        elsewhere = [entry for entry, urls in found.items() if len(_paths(urls)) < len(set(urls))]
        Touch = apps.get_model("publication", "Touch")
        Touch.objects.bulk_create(
            [Touch(page_id=entry.page_id) for entry in elsewhere if entry.page_id], ignore_conflicts=True
        )
    terms = ((term.pk, term.data.get("logo")) for term in apps.get_model("publication", "TermRow").objects.iterator())
    Shown.objects.bulk_create(
        Shown(path=path, term_id=pk) for pk, logo in terms if logo for path in _paths([logo["url"]])
    )


def _entries(apps):
    """Of documents only the private store has files."""
    entries = apps.get_model("publication", "Entry").objects.filter(state="public").exclude(kind="document")
    return entries.only("pk", "page_id", "record").order_by("pk")


def _batches(entries):
    after = 0
    while batch := list(entries.filter(pk__gt=after)[:BATCH]):
        yield batch
        after = batch[-1].pk


def _urls(record, html):
    items = [record.get("image"), *record.get("images", ()), *record.get("files", ())]
    return [item["url"] for item in items if item] + [unescape(url) for url in SOURCE.findall(html)]


def _paths(urls):
    paths = {normalize("NFC", unquote(urlsplit(url).path)) for url in urls}
    return {path for path in paths if LIBRARY.fullmatch(path)}


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("publication", "0010_shown_pictures_and_files")]
    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
