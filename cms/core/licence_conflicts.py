"""The pictures and files of a page, and the rule that it cannot give away more than they do."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.functional import lazy
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cms.core.errors import Refused
from cms.core.licences import LICENCES, is_freer
from cms.core.models import File, Image


@dataclass(frozen=True)
class Material:
    """The pictures and the files that a page uses, each once, in the order of their first use."""

    images: tuple[Image, ...]
    files: tuple[File, ...]

    def __iter__(self) -> Iterator[Image | File]:
        yield from self.images
        yield from self.files


def used(streams: Iterable[Any], *, cover: int | None = None) -> Material:
    """The material of these streams, in whatever block or link it stands, after a cover. At most two queries."""
    wanted: dict[type, list[str]] = {Image: [str(cover)] if cover else [], File: []}
    for stream in streams:
        for model, pk, *_path in stream.stream_block.extract_references(stream):
            if model in wanted:
                wanted[model].append(str(pk))
    return Material(images=_found(Image, wanted[Image]), files=_found(File, wanted[File]))


def _found(model: Any, pks: list[str]) -> tuple[Any, ...]:
    unique = list(dict.fromkeys(pks))
    by_pk = {str(item.pk): item for item in model.objects.filter(pk__in=unique)} if unique else {}
    return tuple(by_pk[pk] for pk in unique if pk in by_pk)


def check(key: str, material: Material) -> None:
    """Refused where the licence of that key grants what a picture or file does not; it says the ways out."""
    work = LICENCES.get(key)
    if work is None:
        return
    stricter = [item for item in material if is_freer(work, LICENCES[item.licence])]
    if stricter:
        raise Refused(lazy(_explanation, str)(work.short, stricter, _allowed(list(material))), where="licence")


def _allowed(material: list[Image | File]) -> list[str]:
    return [
        licence.short
        for licence in LICENCES.values()
        if not any(is_freer(licence, LICENCES[item.licence]) for item in material)
    ]


def _explanation(licence: str, stricter: list[Image | File], allowed: list[str]) -> str:
    names = ", ".join(f"“{item.title}” ({LICENCES[item.licence].short})" for item in stricter)
    problem = ngettext(
        "The licence of this page, %(licence)s, allows more than that of %(names)s in it.",
        "The licence of this page, %(licence)s, allows more than those of %(names)s in it.",
        len(stricter),
    ) % {"licence": licence, "names": names}
    ways = _(
        "Choose a stricter licence for the page (%(allowed)s), or replace the picture or file, or, where its owner"
        " permits more, change its own licence in the library."
    ) % {"allowed": ", ".join(allowed)}
    return f"{problem} {ways}"
