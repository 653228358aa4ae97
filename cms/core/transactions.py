"""The decorators by which a request becomes one transaction."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS", "TRACE"})
_OWN = "has_own_transactions"


def own_transactions(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Let a view say itself what one transaction is: it reads for long, and on SQLite would lock out all writers."""
    setattr(view, _OWN, True)
    return view


def atomic_writes(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Run a view in one transaction unless its method is safe, or the view has transactions of its own.

    ``ATOMIC_REQUESTS`` would do it for reads too, and on SQLite each would then take the only write lock.
    """

    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method in SAFE_METHODS or hasattr(view, _OWN):
            return view(request, *args, **kwargs)
        with transaction.atomic():
            return view(request, *args, **kwargs)

    return wrapped
