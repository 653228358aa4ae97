"""The ledger's tables. Its modules alone write them; others ask the store (:mod:`cms.ledger.store`)."""

from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Clock(models.Model):
    """The counters of a city, a row that each of its writing transactions advances, and so locks, first.

    Taking numbers under this lock makes commit order and sequence order the same: a reader who asks for changes of a
    city after N never misses one that commits later. ``vocabulary`` advances only when a term, host or setting changes.
    """

    site = models.CharField(max_length=60, unique=True)
    sequence = models.BigIntegerField(default=0)
    vocabulary = models.BigIntegerField(default=0)
    changed_at = models.DateTimeField()


class Entry(models.Model):
    """One item that is, or was, public.

    ``published_us`` is ``published_at`` in microseconds since 1970, the order of every listing.
    """

    class State(models.TextChoices):
        PUBLIC = "public"
        GONE = "gone"

    key = models.UUIDField()
    kind = models.CharField(max_length=20)
    site = models.CharField(max_length=60)
    language = models.CharField(max_length=12)
    page_id = models.BigIntegerField(null=True, db_index=True)
    state = models.CharField(max_length=8, choices=State.choices)
    reason = models.CharField(max_length=20, blank=True)
    published_us = models.BigIntegerField()
    expires_us = models.BigIntegerField(null=True)
    sequence = models.BigIntegerField()
    changed_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)
    digest = models.CharField(max_length=64)
    record = models.JSONField()

    class Meta:
        indexes = [
            models.Index(fields=["expires_us"], name="entry_expiry", condition=models.Q(expires_us__isnull=False)),
        ]
        # Whatever is unique is so within a city, so that a database may keep each city's rows on a machine of its own.
        constraints = [
            models.UniqueConstraint(fields=["key", "site"], name="entry_once"),
            models.UniqueConstraint(fields=["site", "sequence"], name="entry_change_once"),
        ]


class EntryBody(models.Model):
    """The body beside the record, so that lists never load it."""

    entry = models.OneToOneField(Entry, models.CASCADE, primary_key=True, related_name="body", db_constraint=False)
    html = models.TextField()
    text = models.TextField()


class EntryVersion(models.Model):
    """A version of a public entry that a later one has replaced, with its body.

    ``rules`` are those that judged it clear beside the change of its entry that has the number ``sequence``; where they
    are not in force, or the entry has changed since, it is not served.
    """

    entry = models.ForeignKey(Entry, models.CASCADE, related_name="versions", db_index=False, db_constraint=False)
    site = models.CharField(max_length=60)
    version = models.BigIntegerField()
    record = models.JSONField()
    html = models.TextField()
    text = models.TextField()
    changed_at = models.DateTimeField()
    rules = models.CharField(max_length=20)
    sequence = models.BigIntegerField()

    class Meta:
        default_permissions = ()
        indexes = [models.Index(fields=["rules", "entry"], name="version_by_rules")]
        constraints = [models.UniqueConstraint(fields=["entry", "version", "site"], name="version_once")]


class Listing(models.Model):
    """A public entry's place in one listing, such as ``saebyeol`` or ``saebyeol:field:traffic``.

    A listing is read whole or by some of the aspects that its entries have (:mod:`cms.ledger.aspects`), and each
    is one range of an index.
    """

    pk = models.CompositePrimaryKey("entry", "listing")
    # What is written only with its entry is not checked for it: six times here, and once for the body and address.
    entry = models.ForeignKey(Entry, models.CASCADE, related_name="listings", db_index=False, db_constraint=False)
    listing = models.CharField(max_length=200)
    aspect = models.BigIntegerField()
    published_us = models.BigIntegerField()

    class Meta:
        indexes = [
            models.Index(fields=["listing", "published_us", "entry"], name="listing_all"),
            models.Index(fields=["listing", "aspect", "published_us", "entry"], name="listing_aspect"),
        ]


class OccurrenceRow(models.Model):
    """A public entry's place in one calendar, which is called as the listing of the same items is.

    ``at_us`` is when it takes place, as ``starts_us`` says again, or the beginning of a further day on which it still
    goes on; ``before_us`` is the ``at_us`` of the row before it of the same entry, so that the next one of each entry
    is told by its row alone. All in microseconds since 1970.
    """

    pk = models.CompositePrimaryKey("entry", "calendar", "at_us")
    entry = models.ForeignKey(Entry, models.CASCADE, related_name="occurrences", db_index=False, db_constraint=False)
    calendar = models.CharField(max_length=200)
    at_us = models.BigIntegerField()
    before_us = models.BigIntegerField()
    starts_us = models.BigIntegerField()
    ends_us = models.BigIntegerField(null=True)
    aspect = models.BigIntegerField()

    class Meta:
        db_table = "publication_occurrence"
        default_permissions = ()
        # Its last columns are what rows are chosen by, so that those which are passed over are not read.
        indexes = [
            models.Index(fields=["calendar", "at_us", "entry", "before_us", "aspect"], name="occurrence_by_time")
        ]


class ListingChange(models.Model):
    """The last time that a listing got, lost or had changed an item of a kind in a language.

    Without kind and language it is a change of what is shown around the items; ``*`` stands for every listing.
    """

    pk = models.CompositePrimaryKey("listing", "kind", "language")
    listing = models.CharField(max_length=200)
    kind = models.CharField(max_length=20)
    language = models.CharField(max_length=12)
    changed_at = models.DateTimeField()


class AspectRow(models.Model):
    """A combination of kind, language and narrow facets that entries have or had; ``narrow`` are pairs of text."""

    number = models.BigIntegerField(primary_key=True)
    kind = models.CharField(max_length=20)
    language = models.CharField(max_length=12)
    narrow = models.JSONField()


class TermRow(models.Model):
    """A stored vocabulary term: city, field, website, unit or tag."""

    site = models.CharField(max_length=60)
    scheme = models.CharField(max_length=12)
    key = models.CharField(max_length=120)
    data = models.JSONField()
    sequence = models.BigIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["site", "scheme", "key"], name="term_once")]


class FormerName(models.Model):
    """A name that a term had in a language before the one it has now."""

    site = models.CharField(max_length=60)
    scheme = models.CharField(max_length=12)
    key = models.CharField(max_length=120)
    language = models.CharField(max_length=12)
    name = models.CharField(max_length=255)

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["site", "scheme", "key", "language", "name"], name="former_name_once")
        ]


class StaffRow(models.Model):
    """The positions in a public unit, in their order, beside its term: only who asks for staff reads them."""

    site = models.CharField(max_length=60)
    unit = models.CharField(max_length=60)
    data = models.JSONField()

    class Meta:
        db_table = "publication_staff"
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["site", "unit"], name="staff_of_unit_once")]


class Address(models.Model):
    """Every address that an entry or a term's page has ever had. The current one is the one in the record itself."""

    host = models.CharField(max_length=255)
    path = models.CharField(max_length=1500)
    site = models.CharField(max_length=60, default="", db_default="")
    entry = models.ForeignKey(
        Entry, models.CASCADE, null=True, related_name="addresses", db_index=False, db_constraint=False
    )
    term = models.ForeignKey(TermRow, models.SET_NULL, null=True, related_name="addresses", db_index=False)
    language = models.CharField(max_length=12, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["host", "path", "site"], name="address_of_city_once")]
        indexes = [
            models.Index(fields=["host", "entry"], name="address_shards"),
            models.Index(fields=["term", "host"], name="address_terms", condition=models.Q(term__isnull=False)),
        ]


class Shown(models.Model):
    """The path of a picture or file of the library that a public entry, or a term, shows: what makes it public.

    Written with the entry or the term. An entry that has expired shows nothing any more.
    """

    path = models.CharField(max_length=400)
    entry = models.ForeignKey(
        Entry, models.CASCADE, null=True, related_name="shown", db_index=False, db_constraint=False
    )
    term = models.ForeignKey(TermRow, models.CASCADE, null=True, related_name="shown", db_index=False)

    class Meta:
        indexes = [
            models.Index(fields=["path"], name="shown_path"),
            models.Index(fields=["entry"], name="shown_by_entry", condition=models.Q(entry__isnull=False)),
            models.Index(fields=["term"], name="shown_by_term", condition=models.Q(term__isnull=False)),
        ]


class ShardRow(models.Model):
    """A range of ids of entries or terms of which a host lists, or listed, something in its sitemap.

    ``part`` is entries or terms; ``version`` counts the changes, ``changed_at`` is the time of the last one.
    """

    pk = models.CompositePrimaryKey("host", "part", "number")
    host = models.CharField(max_length=255)
    part = models.CharField(max_length=8)
    number = models.BigIntegerField()
    version = models.BigIntegerField(default=1)
    changed_at = models.DateTimeField()
    listed = models.BooleanField()


class Host(models.Model):
    """A host name that the city answers on, ``host:port`` where the port is not the default one."""

    name = models.CharField(max_length=255, primary_key=True)
    site = models.CharField(max_length=60)
    is_default = models.BooleanField(default=False)


class FormerHost(models.Model):
    """A host name that the city answered on before, which leads to today's address of whatever it is asked for."""

    name = models.CharField(_("host"), max_length=255, primary_key=True)
    site = models.CharField(_("city"), max_length=60)
    since = models.DateTimeField(_("left on"), default=timezone.now)

    class Meta:
        verbose_name = _("former host")
        verbose_name_plural = _("former hosts")

    def __str__(self) -> str:
        return self.name

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """Forget it. Django empties the key of what was deleted, and the editor goes on to say its name."""
        name, deleted = self.name, super().delete(*args, **kwargs)
        self.name = name
        return deleted


class Touch(models.Model):
    """A page that sync should look at again, queued because its tree is too large for one request."""

    page_id = models.BigIntegerField(unique=True)
    requested_at = models.DateTimeField(auto_now_add=True)


class Delivery(models.Model):
    """One change owed to one receiver; written with the change, retried until done or given up."""

    class State(models.TextChoices):
        PENDING = "pending", _("to be sent")
        DONE = "done", _("sent")
        FAILED = "failed", _("given up")

    target = models.CharField(_("receiver"), max_length=60)
    entry = models.ForeignKey(Entry, models.CASCADE, related_name="deliveries", verbose_name=_("published item"))
    sequence = models.BigIntegerField(_("number of the change"))
    state = models.CharField(_("state"), max_length=8, choices=State.choices, default=State.PENDING)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    available_at = models.DateTimeField(_("next attempt"))
    error = models.CharField(_("error"), max_length=500, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    done_at = models.DateTimeField(_("sent at"), null=True)

    class Meta:
        verbose_name = _("delivery")
        verbose_name_plural = _("deliveries")
        constraints = [models.UniqueConstraint(fields=["target", "entry", "sequence"], name="delivery_once")]
        indexes = [
            models.Index(
                fields=["target", "available_at", "id"], name="delivery_of_target", condition=models.Q(state="pending")
            ),
            models.Index(fields=["target", "id"], name="delivery_given_up", condition=models.Q(state="failed")),
            models.Index(fields=["created_at"], name="delivery_finished", condition=~models.Q(state="pending")),
        ]


class ReceiverState(models.Model):
    """A receiver of deliveries that is away: how often in a row, why, and until when it is left in peace."""

    target = models.CharField(max_length=60, primary_key=True)
    failures = models.PositiveIntegerField()
    rests_until = models.DateTimeField()
    error = models.CharField(max_length=500)

    class Meta:
        default_permissions = ()


class Bookmark(models.Model):
    """The point that a job has come to; the job holds its row while it works.

    What follows the changes of cities has a bookmark in each, such as ``relations:saebyeol``.
    """

    name = models.CharField(max_length=100, primary_key=True)
    sequence = models.BigIntegerField(default=0)
