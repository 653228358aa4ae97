"""The rule of all doors for what is registered with them: one of a name, in order."""

from collections.abc import Iterable
from typing import Protocol, TypeVar

from django.core.exceptions import ImproperlyConfigured


class Named(Protocol):
    """Something with a name that no other of its sort has."""

    @property
    def name(self) -> str: ...


T = TypeVar("T", bound=Named)


def add(known: dict[str, T], things: Iterable[T], *, of: str) -> None:
    """Add things to those that are known; ImproperlyConfigured for a name that another of them (``of``) has."""
    for one in things:
        if known.setdefault(one.name, one) is not one:
            raise ImproperlyConfigured(f"there are two {of} with the name {one.name!r}")
