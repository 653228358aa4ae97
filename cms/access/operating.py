"""Wiring only: what operators decide on background work becomes rows of the trail."""

from typing import Final

from django.dispatch import receiver
from django.http import HttpRequest

from cms.access import trail
from cms.access.models import Event
from cms.jobs.signals import operated

_EVENTS: Final = {"retry": Event.RETRIED, "again": Event.RETRIED, "leave": Event.LEFT}


@receiver(operated)
def on_operated(request: HttpRequest, action: str, job: str, item: str, **kwargs: object) -> None:
    trail.note(_EVENTS[action], request, actor=request.user, subject=f"{job} {item}")
