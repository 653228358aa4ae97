"""The table of synonyms of a city: what is shipped and not switched off there, and what its editors have added."""

import logging
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from importlib.resources import files
from typing import Final

from cms.core.records import City
from cms.ledger import former_names, generation
from cms.ledger.store import store
from cms.search.models import Synonym
from cms.search.texts import NAMED
from retrieval import synonyms
from retrieval.synonyms import BadLine, Group, Synonyms

# Former names of terms that are read, and names of one that count, the latest first.
_MOST_FORMER: Final = 5_000
_MOST_NAMES: Final = synonyms.MOST
_SHIPPED: Final = ("synonyms.txt", "synonyms-english.txt")
# The head of a city, by the last syllable of its name.
_HEADS: Final = {"시": "장", "군": "수", "구": "청장", "도": "지사"}
logger = logging.getLogger(__name__)


@cache
def shipped() -> tuple[Group, ...]:
    """Return what is shipped, in its order."""
    found = (files("cms.search") / name for name in _SHIPPED)
    texts = (file.read_text(encoding="utf-8") for file in found if file.is_file())
    return tuple(group for text in texts for group in synonyms.groups(text.splitlines()))


def table(site: str) -> Synonyms:
    """Return the table of a city as it is now. No query until it, or anything else of the vocabulary, changes."""
    return generation.fresh(f"synonyms of {site}", lambda: synonyms.table(_all(site)))


def of_all(sites: Sequence[str]) -> Synonyms:
    """Return the tables of several cities as one. No query until anything of the vocabulary changes."""
    name = f"synonyms of all of {','.join(sites)}"
    return generation.fresh(
        name, lambda: synonyms.table(dict.fromkeys(group for site in sites for group in _all(site)))
    )


def lines(site: str) -> list[str]:
    """Return what holds in a city as lines, what its editors have added first. One query."""
    return [str(group) for group in _groups(site)]


def sayings(site: str) -> list[str]:
    """Return the words that the table of a city has others for, with their blanks. A few queries."""
    return list(dict.fromkeys(word for group in _all(site) for word in group.typed))


def _groups(site: str) -> list[Group]:
    kept = list(Synonym.objects.filter(site=site).order_by("pk").values_list("line", "switches_off"))
    own = read(line for line, switches_off in kept if not switches_off)
    off = {group.sense for group in read(line for line, switches_off in kept if switches_off)}
    return [*own, *(group for group in shipped() if group.sense not in off)]


def _all(site: str) -> list[Group]:
    """Return the same, who heads the city, and what terms were called before: a text has a name as it was when it was
    indexed."""
    return [*_groups(site), *_headed(site), *_renamed(site)]


def _headed(site: str) -> Iterator[Group]:
    """Yield the mayor as texts have the office: 시장 alone is a market too."""
    city = store.vocabulary(site).term(City.scheme, site)
    name = city.names.get("ko", "") if city else ""
    if name[-1:] in _HEADS:
        yield Group(("mayor",), synonyms.words([name + _HEADS[name[-1]]]))


def _renamed(site: str) -> Iterator[Group]:
    """Yield the names of each term that was renamed, in each language, that of today first. A few queries."""
    former, vocabulary = former_names.of_city(site, NAMED, most=_MOST_FORMER), store.vocabulary(site)
    keys: dict[str, list[str]] = {}
    for _, scheme, key in former:
        keys.setdefault(scheme, []).append(key)
    for scheme, some in keys.items():
        for key, term in vocabulary.terms(scheme, some).items():
            for language, names in former[site, scheme, key].items():
                now = term.names.get(language, "")
                group = Group(synonyms.words(name for name in (now, *names)[:_MOST_NAMES]))
                if not group.fault:
                    yield group


def read(kept: Iterable[str]) -> list[Group]:
    """Return what these lines say; one that the rules of today refuse is left out, and logged."""
    read = []
    for line in kept:
        try:
            read.append(synonyms.checked(line))
        except BadLine as error:
            logger.warning("a synonym is left out: %s", error)
    return read
