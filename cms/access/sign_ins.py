"""Wiring only: sessions and new passwords become rows of the trail. Failures come from the lockout."""

from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.signals import user_logged_in, user_logged_out
from django.db.models.signals import post_save
from django.dispatch import receiver
from django.http import HttpRequest

from cms.access import trail
from cms.access.lockout import unlock
from cms.access.models import Event


@receiver(user_logged_in)
def on_signed_in(request: HttpRequest, user: Any, **kwargs: Any) -> None:
    trail.note(Event.SIGNED_IN, request, actor=user)


@receiver(user_logged_out)
def on_signed_out(request: HttpRequest, user: Any, **kwargs: Any) -> None:
    """Sent without a user where nobody was signed in."""
    if user is not None:
        trail.note(Event.SIGNED_OUT, request, actor=user)


@receiver(post_save, sender=get_user_model())
def on_new_password(instance: Any, created: bool, **kwargs: Any) -> None:
    """A new password, whoever set it, ends the lock of the old one."""
    if not created and instance._password is not None and unlock(instance.get_username()):
        trail.note(Event.UNLOCKED, None, actor=instance)
