"""At the top of a screened page's form: what was found, the ways out, and why a public page is held."""

from typing import Any

from django.urls import reverse
from django.utils.functional import cached_property
from wagtail.admin.panels import Panel

from cms.releases import declaring, missed_schedules
from cms.releases.desk import page_report, queries, wording
from cms.releases.models.screened import is_screened
from cms.releases.screened_form import COVER, DECLARE, NOTE, PUBLISH, REASON, ScreenedForm

# So many officers are named to those who may ask them.
OFFICERS = 5


class ScreeningPanel(Panel):
    """Shown where there is something to say; its buttons send the form that it stands in."""

    def get_form_options(self) -> dict[str, Any]:
        """The field is this panel's: of one that belongs to none, Wagtail writes another at the end, whose empty value
        would be the one that is read."""
        return {"fields": [REASON]}

    class BoundPanel(Panel.BoundPanel):
        template_name = "releases/screening_panel.html"

        def is_shown(self) -> bool:
            return bool(super().is_shown() and (self._found or self._row or self._missed or self._form_error))

        @property
        def _found(self) -> list[page_report.Item]:
            return getattr(self.form, "found", [])

        @property
        def _form_error(self) -> bool:
            return bool(self.form and self.form.errors.get(REASON))

        @property
        def _row(self) -> Any:
            """The row beside a page that is held from the public, or was sent back."""
            page: Any = self.instance
            row = page.screening_row if is_screened(page) and page.pk else None
            return row if row and ((row.held and row.held_since and page.live) or row.note) else None

        @cached_property
        def _missed(self) -> Any:
            """The schedule that the page missed when its time came."""
            return missed_schedules.of(self.instance)

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            found = self._found
            stopping = [item for item in found if item.stops]
            items, stops = stopping or found, bool(stopping)
            row = None if found else self._row
            missed = None if found else self._missed
            context: dict[str, Any] = super().get_context_data(parent_context)
            return context | {
                "items": items[: page_report.MOST],
                "more": max(0, len(items) - page_report.MOST),
                "also": [item for item in found if not item.stops][: page_report.MOST] if stops else [],
                "stops": stops,
                "can_cover": any(item.can_be_covered for item in items),
                "has_problem": any(item.problem for item in items),
                "in_library": any(not item.can_be_covered and not item.problem for item in items),
                "may_declare": stops and declaring.may_declare(self.request.user),
                "officers": list(queries.officers()[:OFFICERS]) if stops else [],
                "may_decide": self.request.user.has_perm("releases.disclose"),
                "review_url": reverse("disclosure:page", args=[self.instance.pk]) if self.instance.pk else "",
                "cover": COVER,
                "publish": PUBLISH,
                "declare_value": f"{DECLARE}{page_report.seen(items)}",
                "note_value": f"{NOTE}{page_report.seen(items)}",
                "row": row,
                "missed": missed,
                "missed_items": found_items(self.instance) if missed and missed.is_personal else [],
                "held_items": held_items(self.instance) if row and row.held and self.instance.live else [],
                "sentences": wording.sentences(row.screening) if row and row.held else [],
            }


def held_items(page: Any) -> list[page_report.Item]:
    """The findings in the live version of a page."""
    live = type(page).objects.filter(pk=page.pk).first()
    return found_items(live) if live else []


def found_items(page: Any) -> list[page_report.Item]:
    """The findings in a page as it is in memory."""
    return page_report.report(page, page_report.judged(page))[: page_report.MOST]


def lay_over(model: Any) -> None:
    """Give a screened type the panel, at the top of its first tab, and the form that judges."""
    model.edit_handler.children[0].children.insert(0, ScreeningPanel())
    model.base_form_class = type(f"Screened{model.base_form_class.__name__}", (ScreenedForm, model.base_form_class), {})
