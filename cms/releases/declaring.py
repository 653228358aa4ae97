"""“This is meant to be public”: said with a reason, of values or files of one page, by those with the right."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from wagtail.log_actions import log

from cms.releases.models.decisions import Decision
from cms.releases.models.page_screenings import PageScreening
from screening import rules_version

RIGHT: Final = "releases.declare_public"
DECLARED: Final = "madang.screening.declare"
COVERED: Final = "madang.screening.cover"
RETURNED: Final = "madang.screening.return"


@dataclass(frozen=True, slots=True, kw_only=True)
class Declaration:
    """Entries of ``meant`` and of ``noted`` for a page that may not be stored yet; ``told`` is what and where."""

    user: Any
    reason: str = ""
    meant: tuple[str, ...] = ()
    noted: tuple[str, ...] = ()
    told: Sequence[str] = field(default_factory=tuple)


def may_declare(user: Any) -> bool:
    """Return whether somebody may declare it: disclosure officers, and whoever has the right of that name."""
    return bool(user.is_active and (user.has_perm(RIGHT) or user.has_perm("releases.disclose")))


def store(page: Any, said: Declaration) -> None:
    """Keep a declaration beside its page, and write into the history of both who said so and why."""
    row, _made = PageScreening.objects.select_for_update().get_or_create(page_id=page.pk)
    row.meant = list(dict.fromkeys([*row.meant, *said.meant]))
    row.noted = list(dict.fromkeys([*row.noted, *said.noted]))
    row.save(update_fields=["meant", "noted"])
    if not said.meant:
        return
    log(instance=page, action=DECLARED, user=said.user, data={"reason": said.reason, "what": list(said.told)})
    Decision.objects.create(
        document_id=page.pk,
        management_number=str(page.key),
        unit_id=page.screened_unit if page.path else None,
        action=Decision.Action.DECLARE,
        actor=said.user,
        note=said.reason,
        rules_version=rules_version(),
    )


def store_with_new(instance: Any, **kwargs: Any) -> None:
    """After a screened page is saved: what its form has said of it when there was nothing to keep it with."""
    if instance.declaration is not None:
        said, instance.declaration = instance.declaration, None
        store(instance, said)
