"""A webhook that goes is owed nothing from that moment on."""

from typing import Any

from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver

from cms.ledger import deliveries
from cms.webhooks.channel import target_of
from cms.webhooks.models import Webhook


@receiver(post_save, sender=Webhook)
def on_webhook(instance: Webhook, **kwargs: Any) -> None:
    """Nothing is owed any more to one that was switched off."""
    if not instance.active:
        deliveries.give_up(target_of(instance.pk), reason="the webhook was switched off")


@receiver(post_delete, sender=Webhook)
def on_webhook_removed(instance: Webhook, **kwargs: Any) -> None:
    """Nor to one that was removed."""
    deliveries.give_up(target_of(instance.pk), reason="the webhook was removed")
