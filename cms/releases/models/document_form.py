"""The form in which an employee mends a released document."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from cms.core.forms import PageForm
from cms.core.text import clean_line
from cms.releases.models.decisions import SETTLED, settled
from screening import screen


class DocumentForm(PageForm):
    """Leaves the openness as it is where a person has decided on it, also if the form was opened before that."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not settled([self.instance.pk]):
            return
        for name in self.fields.keys() & set(SETTLED):
            self.fields[name].disabled = True
            self.fields[name].help_text = _("Decided by the disclosure desk, where it can be changed.")

    def clean_review_stage(self) -> str:
        """One line, which no verdict speaks of: the public reads it as it stands."""
        stage = clean_line(self.cleaned_data["review_stage"])
        if screen(stage):
            raise ValidationError(_("The stage is public, and there is personal data in it."))
        return stage
