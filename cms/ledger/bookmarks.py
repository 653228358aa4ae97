"""One worker at a time: a job holds its bookmark until its transaction ends, and whoever is killed lets go of it."""

from django.db import connection

from cms.ledger.models import Bookmark


def hold(name: str, *, is_locked: bool = True) -> Bookmark | None:
    """The bookmark of a job, locked until the transaction ends; None while another worker holds it.

    Without ``is_locked`` the job's lease alone says that it is this worker's.
    """
    bookmark, _ = Bookmark.objects.get_or_create(name=name)
    if not is_locked:
        return bookmark
    skip = connection.features.has_select_for_update_skip_locked
    return Bookmark.objects.select_for_update(skip_locked=skip).filter(name=name).first()
