"""Told when what editors keep for the search changes, so that every process reads it anew."""

from typing import Any

from django.db import transaction
from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver

from cms.ledger import clocks
from cms.search.editorial import Kept
from cms.search.models import Pick, Synonym


@receiver([post_save, post_delete], sender=Synonym)
@receiver([post_save, post_delete], sender=Pick)
@transaction.atomic
def on_kept(instance: Kept, **kwargs: Any) -> None:
    """Whatever changed it, also many at once."""
    clocks.advance_vocabulary(instance.site)
