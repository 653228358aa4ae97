"""Start-up checks of the cities: what their IRIs begin with, and that what is in a section has one to be in."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.core.checks import CheckMessage, Debug, Error, Info, Tags, register

from cms.core import kinds
from cms.core.commands import is_behind
from cms.core.kinds import Kind
from cms.subsites.identity import described
from cms.subsites.models import section_types
from cms.subsites.terms import cities


# A check for deployment, as no command has an issue with it: the start asks for it, and tells what is new.
@register("identity", Tags.database, deploy=True)
def identity_is_told(databases: Sequence[str] | None = None, **kwargs: Any) -> list[CheckMessage]:
    """The identity base of each city; nothing before the store is up to date, as cities lack columns until then."""
    return list(_told()) if databases and not is_behind() else []


def _told() -> Iterator[CheckMessage]:
    for city, base, is_fixed in described(cities()):
        if is_fixed:
            yield Debug(
                f"The identity of {city} is fixed: its IRIs and feed ids begin with {base}.",
                hint="They stay as they are when the city moves to another address.",
                id="madang.I001",
            )
        else:
            yield Info(
                f"The identity of {city} is provisional: its IRIs and feed ids begin with {base}, today's address.",
                hint="They are fixed with the first public address of the city (MADANG_BASE_URL, or its site in the"
                " editor), or before by manage.py identity --fix https://news.example.org.",
                id="madang.I002",
            )


@register("kinds")
def kinds_have_their_sections(**kwargs: Any) -> list[CheckMessage]:
    """The records of a kind whose section no page can be would stand in a list that has no address."""
    return list(check_sections(kinds.registered()))


def check_sections(found: Iterable[Kind]) -> Iterable[CheckMessage]:
    """madang.E006 for each kind whose section no page type is."""
    known = {model.section for model in section_types()}
    for kind in found:
        if kind.section and kind.section not in known:
            yield Error(
                f"no page type is the section {kind.section} of {kind.name}",
                hint="Extend cms.subsites.models.SectionPage with that key as its section.",
                id="madang.E006",
            )
