"""Vocabularies are public text too: places, departments, committees and their members, tags, task cards.

What has the form of a number of a person is refused by their forms, and covered in the term whoever wrote it.
"""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from functools import lru_cache
from typing import Any, Final, TypeVar

from django.utils.functional import lazy
from django.utils.translation import gettext
from modelcluster.models import get_all_child_relations

from cms.core.errors import Refused
from cms.releases import authored
from cms.releases.kinds import KINDS
from cms.releases.models.rules import KnownGoodValue
from cms.releases.page_judging import POLICY
from screening import Finding, KnownGood, mask, screen

T = TypeVar("T")

# Fields of terms that are addresses, keys, or chosen; functions are steps of a classification, and keys of listings.
_MADE: Final = frozenset(
    "site key iri urls url order language default_language licence colour icon parent unit field website type"
    " functions kind successors merged_into".split()
)
_REMEMBERED: Final = 20_000


def known_good() -> KnownGood:
    """The values that departments or the city have said are public. One query."""
    return KnownGood.of(KnownGoodValue.objects.values_list("value", flat=True))


@lru_cache(maxsize=_REMEMBERED)
def stopping(text: str, known: KnownGood) -> tuple[Finding, ...]:
    """The findings that keep a text of a vocabulary from the public. Remembered: all terms are asked for each one."""
    return tuple(filter(POLICY.stops, screen(text, known_good=known)))


def covered(value: T, known: KnownGood) -> T:
    """A term with what stops covered in all that somebody has written in it."""
    clean: T = _covered(value, known)
    return clean


def _covered(value: Any, known: KnownGood) -> Any:
    if isinstance(value, str):
        return mask(value, found) if (found := stopping(value, known)) else value
    if isinstance(value, dict):
        return {name: _covered(item, known) for name, item in value.items()}
    if isinstance(value, tuple):
        return tuple(_covered(item, known) for item in value)
    if is_dataclass(value) and not isinstance(value, type):
        written = [spec.name for spec in fields(value) if spec.name not in _MADE]
        return replace(value, **{name: _covered(getattr(value, name), known) for name in written})
    return value


def check(page: Any) -> None:
    """Refused, naming kinds and places and no value, where a place as it is in memory must not be public."""
    known = known_good()
    if any(stopping(place.text, known) for place in _places(page)):
        raise Refused(lazy(_told, str)(page, known))


def _told(page: Any, known: KnownGood) -> str:
    said = {
        f"{KINDS[found.kind]} ({place.label})": None for place in _places(page) for found in stopping(place.text, known)
    }
    return explained(", ".join(said))


def explained(what: str) -> str:
    """The words for what is found, and the way out where the public may read it."""
    refused = gettext("This cannot be published as it is. Found: %(what)s.") % {"what": what}
    way = gettext("If the public may read it, it can be added to the known-good values.")
    return f"{refused} {way}"


def refuse(page: Any, **kwargs: Any) -> None:
    """Of a place that somebody asks to publish, whatever way."""
    if getattr(page, "publishes", None) == "term":
        check(page)


def _places(page: Any) -> Iterator[authored.Place]:
    """The texts of a page and of its inline rows."""
    yield from authored.places(page)
    for relation in get_all_child_relations(type(page)):
        for row in getattr(page, relation.get_accessor_name()).all():
            yield from authored.places(row)


class ScreenedTermForm:
    """Laid over the form of each vocabulary and place: marks what stops, in its inline rows too."""

    _is_screened = False

    def is_valid(self) -> bool:
        form: Any = self
        parent: Any = super()
        valid: bool = parent.is_valid()
        if not form.is_bound or getattr(form, "is_deferred_validation", False):
            return valid
        if not self._is_screened:
            self._is_screened = True
            self._screen()
        return valid and not any(each.errors for each in self._forms())

    def _forms(self) -> Iterator[Any]:
        form: Any = self
        yield form
        for formset in getattr(form, "formsets", {}).values():
            yield from (each for each in formset.forms if each not in formset.deleted_forms)

    def _screen(self) -> None:
        known = known_good()
        for form in self._forms():
            for name, value in list(getattr(form, "cleaned_data", {}).items()):
                found = [each for text in _texts(value) for each in stopping(text, known)]
                if found:
                    form.add_error(name, explained(", ".join(dict.fromkeys(str(KINDS[each.kind]) for each in found))))


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        yield from _texts(list(value.values()))
    elif isinstance(value, list):
        for item in value:
            yield from _texts(item)


def lay_over(model: Any, form: type) -> None:
    """Give the model of a vocabulary or place a form that screens; ``form`` is the one that it has without."""
    model.base_form_class = type(f"Screened{form.__name__}", (ScreenedTermForm, form), {})
