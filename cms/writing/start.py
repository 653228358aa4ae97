"""The first page of the editor: what a person does next, and what became of what they did."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from wagtail.admin.ui.components import Component
from wagtail.models import Page
from wagtail.permission_policies.pages import PagePermissionPolicy

from cms.core.acquaintance import acquaintance
from cms.core.writing import writing_address
from cms.ledger.published import changes_of_pages
from cms.news.models import PostPage
from cms.releases.models.screened import screened_types
from cms.subsites.models import CityPage, WebsitePage
from cms.writing import places
from cms.writing.outlook import names

# So many of each list are shown.
SHOWN: Final = 8
NEW: Final = timedelta(days=7)


@dataclass(frozen=True, kw_only=True)
class Line:
    """One page of a list: where it is worked on, and what is said beside its title."""

    title: str
    address: str
    at: Any = None
    note: str = ""
    url: str = ""
    shown_in: Sequence[str] = ()


class StartPanel(Component):
    """The work of the person who reads it. Each list costs one query, and those without anything are left out."""

    name = "start"
    template_name = "writing/start.html"
    order: Final = 10

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        user = parent_context["request"].user
        mine = own_pages(user)
        return {
            "write": _write(user),
            "returned": [_line(page, note=note(page)) for page in _newest(returned(mine))],
            "drafts": [_line(page, at=page.latest_revision_created_at) for page in _newest(drafts(mine))],
            "scheduled": [_line(page, at=page.go_live_at) for page in scheduled(mine)[:SHOWN]],
            "published": _published(mine.filter(live=True, first_published_at__gte=timezone.now() - NEW)),
            "held": [_line(page) for page in _newest(_held(user))],
            "shown": SHOWN,
        }


def own_pages(user: Any) -> Any:
    """The pages of written types that somebody owns."""
    found = ContentType.objects.get_for_models(*screened_types())
    kinds = [content_type.pk for content_type in found.values()]
    return Page.objects.filter(owner=user, content_type__in=kinds, alias_of=None).select_related(
        "page_screening", "missed_schedule"
    )


def returned(pages: QuerySet[Page]) -> QuerySet[Page]:
    """Those that an officer has sent back, or whose time came and a rule kept them from the public."""
    return pages.filter(_RETURNED)


def drafts(pages: Any) -> Any:
    """Those that nobody has published or scheduled, and what was changed in a public one and not published."""
    unpublished = pages.filter(Q(live=False) | Q(has_unpublished_changes=True)).exclude(_RETURNED)
    return unpublished.annotate_approved_schedule().filter(_approved_schedule=False)


def scheduled(pages: Any) -> Any:
    """Those that become public by themselves, the next one first."""
    return pages.annotate_approved_schedule().filter(_approved_schedule=True).order_by("go_live_at", "pk")


_RETURNED: Final = Q(page_screening__note__gt="") | Q(missed_schedule__isnull=False)


def note(page: Any) -> str:
    """The request of an officer, or why the page was not published at its time."""
    row, missed = getattr(page, "page_screening", None), getattr(page, "missed_schedule", None)
    return (row.note if row else "") or (missed.reason if missed else "")


def _newest(pages: QuerySet[Page]) -> list[Page]:
    return list(pages.order_by("-latest_revision_created_at", "-pk")[:SHOWN])


def _line(page: Any, **more: Any) -> Line:
    title = page.draft_title or page.title
    return Line(title=title, address=reverse("wagtailadmin_pages:edit", args=[page.pk]), **more)


def _published(pages: QuerySet[Page]) -> list[Line]:
    """Each with the names of the listings in which it stands, as the ledger has them."""
    found = list(pages.order_by("-first_published_at", "-pk")[:SHOWN])
    changes = changes_of_pages([page.pk for page in found])
    return [
        _line(
            page,
            at=page.first_published_at,
            url=change.url if change and change.is_public else "",
            shown_in=names(change) if change and change.is_public else (),
        )
        for page in found
        for change in [changes.get(page.pk)]
    ]


def _held(user: Any) -> Any:
    """Live pages of one's department that are kept from the public until somebody changes them or decides."""
    if not user.unit_id:
        return Page.objects.none()
    held = Page.objects.filter(page_screening__held=True, page_screening__unit=user.unit_id, live=True)
    return acquaintance(user).read_among(held)


def _write(user: Any) -> dict[str, Any]:
    """The ways to a new page: for posts into one's own section, for each type to the choice of one."""
    models = places.writable(user)
    own = places.own(user, PostPage) if PostPage in models else None
    return {
        "own": (own.get_admin_display_title(), writing_address(PostPage, own)) if own else None,
        "choose": reverse("write_post"),
        "may_post": PostPage in models,
        "others": [
            (model._meta.verbose_name, reverse("write_type", args=[model._meta.model_name]))
            for model in models
            if model is not PostPage
        ],
    }


class SitesPanel(Component):
    """The websites and the city of a web team: their settings, and what is below them."""

    name = "sites"
    template_name = "writing/sites.html"
    order: Final = 90

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        user = parent_context["request"].user
        if not _may_change_places(user):
            return {"sites": []}
        changeable = PagePermissionPolicy().instances_user_has_permission_for(user, "change")
        sites = [*_of(changeable, CityPage), *_of(changeable, WebsitePage)]
        return {"sites": sites[:SHOWN], "has_more": len(sites) > SHOWN}


def _of(pages: QuerySet[Page], model: type[Page]) -> Iterable[Page]:
    found = model.objects.filter(pk__in=pages.order_by().values("pk")).select_related("locale")
    return list(found.order_by("path")[: SHOWN + 1])


def _may_change_places(user: Any) -> bool:
    """Return whether somebody may change pages of others anywhere; by the rights that Wagtail reads once a request."""
    granted = PagePermissionPolicy().get_cached_permissions_for_user(user)
    return bool(user.is_superuser or any(given.permission.codename == "change_page" for given in granted))
