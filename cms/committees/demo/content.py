"""Demo meetings. Safe to repeat: what is there is left alone."""

import tomllib
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any, Final

from django.db import transaction
from django.utils import timezone

from cms.committees.models import CommitteePage, MeetingPage
from cms.releases.demo import content
from cms.subsites.models import CityPage

_MEETINGS: Final = Path(__file__).with_name("meetings.toml")


@transaction.atomic
def load_meetings(city: CityPage) -> int:
    """Make the meetings that are missing below the committees of the city; returns how many were made."""
    committees = {page.code: page for page in CommitteePage.objects.filter(path__startswith=city.path)}
    today, made = timezone.localdate(), 0
    for item in tomllib.loads(_MEETINGS.read_text(encoding="utf-8"))["meetings"]:
        committee, source_id = committees.get(item["committee"]), f"{content.SOURCE}:{item['key']}"
        if committee is not None and not MeetingPage.objects.filter(source_id=source_id).exists():
            meeting = _meeting(item, today)
            meeting.source_id, meeting.locale = source_id, committee.locale
            committee.add_child(instance=meeting)
            made += 1
    return made


def _meeting(item: dict[str, Any], today: date) -> Any:
    held_at = timezone.make_aware(datetime.combine(content.day_of(item, today), time(14)))
    published_at = min(held_at + timedelta(days=3), timezone.now()) if item["status"] == "held" else timezone.now()
    page: Any = MeetingPage(
        title=item["title"],
        slug=item["key"],
        held_at=held_at,
        place=item["place"],
        status=item["status"],
        notice=item.get("notice", ""),
        openness=item.get("openness", "open"),
        grounds=item.get("grounds", []),
        reason=item.get("reason", ""),
        review_on=content.review_of(item),
        review_stage=item.get("review_stage", ""),
        first_published_at=published_at,
        last_published_at=published_at,
    )
    numbers = content.management_numbers(today)
    page.agenda = [("item", _agenda_item(value, numbers)) for value in item.get("agenda", ())]
    page.attendees = [
        ("attendee", {"name": name, "position": position, "present": present})
        for name, position, present in item.get("attendees", ())
    ]
    if minutes := item.get("minutes"):
        page.body = [("text", "".join(f"<p>{paragraph}</p>" for paragraph in minutes))]
    return page


def _agenda_item(value: dict[str, Any], numbers: dict[str, str]) -> dict[str, Any]:
    votes = value.get("votes", [None] * 3)
    return {
        "item": value["item"],
        "outcome": value.get("outcome", ""),
        "text": value.get("text", ""),
        "votes_for": votes[0],
        "votes_against": votes[1],
        "abstentions": votes[2],
        "documents": [numbers[key] for key in value.get("documents", ())],
    }
