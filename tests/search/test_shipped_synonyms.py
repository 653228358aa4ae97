"""The table of synonyms that is shipped."""

from collections import Counter
from importlib.resources import files

from cms.search import synonyms as kept
from retrieval import synonyms
from retrieval.folding import fold
from retrieval.synonyms import MOST, gist
from retrieval.words import spaced, squeezed

LINES = [
    line.strip()
    for name in ("synonyms.txt", "synonyms-english.txt")
    for line in (files("cms.search") / name).read_text(encoding="utf-8").splitlines()
    if line.strip() and not line.startswith("#")
]


def sides(line):
    """The words of a line, those that are looked for and those that are found too."""
    typed, _, wanted = line.partition(">")
    return [[word.strip() for word in side.split("=") if word.strip()] for side in (typed, wanted)]


def key(word):
    return gist(spaced(fold(word)))


def test_every_line_can_be_read_and_the_table_is_of_some_size():
    assert len(LINES) > 1_000
    table = synonyms.table(kept.shipped())
    assert table.of("행안부") == ("행정안전부",)
    assert table.of("행정안전부") == ("행안부",)
    assert table.of("daycare")[:3] == ("day care", "nursery", "daycare center")


def test_no_word_stands_in_two_groups():
    counts = Counter(key(word) for line in LINES for word in sides(line)[0])
    assert [word for word, count in counts.items() if count > 1] == []


def test_no_word_leads_to_itself_and_each_says_something():
    for line in LINES:
        typed, wanted = sides(line)
        keys = [key(word) for word in (*typed, *wanted)]
        assert len(keys) == len(set(keys)), line
        assert len(keys) <= MOST + 1, line
        assert all(word and not squeezed(word).isdigit() for word in keys), line


def test_what_leads_one_way_is_no_part_of_what_it_leads_to():
    # A lone syllable is found as a word of its own, not within others.
    pairs = [(left, right) for line in LINES for left in sides(line)[0] for right in sides(line)[1] if len(left) > 1]
    assert [pair for pair in pairs if key(pair[0]) in key(pair[1])] == []


def test_phrases_are_no_longer_than_a_query_is_looked_up():
    looked_for = [word for line in LINES for word in sides(line)[0]]
    table = synonyms.read(LINES)
    short = [word for word in looked_for if len(word.split()) <= synonyms.LONGEST]
    assert [word for word in short if not table.of(squeezed(fold(word)))] == []
