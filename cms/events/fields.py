"""The fields of the form of an event that Django has none for: days of the week, and a list of days."""

import re
from datetime import date
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.dates import WEEKDAYS as NAMES
from django.utils.translation import gettext_lazy as _

from cms.events.recurrence import WEEKDAYS

# Days that are left out, at most.
MOST_DAYS: Final = 200
# As people in Korea write a day too: 2026. 12. 25.
_DAY: Final = re.compile(r"(\d{4})\s*[-./]\s*(\d{1,2})\s*[-./]\s*(\d{1,2})\.?", re.ASCII)


class WeekdaysField(models.JSONField):
    """Days of the week as RFC 5545 calls them, in their order; in forms a box to tick for each."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        defaults: dict[str, Any] = {"default": list, "blank": True}
        super().__init__(*args, **(defaults | kwargs))

    def formfield(self, **kwargs: Any) -> Any:
        return forms.TypedMultipleChoiceField(
            choices=[(name, NAMES[place]) for place, name in enumerate(WEEKDAYS)],
            coerce=str,
            required=False,
            widget=forms.CheckboxSelectMultiple,
            label=self.verbose_name,
            help_text=self.help_text,
        )


class DaysField(models.JSONField):
    """Days as RFC 3339 writes them, in their order; in forms a line each."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        defaults: dict[str, Any] = {"default": list, "blank": True}
        super().__init__(*args, **(defaults | kwargs))

    def formfield(self, **kwargs: Any) -> Any:
        return DaysFormField(required=False, label=self.verbose_name, help_text=self.help_text)


class DaysFormField(forms.CharField):
    """A text with a day in each line."""

    widget = forms.Textarea(attrs={"rows": 3})

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list) else value

    def to_python(self, value: Any) -> Any:
        """The days; ValidationError naming the first line that is none."""
        if isinstance(value, list):
            return value
        lines = [line.strip() for line in str(value or "").splitlines() if line.strip()]
        if len(lines) > MOST_DAYS:
            raise ValidationError(_("At most %(most)s days."), params={"most": MOST_DAYS})
        return sorted({_day(line) for line in lines})

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            return bool(self.to_python(data) != (initial or []))
        except ValidationError:
            return True


def _day(line: str) -> str:
    try:
        return date(*map(int, _DAY.fullmatch(line).groups())).isoformat()  # type: ignore[union-attr]
    except (AttributeError, ValueError) as error:
        message = _("“%(line)s” is not a day. Write one a line, such as 2026-12-25.")
        raise ValidationError(message, params={"line": line[:40]}) from error
