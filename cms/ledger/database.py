"""The store in Django's database: a module is what the protocol asks for, so that no call passes through another.

Each name is that of a call of :class:`cms.ledger.store.Store`, taken from the module that answers it.
"""

from cms.ledger.generation import current as generation
from cms.ledger.listing_changes import changed_at
from cms.ledger.moments import clock
from cms.ledger.routes import route
from cms.ledger.routes import routes_of as routes
from cms.ledger.selectors import (
    bodies,
    changes,
    entries,
    entries_named,
    entry,
    first_published,
    items,
    next_expiry,
    tombstone,
)
from cms.ledger.shown import hide
from cms.ledger.shown import shown_of as shown
from cms.ledger.terms import change as change_terms
from cms.ledger.vocabulary import vocabulary
from cms.ledger.writing import add_address, publish, withdraw

__all__ = [
    "add_address",
    "bodies",
    "change_terms",
    "changed_at",
    "changes",
    "clock",
    "entries",
    "entries_named",
    "entry",
    "first_published",
    "generation",
    "hide",
    "items",
    "next_expiry",
    "publish",
    "route",
    "routes",
    "shown",
    "tombstone",
    "vocabulary",
    "withdraw",
]
