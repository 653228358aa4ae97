"""A vocabulary that reads no database."""

from collections.abc import Iterable

from cms.core.records import TERMS, Term
from cms.ledger.vocabulary import Vocabulary
from tests.factories import SITE, make_terms


class FixedVocabulary(Vocabulary):
    """The terms it is given, by default all that ``make_post`` refers to."""

    def __init__(self, terms: Iterable[Term] | None = None, staff=None) -> None:
        self.site = SITE
        self._terms = {scheme: {} for scheme in TERMS}
        self._made = {("staff",): staff or {}}
        self.named = {}
        for term in make_terms() if terms is None else terms:
            self._terms[term.scheme][term.key] = term

    def documents(self, numbers):
        return {number: self.named[number] for number in numbers if number in self.named}

    def open_terms(self, scheme, keys):
        known = self._terms[scheme]
        return {key: known[key] for key in keys if key in known}
