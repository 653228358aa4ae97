"""The library of an older store, in the background: its pictures are cleaned, and its files leave a public bucket."""

from django.core.files.storage import default_storage

from cms.core import kept_pictures
from cms.ledger import generation
from cms.publication import terms


def clean_some() -> int:
    """Clean the next pictures; what is kept of them in memory is forgotten, in every process."""
    done = kept_pictures.clean_some()
    if done:
        generation.replace(vocabulary=False)
    return done


def move_some() -> int:
    """Move the next files out of the bucket that they were public in; logos are told their new addresses."""
    move = getattr(default_storage, "move_some", None)
    moved: int = move() if move else 0
    if moved:
        terms.sync_all()
    return moved
