"""Demo events. Safe to repeat: what is there is left alone."""

import tomllib
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any, Final
from uuid import NAMESPACE_URL, uuid5

from django.db import transaction
from django.utils import timezone

from cms.events.models import EventPage
from cms.subsites.models import CityPage, FieldPage, OrganisationUnit, TermPage, WebsitePage

_EVENTS: Final = Path(__file__).with_name("events.toml")
_SOURCE: Final = "demo"
# Written so long before the demo is loaded.
_AGO: Final = timedelta(days=3)
_LINES: Final = (
    "place", "address", "online_url", "map_url", "fee", "audience", "capacity", "application", "apply_url",
    "apply_telephone", "contact", "repeats", "repeat_every", "weekdays", "repeat_count", "status", "all_day", "free",
)  # fmt: skip


@transaction.atomic
def load_events(city: CityPage) -> int:
    """Make the events that are missing in the city, in each of its languages; returns how many were made."""
    today, made = timezone.localdate(), 0
    for item in tomllib.loads(_EVENTS.read_text(encoding="utf-8"))["events"]:
        for language in ("ko", "en"):
            source_id, place = f"{_SOURCE}:event:{item['key']}:{language}", _place(city.code, item["section"], language)
            is_there = EventPage.objects.filter(source_id=source_id).exists()
            if language in item and place is not None and not is_there:
                event = _event(item, item[language], today)
                event.source_id, event.locale = source_id, place.locale
                place.add_child(instance=event)
                event.tags.add(*item[language].get("tags", ()))
                event.save()
                made += 1
    return made


def _place(city: str, section: str, language: str) -> TermPage | None:
    """The page of ``traffic`` or ``traffic/bike`` in a language; None in a city that has none."""
    home = CityPage.objects.filter(code=city, locale__language_code=language).first()
    if home is None:
        return None
    field, _, website = section.partition("/")
    if website:
        found: TermPage | None = WebsitePage.objects.filter(code=website, path__startswith=home.path).first()
        return found
    page: FieldPage | None = FieldPage.objects.filter(field__key=field, path__startswith=home.path).first()
    return page


def _event(item: dict[str, Any], version: dict[str, Any], today: date) -> Any:
    at = timezone.now() - _AGO
    first = today + timedelta(days=item["days"])
    starts_at = _moment(first, item.get("from", "00:00"))
    ends = {"ends_at": _moment(first + timedelta(days=item.get("lasts", 0)), item["to"])} if "to" in item else {}
    page: Any = EventPage(
        title=version["title"],
        slug=item["key"],
        type=item["type"],
        lead=version["lead"],
        starts_at=starts_at,
        unit=OrganisationUnit.objects.filter(key=item["unit"]).first(),
        first_published_at=at,
        last_published_at=at,
        translation_key=uuid5(NAMESPACE_URL, f"https://saebeol.example/demo/event/{item['key']}"),
        **{name: value for name, value in {**item, **version}.items() if name in _LINES},
        **ends,
        **_bounds(item, first, today),
    )
    page.body = [("text", "".join(f"<p>{paragraph}</p>" for paragraph in version["body"]))]
    return page


def _bounds(item: dict[str, Any], first: date, today: date) -> dict[str, Any]:
    """What is said in days: until when it repeats and is applied for, from its first day, and when it is left out."""
    found: dict[str, Any] = {}
    if "repeat_days" in item:
        found["repeat_until"] = first + timedelta(days=item["repeat_days"])
    if "except" in item:
        found["exceptions"] = [(first + timedelta(days=day)).isoformat() for day in item["except"]]
    if "apply" in item:
        opens, closes = item["apply"]
        found["apply_from"] = _moment(today + timedelta(days=opens), "09:00")
        found["apply_until"] = _moment(today + timedelta(days=closes), "18:00")
    return found


def _moment(day: date, clock: str) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.fromisoformat(clock)))
