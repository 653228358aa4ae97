"""The tables of what follows the ledger. They are kept with its own, under its label, as they were made."""

from django.db import models


class Profile(models.Model):
    """The data by which a public document is compared. ``words`` and ``cited`` are separated by spaces.

    ``cited`` holds document numbers, with ``@2026-11-03`` where the text says when that document was made.
    """

    entry_id = models.BigIntegerField(primary_key=True)
    site = models.CharField(max_length=60)
    published_us = models.BigIntegerField()
    produced_on = models.DateField()
    approved_on = models.DateField(null=True)
    number = models.CharField(max_length=120)
    task = models.CharField(max_length=120)
    function = models.CharField(max_length=120)
    words = models.TextField()
    cited = models.TextField()

    class Meta:
        app_label = "publication"
        indexes = [
            models.Index(
                fields=["site", "number", "produced_on"], name="profile_number", condition=~models.Q(number="")
            ),
        ]


class Word(models.Model):
    """The number of documents of a city that have a keyword; the empty word stands for all documents."""

    site = models.CharField(max_length=60)
    word = models.CharField(max_length=40)
    documents = models.BigIntegerField()

    class Meta:
        app_label = "publication"
        constraints = [models.UniqueConstraint(fields=["site", "word"], name="word_once")]


class Keyword(models.Model):
    """A document has a keyword."""

    pk = models.CompositePrimaryKey("word_id", "entry_id")
    word_id = models.BigIntegerField()
    entry_id = models.BigIntegerField()

    class Meta:
        app_label = "publication"


class Citation(models.Model):
    """The text of a document names the number of another one."""

    pk = models.CompositePrimaryKey("site", "number", "entry_id")
    site = models.CharField(max_length=60)
    number = models.CharField(max_length=120)
    entry_id = models.BigIntegerField()

    class Meta:
        app_label = "publication"


class Relation(models.Model):
    """``other_id`` is related to ``entry_id``, the higher ``score`` the more; read together with a public entry only.

    ``reasons`` and the shared ``words`` are separated by spaces.
    """

    pk = models.CompositePrimaryKey("entry_id", "other_id")
    entry_id = models.BigIntegerField()
    other_id = models.BigIntegerField(db_index=True)
    score = models.BigIntegerField()
    reasons = models.CharField(max_length=60)
    words = models.TextField()

    class Meta:
        app_label = "publication"


class Unrelated(models.Model):
    """A document whose relations are to be found again, because one of them has left or a citation has appeared."""

    entry_id = models.BigIntegerField(primary_key=True)

    class Meta:
        app_label = "publication"


class UnitMonth(models.Model):
    """The documents that a unit made in a month, counted; ``unit`` is its key, empty for none, ``*`` for all.

    ``open``, ``partial`` and ``closed`` count all that were produced. ``waited_days`` is the sum, over the released
    ones, of the days from production to release.
    """

    site = models.CharField(max_length=60)
    unit = models.CharField(max_length=60, blank=True)
    month = models.DateField()
    produced = models.IntegerField(default=0)
    open = models.IntegerField(default=0)
    partial = models.IntegerField(default=0)
    closed = models.IntegerField(default=0)
    held = models.IntegerField(default=0)
    released = models.IntegerField(default=0)
    taken_down = models.IntegerField(default=0)
    waited_days = models.BigIntegerField(default=0)

    class Meta:
        app_label = "publication"
        constraints = [models.UniqueConstraint(fields=["site", "month", "unit"], name="unit_month_once")]
        indexes = [models.Index(fields=["site", "unit", "month"], name="months_of_unit")]


class StaleMonth(models.Model):
    """The documents of a unit and month changed and are to be counted again; ``unit_id`` is 0 for those of no unit.

    Rows are only ever added and taken away, never found and updated, so that no writer waits for another.
    """

    site = models.CharField(max_length=60)
    unit_id = models.BigIntegerField()
    month = models.DateField()
    marked_at = models.DateTimeField()

    class Meta:
        app_label = "publication"
        indexes = [models.Index(fields=["site", "unit_id", "month", "id"], name="stale_month")]


class ListedDay(models.Model):
    """The last change of what a city's section released on one day: what says that a list is still the same."""

    pk = models.CompositePrimaryKey("site", "section", "day")
    site = models.CharField(max_length=60)
    section = models.CharField(max_length=20)
    day = models.DateField()
    sequence = models.BigIntegerField()
    changed_at = models.DateTimeField()

    class Meta:
        app_label = "publication"
