"""The tables of the index that the database keeps, which :mod:`cms.search.kept` alone reads and writes, and those of
:mod:`cms.search.editorial`."""

from typing import Any, Final

from django.db import models

from cms.core.generics import TextColumn
from cms.search.editorial import Noted, Pick, Searched, Synonym, TouchedPage

__all__ = [
    "Block",
    "BytewiseField",
    "Index",
    "IndexedText",
    "Noted",
    "Pick",
    "Searched",
    "Segment",
    "Synonym",
    "TouchedPage",
    "Word",
]


class BytewiseField(TextColumn):
    """A text whose order is that of its bytes, so that all that begins alike is one range of an index."""

    def db_parameters(self, connection: Any) -> dict[str, Any]:
        """On PostgreSQL by the collation C; SQLite orders so by itself."""
        return super().db_parameters(connection) | {"collation": "C" if connection.vendor == "postgresql" else None}


class Index(models.Model):
    """An index by its name, such as that of a city; whoever writes it locks its row.

    ``batch`` was given last; in a new ``edition`` each text is written once more.
    """

    name = models.CharField(max_length=60, primary_key=True)
    batch = models.BigIntegerField(default=0)
    edition = models.IntegerField(default=0, db_default=0)


EARLIEST_US: Final = -(2**63)


class Segment(models.Model):
    """A segment of an index: the texts that came with the batches ``first`` to ``last``, of those the living ones.

    ``size`` are its texts, ``dead`` those of them that are not to be found any more, which have a bit in ``graves``
    (as numpy packs them; empty where there are none). ``newest_us`` and ``oldest_us`` are the moments of the newest and
    the oldest text; of a segment made before the second was noted it is before all. ``since`` is when its state began;
    one that is over is kept for those who have just begun to read it.
    """

    class State(models.TextChoices):
        MAKING = "making"
        READY = "ready"
        OVER = "over"

    index_name = models.CharField(max_length=60)
    first = models.BigIntegerField()
    last = models.BigIntegerField()
    size = models.IntegerField()
    dead = models.IntegerField(default=0)
    graves = models.BinaryField(default=bytes)
    newest_us = models.BigIntegerField()
    oldest_us = models.BigIntegerField(db_default=EARLIEST_US)
    state = models.CharField(max_length=6, choices=State.choices)
    since = models.DateTimeField()

    class Meta:
        default_permissions = ()
        indexes = [models.Index(fields=["index_name", "state", "first"], name="segments_in_order")]


class Block(models.Model):
    """Some bytes of a segment, as :mod:`cms.search.kept.blocks` parts it; never changed."""

    pk = models.CompositePrimaryKey("segment_id", "number")
    segment_id = models.BigIntegerField()
    number = models.IntegerField()
    data = models.BinaryField()

    class Meta:
        default_permissions = ()


class IndexedText(models.Model):
    """A text that is in an index: ``key`` is what it is of, ``batch`` the one that it came with.

    ``parts`` are title, aside, summary and body, folded and squeezed, a line each. ``digest`` is that of the text, by
    which one that has not changed is known; None where nobody has taken it yet. ``words`` are those that were counted
    in the lexicon for it, in an ``edition`` of the index: what leaves takes them with it.
    """

    pk = models.CompositePrimaryKey("index_name", "key")
    index_name = models.CharField(max_length=60)
    key = models.BigIntegerField()
    batch = models.BigIntegerField()
    parts = models.TextField()
    digest = models.BigIntegerField(null=True)
    words = models.TextField(default="", db_default="")
    edition = models.IntegerField(default=0, db_default=0)

    class Meta:
        default_permissions = ()


class Word(models.Model):
    """A word of the titles of an index, in how many texts it is, and its initial consonants."""

    pk = models.CompositePrimaryKey("index_name", "word")
    index_name = models.CharField(max_length=60)
    word = BytewiseField(max_length=12)
    initials = BytewiseField(max_length=12)
    texts = models.BigIntegerField()

    class Meta:
        default_permissions = ()
        indexes = [models.Index(fields=["index_name", "initials"], name="words_by_initials")]
