"""The lexicon of an index: the words of its titles, and in how many texts each is.

A word that no text has any more is gone from it, since how a query is read tells which words it knows.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import chain
from typing import Final

from django.db import connection

from cms.core.rows import batches
from cms.ledger.given import each, erase, given, rows
from cms.search.models import Word
from retrieval.hangul import initials as initials_of
from retrieval.hangul import is_syllable
from retrieval.lexicon import OFFERED_FROM, RARE_FROM, distinct
from retrieval.segments import Text
from retrieval.suggestions import AFTER, Beginning

# Words with one beginning that are read at most.
_READ: Final = 200
# Letters from which on words are looked up by their beginning; a syllable is enough.
_LEAST: Final = 2


def counted(text: Text) -> str:
    """The words of a text as the lexicon counts them, each once, with blanks between them."""
    return " ".join(distinct(text))


def count(index: str, *, came: Iterable[str], left: Iterable[str]) -> None:
    """Count the words of texts that came and of texts that left, as :func:`counted` has them.

    A statement or two for each five hundred words.
    """
    counts = Counter(chain.from_iterable(map(str.split, came)))
    counts.subtract(Counter(chain.from_iterable(map(str.split, left))))
    changed = {word: number for word, number in counts.items() if number}
    sql = (
        "INSERT INTO search_word (index_name, word, initials, texts)"
        f" SELECT name, word, initials, texts FROM {given('name text, word text, initials text, texts bigint')}"
        " WHERE true ON CONFLICT (index_name, word) DO UPDATE SET texts = search_word.texts + excluded.texts"
    )
    with connection.cursor() as cursor:
        for some in batches(sorted(changed)):
            cursor.execute(sql, [rows((index, word, _initials(word), changed[word]) for word in some)])
    for some in batches(sorted(word for word, number in changed.items() if number < 0)):
        erase(Word.objects.filter(index_name=index, word__in=some, texts__lte=0))


def forget(index: str) -> None:
    """Begin the lexicon of an index anew. One statement."""
    erase(Word.objects.filter(index_name=index))


def _initials(word: str) -> str:
    """The initial consonants of a word of Hangul; nothing for any other."""
    return initials_of(word) if is_syllable(word[0]) and len(word) > 1 else ""


class KeptLexicon:
    """The lexicon of one index; it remembers what it was asked."""

    def __init__(self, index: str) -> None:
        self._index = index
        self._counts: dict[str, int] = {}

    def counts(self, words: Collection[str]) -> Mapping[str, int]:
        """In how many texts some word begins with each of these, about. One query, none for what it knows."""
        unknown = [word for word in dict.fromkeys(words) if word not in self._counts]
        if unknown:
            self._counts |= dict.fromkeys(unknown, 0) | self._read(unknown)
        return {word: self._counts[word] for word in words}

    def _read(self, words: Sequence[str]) -> dict[str, int]:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT given.word, (SELECT sum(found.texts) FROM (SELECT w.texts FROM search_word w"
                f" WHERE w.index_name = %s AND w.word >= given.word AND w.word < given.word || '{AFTER}'"
                f" LIMIT {_READ}) found) FROM {given('word text')}",
                [self._index, each(words)],
            )
            return {word: int(texts or 0) for word, texts in cursor.fetchall()}

    def beginning(self, beginning: Beginning, *, limit: int) -> Sequence[str]:
        """The words that begin so, those in most texts first; none for a single letter. One query."""
        if len(beginning.text) < _LEAST and not is_syllable(beginning.text):
            return []
        low, high = beginning.bounds
        found = Word.objects.filter(index_name=self._index, word__gte=low, word__lt=high).order_by("word")
        rows = found.values_list("word", "texts")[: 5 * _READ]
        counts = {word: texts for word, texts in rows if beginning.begins(word)}
        return sorted(counts, key=lambda word: (-counts[word], word))[:limit]

    def with_initials(self, initials: str, *, limit: int) -> Sequence[str]:
        """The beginnings of words whose initials are exactly these, those in most texts first. Two queries at most."""
        found = self._with_initials(initials, least=OFFERED_FROM)
        if not found and len(initials) >= RARE_FROM:
            found = self._with_initials(initials, least=1)
        return found[:limit]

    def _with_initials(self, initials: str, *, least: int) -> list[str]:
        """The same of words that so many texts have at least."""
        found = Word.objects.filter(
            index_name=self._index, initials__gte=initials, initials__lt=initials + AFTER, texts__gte=least
        )
        counts: Counter[str] = Counter()
        for word, texts in found.values_list("word", "texts")[: 5 * _READ]:
            counts[word[: len(initials)]] += texts
        return sorted(counts, key=lambda word: (-counts[word], word))
