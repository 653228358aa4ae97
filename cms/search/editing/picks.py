"""Picks in the editor: for a query, up to five results in their order."""

from collections.abc import Sequence
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, ObjectList
from wagtail.admin.ui.tables import Column
from wagtail.admin.widgets import AdminPageChooser
from wagtail.models import Page

from cms.core.acquaintance import acquaintance
from cms.core.explained_lists import ExplainedViewSet
from cms.core.text import clean_line
from cms.ledger.published import pages_of
from cms.ledger.store import store
from cms.search.editing.forms import CityForm, CityIndex, Prefilled
from cms.search.models import Pick
from cms.search.picks import MOST, name_of

# Spellings of one query, and letters of each.
_SPELLINGS: Final = 30
_LETTERS: Final = 100
_PLACES: Final = range(1, MOST + 1)


def _fields(place: int) -> dict[str, forms.Field]:
    """The fields of one place of the list, for what is ours and for what is elsewhere."""
    return {
        f"page_{place}": forms.ModelChoiceField(
            Page.objects.all(), label=_("Page"), required=False, widget=AdminPageChooser
        ),
        f"url_{place}": forms.URLField(
            label=_("Or a web address"), required=False, max_length=2000, assume_scheme="https"
        ),
        f"title_{place}": forms.CharField(
            label=_("Title"), required=False, max_length=200, help_text=_("Of the web address.")
        ),
    }


# A form with a row of fields for each place.
_Places: Any = type(
    "_Places", (forms.Form,), {name: field for place in _PLACES for name, field in _fields(place).items()}
)


class PickForm(CityForm, _Places):
    """One pick. A page that was picked, and that the person may not know, is not named, and stays in its place."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._hidden: dict[int, dict[str, str]] = {}
        for place, one in enumerate(self.instance.items[:MOST], 1):
            self._show(place, one)

    def _show(self, place: int, one: dict[str, str]) -> None:
        if "key" not in one:
            self.initial |= {f"url_{place}": one["url"], f"title_{place}": one["title"]}
        elif (page_id := self._pages.get(one["key"])) in self._known:
            self.initial[f"page_{place}"] = page_id
        else:
            self._hidden[place] = one
            self.fields[f"page_{place}"].help_text = _(
                "A page stands here that is gone or not known to you. It stays unless something else is chosen."
            )

    @cached_property
    def _pages(self) -> dict[str, int]:
        """The ids of the pages that are picked now, by their keys."""
        names = [(self.instance.site, one["key"]) for one in self.instance.items if "key" in one]
        entries = {key: found.item.id for (_, key), found in store.entries_named(names).items()}
        pages = pages_of(entries.values())
        return {key: pages[entry] for key, entry in entries.items() if entry in pages}

    @cached_property
    def _known(self) -> set[int]:
        return acquaintance(self.for_user).known_of(self._pages.values())

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        self._check_spellings(data)
        chosen = [self._chosen(place, data) for place in _PLACES]
        items = [one for one in chosen if one is not None]
        if not items and not self.errors:
            raise ValidationError(gettext("Please choose at least one result."))
        self.instance.items = items
        return data

    def _check_spellings(self, data: dict[str, Any]) -> None:
        typed = [clean_line(line) for line in data.get("queries", "").splitlines()]
        names = {name_of(line): line for line in typed if line}
        if not names.pop("", None) and not names and "queries" in data:
            self.add_error("queries", _("No letter or digit stands in it, so nobody can search for it."))
        elif "" in map(name_of, filter(None, typed)):
            self.add_error("queries", _("A line has neither letter nor digit."))
        if len(names) > _SPELLINGS or any(len(line) > _LETTERS for line in typed):
            said = _("At most %(spellings)s spellings, each of at most %(letters)s letters.")
            self.add_error("queries", said % {"spellings": _SPELLINGS, "letters": _LETTERS})
        others = Pick.objects.filter(site=data.get("site", "")).exclude(pk=self.instance.pk)
        taken = [line for pick in others for line in pick.spellings if name_of(line) in names]
        if taken:
            said = _("Another pick of the city is for this already: %(query)s")
            self.add_error("queries", said % {"query": taken[0]})

    def _chosen(self, place: int, data: dict[str, Any]) -> dict[str, str] | None:
        page, url, title = (data.get(f"{name}_{place}") for name in ("page", "url", "title"))
        title = clean_line(title or "")
        if page and url:
            self.add_error(f"url_{place}", _("Choose a page or write a web address, one of the two."))
        elif page:
            return self._item(place, page, data.get("site", ""))
        elif url and not title:
            self.add_error(f"title_{place}", _("A web address needs a title."))
        elif url:
            return {"url": url, "title": title}
        return self._hidden.get(place)

    def _item(self, place: int, page: Page, site: str) -> dict[str, str] | None:
        """The key of a page; what has no item that is public is refused."""
        field = f"page_{place}"
        if not acquaintance(self.for_user).known_of([page.pk]):
            self.add_error(field, _("This page is not known to you."))
            return None
        key = str(getattr(page.specific, "key", ""))
        found = store.entry(site=site, key=key)
        if found is None or found.gone:
            self.add_error(field, _("Only public posts, documents and meetings of the city can be picked."))
            return None
        return {"key": key}


class PickCreate(Prefilled):
    """Adding a pick."""

    filled = ("site", "queries")


class PickIndex(CityIndex):
    """The picks, each with the titles of what is picked; what is not public now is not named. One query a page."""

    _shown: Sequence[Pick] = ()

    def paginate_queryset(self, queryset: Any, page_size: int) -> Any:
        found = super().paginate_queryset(queryset, page_size)
        self._shown = list(found[2])
        return found

    @cached_property
    def _titles(self) -> dict[tuple[str, str], str]:
        names = [(pick.site, one["key"]) for pick in self._shown for one in pick.items if "key" in one]
        found = store.entries_named(names).items()
        return {name: one.item.data["title"] for name, one in found if not one.gone}

    def titles(self, pick: Pick) -> str:
        """The titles of what is picked, in its order."""
        return ", ".join(one.get("title") or self._titles.get((pick.site, one["key"]), "–") for one in pick.items)

    def _get_custom_column(self, field_name: str, column_class: Any = Column, **kwargs: Any) -> Any:
        if field_name == "items":
            return Column("items", label=_("Results"), accessor=self.titles)
        return super()._get_custom_column(field_name, column_class, **kwargs)


class PickViewSet(ExplainedViewSet):
    model = Pick
    about = _(
        "For a query that many people type, up to five results can be chosen. They stand above all others, each as long"
        " as it is public."
    )
    icon = "pick"
    menu_label = _("Picks")
    copy_view_enabled = False
    add_view_class = PickCreate
    index_view_class = PickIndex
    list_display = ["__str__", "items", "site", "changed_by", "changed_at"]
    list_filter = ["site"]
    search_fields = ["queries", "note"]
    ordering = ["queries"]
    edit_handler = ObjectList(
        [
            FieldPanel("site"),
            FieldPanel("queries"),
            *(
                MultiFieldPanel(
                    [FieldPanel(f"{name}_{place}") for name in ("page", "url", "title")],
                    heading=heading,
                    classname="" if place == 1 else "collapsed",
                )
                for place, heading in zip(
                    _PLACES, (_("First"), _("Second"), _("Third"), _("Fourth"), _("Fifth")), strict=True
                )
            ),
            FieldPanel("note"),
        ],
        base_form_class=PickForm,
    )
