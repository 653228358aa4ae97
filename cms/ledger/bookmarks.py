"""One worker at a time: a job holds its bookmark until its transaction ends, and whoever is killed lets go of it."""

from django.db import connection
from django.db.models import F

from cms.ledger.models import Bookmark


def of_city(follower: str, site: str) -> str:
    """The name of the bookmark that a follower has in the changes of a city."""
    return f"{follower}:{site}"


def hold(name: str, *, is_locked: bool = True) -> Bookmark | None:
    """The bookmark of that name, locked until the transaction ends; None while another worker holds it.

    Without ``is_locked`` the job's lease alone says that it is this worker's.
    """
    bookmark, _ = Bookmark.objects.get_or_create(name=name)
    if not is_locked:
        return bookmark
    skip = connection.features.has_select_for_update_skip_locked
    return Bookmark.objects.select_for_update(skip_locked=skip).filter(name=name).first()


def at(name: str) -> int | None:
    """The sequence number that the job of a bookmark has come to; None where it has not begun. One query."""
    return Bookmark.objects.filter(name=name).values_list("sequence", flat=True).first()


def step(name: str) -> None:
    """Say that the job of a bookmark, which holds it, has come one step further."""
    Bookmark.objects.filter(name=name).update(sequence=F("sequence") + 1)


def put(name: str, sequence: int) -> None:
    """Let a bookmark say that its job has come just so far."""
    Bookmark.objects.update_or_create(name=name, defaults={"sequence": sequence})


def remove(name: str) -> None:
    """Let the job of a bookmark not have begun."""
    Bookmark.objects.filter(name=name).delete()
