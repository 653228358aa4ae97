"""The fields and websites of all cities at once, for what lies in them."""

from collections.abc import Mapping

from wagtail.models import Page

from cms.subsites.models import FieldPage, WebsitePage

# The keys of the field and of the website that a place is of; both None in any other.
Place = tuple[str | None, str | None]
NOWHERE: Place = (None, None)


def by_path() -> Mapping[str, Place]:
    """All of them by the path of their pages. Two queries."""
    fields = dict(FieldPage.objects.values_list("path", "field__key"))
    websites = WebsitePage.objects.values_list("path", "code")
    found: dict[str, Place] = {path: (key, None) for path, key in fields.items()}
    return found | {path: (fields.get(path[: -Page.steplen]), code) for path, code in websites}
