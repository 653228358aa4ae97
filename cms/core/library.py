"""Pictures and files as records know them: an address, a size, a type, a credit and a licence."""

import mimetypes
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import Any, Final
from unicodedata import normalize

from django.conf import settings
from django.core.files.base import ContentFile
from wagtail.images.models import Filter, SourceImageIOError
from wagtail.permissions import policy_registry

from cms.core import records
from cms.core.iri import absolute_url, encode_uri
from cms.core.models import File, Image, Rendition
from cms.core.pictures import BROKEN, digest, sharing
from cms.core.pictures.sharing import Opened, OpenedFilter
from cms.core.reading import EachOnce
from cms.core.showing import path_of
from cms.core.text import clean_line
from cms.core.visibility import private_collections

# Large enough for a full-width picture, small enough for a phone. Blocks show the same rendition.
PICTURE: Final = "max-1200x1200|format-webp"
LOGO: Final = "max-480x240|format-webp"


def is_private(item: Image | File) -> bool:
    """Return whether it lies in a collection that nobody outside may see."""
    return item.collection_id in private_collections()


def rendition(image: Image, size: str = PICTURE) -> Rendition | None:
    """The rendition that the public may see, made where it is missing; None for a private, lost or broken picture."""
    if is_private(image):
        return None
    try:
        found: Rendition = image.get_rendition(size)
    except (SourceImageIOError, OSError):
        return None
    return found


def image_record(image: Image, *, base_url: str, alt: str = "", size: str = PICTURE) -> records.Image | None:
    """The public form of ``image``; None where :func:`rendition` gives none."""
    shown = rendition(image, size)
    if shown is None:
        return None
    return records.Image(
        url=media_url(shown.url, base_url),
        width=shown.width,
        height=shown.height,
        type=_type(shown),
        alt=clean_line(alt),
        credit=image.credit,
        licence=image.licence,
    )


def cover_record(image: Image, *, base_url: str, alt: str = "") -> records.Image | None:
    """The public form of a picture that stands for an item, in sizes; None where :func:`rendition` gives none."""
    shown = image_record(image, base_url=base_url, alt=alt)
    widths = [PICTURE, *sharing.narrower(shown.width)] if shown else []
    return _in_sizes(shown, image, base_url, card=sharing.CARD, widths=widths)


def logo_record(image: Image, *, base_url: str, alt: str) -> records.Image | None:
    """The public form of a logo, as JPEG too: never cut."""
    shown = image_record(image, base_url=base_url, alt=alt, size=LOGO)
    return _in_sizes(shown, image, base_url, card=sharing.LOGO_CARD)


def _in_sizes(
    shown: records.Image | None, image: Image, base_url: str, *, card: str, widths: Sequence[str] = ()
) -> records.Image | None:
    """The same with its card and its sizes as JPEG, and after them those by the filters ``widths``."""
    if shown is None:
        return None
    specs = [*sharing.whole(image.width, image.height), *widths]
    made = {spec: _rendition_record(one, base_url) for spec, one in _made(image, [*specs, card]).items()}
    return replace(shown, share=made.get(card), renditions=tuple(made[spec] for spec in specs if spec in made))


def _made(image: Image, specs: Sequence[str]) -> dict[str, Rendition]:
    """The renditions by these filters, those that are missing made of the picture opened once; none of a broken one."""
    filters = [Filter(spec) for spec in specs]
    found: dict[Filter, Rendition] = image.find_existing_renditions(*filters)
    try:
        if missing := [one for one in filters if one not in found]:
            with image.get_willow_image() as willow:
                opened = Opened.of(willow)
            found |= {one: image.create_rendition(OpenedFilter(one.spec, opened)) for one in missing}
    except (SourceImageIOError, *BROKEN):
        return {}
    return {one.spec: found[one] for one in filters}


def _rendition_record(made: Rendition, base_url: str) -> records.Rendition:
    return records.Rendition(
        url=media_url(made.url, base_url),
        width=made.width,
        height=made.height,
        size=made.file_size or made.file.size,
        type=_type(made),
    )


def _type(made: Rendition) -> str:
    return mimetypes.guess_type(made.file.name)[0] or "image/webp"


def file_records(
    files: Iterable[File], *, base_url: str, titles: Mapping[int, str] = MappingProxyType({})
) -> tuple[records.File, ...]:
    """The public forms of ``files``, without those of private collections; ``titles`` by their number."""
    return tuple(
        file_record(file, base_url=base_url, title=titles.get(file.pk, "")) for file in files if not is_private(file)
    )


def offered_files(files: Iterable[File], streams: Iterable[Any], *, base_url: str) -> tuple[records.File, ...]:
    """The public forms of ``files``, each once, whether a block of these streams offers it or a text links to it.

    One has the title that a block gives it.
    """
    offered = [block.value for stream in streams for block in stream if block.block_type == "file"]
    titles = {value["file"].pk: value["title"] for value in offered if value["file"] and value["title"]}
    return file_records(files, base_url=base_url, titles=titles)


def file_record(file: File, *, base_url: str, title: str = "") -> records.File:
    """The public form of ``file``."""
    return records.File(
        url=media_url(file.url, base_url),
        title=clean_line(title) or file.title,
        type=file.content_type or "application/octet-stream",
        size=file.get_file_size() or 0,
        credit=file.credit,
        licence=file.licence,
    )


def file_of(data: bytes) -> File | None:
    """The file of the library with this content that lies in no private collection; None where there is none."""
    public = File.objects.exclude(collection__in=private_collections())
    found: File | None = public.filter(file_hash=digest(data)).order_by("pk").first()
    return found


def add_file(data: bytes, *, name: str, title: str, licence: str) -> File:
    """Put a new file into the library, whatever it has already."""
    file = File(title=title[:255], file=ContentFile(data, name=name), licence=licence)
    file.file_size, file.file_hash = len(data), digest(data)
    file.save()
    return file


def media_url(url: str, base_url: str) -> str:
    """An absolute ASCII address of a stored file; a storage elsewhere gives absolute ones already."""
    return encode_uri(absolute_url(url, base_url) or base_url)


def seen_by(user: Any, path: str) -> bool:
    """Return whether somebody signed in to the editor may see the picture or file with this path in the library.

    Whoever may add to, choose from or change the collection that it lies in may.
    """
    if not user.is_active or not user.has_perm("wagtailadmin.access_admin"):
        return False
    item = item_at(path)
    if item is None:
        return False
    policy = policy_registry.get_by_type(type(item))
    return bool(policy.user_has_any_permission_for_instance(user, ["choose", "add", "change", "delete"], item))


def item_at(path: str) -> Image | File | None:
    """The picture that a rendition with this path is of, or the file; None where there is none. One query."""
    if path.startswith(settings.MEDIA_URL):
        made = Rendition.objects.filter(file=path.removeprefix(settings.MEDIA_URL)).select_related("image").first()
        return made.image if made else None
    number, _, name = path.removeprefix("/files/").partition("/")
    file: File | None = File.objects.filter(pk=int(number)).first()
    return file if file is not None and normalize("NFC", file.filename) == name else None


def path_today(path: str) -> str | None:
    """The path of the file that once had, or has, this one: its number stays, and its name is that of the file of now.

    None for a picture, and where there is no such file. One query.
    """
    return paths_today([path]).get(path)


@EachOnce
def paths_today(paths: list[str]) -> dict[str, str]:
    """The same for many. One query."""
    numbers = {path: int(number) for path in paths if (number := _number(path))}
    files = File.objects.in_bulk(set(numbers.values())) if numbers else {}
    found = {path: path_of(files[pk].url) for path, pk in numbers.items() if pk in files}
    return {path: today for path, today in found.items() if today}


def _number(path: str) -> str:
    """The number in the path of a file; empty for any other path."""
    number, _, name = path.removeprefix("/files/").partition("/")
    return number if path.startswith("/files/") and name else ""


def private_paths(model: type[Image] | type[File], pks: Iterable[int]) -> list[str]:
    """The paths of those that lie in a private collection."""
    hidden = model.objects.filter(pk__in=pks, collection__in=private_collections())
    if issubclass(model, Image):
        names = Rendition.objects.filter(image__in=hidden).values_list("file", flat=True)
        return [f"{settings.MEDIA_URL}{name}" for name in names]
    return [path for file in hidden if (path := path_of(file.url))]
