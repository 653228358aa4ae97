"""The throw-away store: a city made by ``load_city``, its posts as pages, and the ledger.

Pages are written in bulk. Building each record from its page would take most of the time, so one record a section is
built that way and serves as the pattern of the others; every hundredth post is built both ways, and must be the same.
"""

import hashlib
import json
import sys
from collections.abc import Sequence
from dataclasses import replace
from io import BytesIO
from itertools import islice
from pathlib import Path
from random import Random
from typing import Any
from urllib.parse import quote
from uuid import NAMESPACE_URL, uuid5

from bench.posts import COUNT, PICTURES, SEED, Sample, samples

BATCH = 200
CHECK_EVERY = 100
HERE = Path(__file__).parent


def version(count: int) -> str:
    """Changes whenever the generator, the models or the ledger change, so that no old store is measured."""
    root = HERE.parent
    parts = [
        HERE / "posts.py",
        HERE / "store.py",
        root / "cms/news/records.py",
        root / "cms/subsites/articles.py",
        root / "cms/ledger/writing.py",
    ]
    parts += [*sorted((root / "cms").glob("*/migrations/*.py")), root / "cms/subsites/data/city.toml"]
    return hashlib.sha256(b"".join(path.read_bytes() for path in parts) + str(count).encode()).hexdigest()


def main(count: int = COUNT) -> None:
    """Make the store in the state folder of the settings, which must be empty."""
    from django.core.management import call_command
    from django.db import transaction

    call_command("migrate", verbosity=0, interactive=False)
    call_command("load_city", verbosity=0)
    call_command("set_address", "http://127.0.0.1:8000")
    with transaction.atomic():
        writer = Writer()
        iterator = samples(count)
        done = 0
        while batch := list(islice(iterator, BATCH)):
            writer.write(batch)
            done += len(batch)
            print(f"\r{done:,} posts", end="", file=sys.stderr, flush=True)
    print(file=sys.stderr)
    _settle()


def _settle() -> None:
    """Do now what a database server would do of itself in the next minutes, and so beside what is measured."""
    from django.db import connection

    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM (ANALYZE)")
            cursor.execute("CHECKPOINT")


class Writer:
    """Writes samples as pages and as entries of the ledger."""

    def __init__(self) -> None:
        from cms.core.signals import pages_written
        from cms.publication.signals import on_pages_written
        from cms.subsites.models import FieldPage, OrganisationUnit

        # The entries are written here.
        pages_written.disconnect(on_pages_written)
        self.sections = list(FieldPage.objects.filter(locale__language_code="ko").order_by("path"))
        self.units = list(OrganisationUnit.objects.order_by("key"))
        self.pictures = [_picture(number) for number in range(PICTURES)]
        self.patterns: dict[int, Any] = {}
        self.image_records: dict[tuple[int, str], Any] = {}

    def write(self, batch: Sequence[Sample]) -> None:
        from cms.ledger import writing
        from cms.news.bulk import add_posts
        from cms.publication import terms

        rows = [(sample, self._page(sample), self.sections[sample.section % len(self.sections)]) for sample in batch]
        for section in {id(section): section for _, _, section in rows}.values():
            own = [(sample, page) for sample, page, place in rows if place is section]
            add_posts(section, [page for _, page in own], tags=[sample.tags for sample, _ in own])
        publications = [self._publication(*row) for row in rows]
        terms.sync_open(publication.record for publication in publications)
        writing.publish(publications)

    def _page(self, sample: Sample) -> Any:
        from cms.news.models import PostPage

        page = PostPage(
            key=uuid5(NAMESPACE_URL, f"bench:{SEED}:{sample.number}"),
            title=sample.title,
            slug=sample.title.replace(" ", "-"),
            lead=sample.lead,
            unit=self.units[sample.unit % len(self.units)],
            licence="kogl-1",
            cover=None if sample.picture is None else self.pictures[sample.picture],
            cover_alt=f"사진 {sample.picture}",
            first_published_at=sample.published_at,
            last_published_at=sample.published_at,
        )
        paragraphs = "".join(f"<p>{paragraph}</p>" for paragraph in sample.paragraphs)
        page.body = PostPage._meta.get_field("body").to_python([{"type": "text", "value": paragraphs}])
        return page

    def _publication(self, sample: Sample, page: Any, section: Any) -> Any:
        from cms.core.builders import build_body
        from cms.ledger.writing import Publication
        from cms.news.models import PostPage

        if section.pk not in self.patterns:
            self.patterns[section.pk], _ = PostPage.objects.get(pk=page.pk).build_record()
        pattern = self.patterns[section.pk]
        base = pattern.iri.partition("/id/")[0]
        record = replace(
            pattern,
            key=str(page.key),
            iri=f"{base}/id/post/{page.key}",
            url=f"{pattern.url.rstrip('/').rpartition('/')[0]}/{quote(page.slug)}/",
            title=page.title,
            summary=page.lead,
            published_at=sample.published_at,
            modified_at=sample.published_at,
            publisher=page.unit.key,
            tags=tuple(sorted(tag.replace(" ", "-") for tag in sample.tags)),
            image=self._image(page.cover, page.cover_alt, base),
        )
        body = build_body(page.body, base, record.language)
        if sample.number % CHECK_EVERY == 0:
            built, built_body = PostPage.objects.get(pk=page.pk).build_record()
            assert (built, built_body) == (record, body), f"the pattern is wrong: {built} {record}"
        return Publication(record=record, body=body, page_id=page.pk)

    def _image(self, cover: Any, alt: str, base: str) -> Any:
        from cms.core.library import cover_record

        if cover is None:
            return None
        key = (cover.pk, alt)
        if key not in self.image_records:
            self.image_records[key] = cover_record(cover, base_url=base, alt=alt)
        return self.image_records[key]


def _picture(number: int) -> Any:
    from django.core.files.images import ImageFile
    from PIL import Image as Pillow

    from cms.core.models import Image

    random = Random(number)
    file = BytesIO()
    colour = (random.randrange(256), random.randrange(256), random.randrange(256))
    Pillow.new("RGB", (1600, 900), colour).save(file, "JPEG")
    image = Image(title=f"사진 {number}", file=ImageFile(file, name=f"bench-{number}.jpg"), licence="kogl-1")
    image.save()
    return image


def _stamp(state: Path) -> Path:
    return state / "bench.json"


def is_current(state: Path, count: int) -> bool:
    """Return whether the store of that folder is the one that this code would make."""
    stamp = _stamp(state)
    return stamp.exists() and json.loads(stamp.read_text()) == {"version": version(count)}


def newest_keys(posts: int, *, count: int) -> list[str]:
    """The keys of the newest posts of a store of so many, newest first."""
    return [str(uuid5(NAMESPACE_URL, f"bench:{SEED}:{number}")) for number in reversed(range(posts))][:count]


if __name__ == "__main__":
    import django

    django.setup()
    from django.conf import settings

    main(int(sys.argv[1]))
    _stamp(Path(settings.STATE_DIR)).write_text(json.dumps({"version": version(int(sys.argv[1]))}))
