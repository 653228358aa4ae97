"""One worker at a time: a job holds its bookmark until its transaction ends, and whoever is killed lets go of it."""

from django.db import connection

from cms.ledger.models import Bookmark


def hold(name: str) -> Bookmark | None:
    """The bookmark of a job, locked until the transaction ends; None while another worker holds it."""
    Bookmark.objects.get_or_create(name=name)
    skip = connection.features.has_select_for_update_skip_locked
    return Bookmark.objects.select_for_update(skip_locked=skip).filter(name=name).first()
