"""The content of an index, read out of its segments, to be held against one that is made of the ledger at once."""

import numpy as np

from cms.ledger.deliveries import change_of
from cms.ledger.models import Entry
from cms.search.kept import reading
from cms.search.kept.stored import StoredSegment
from cms.search.models import IndexedText, Segment
from cms.search.texts import texts_of
from retrieval.merging import merged
from retrieval.segments import segment_of


def content(index):
    """The living texts of an index by key, each with all that its segment says of it; AssertionError for one twice."""
    found = {}
    for row in Segment.objects.filter(index_name=index, state=Segment.State.READY):
        dead = reading.unpacked(bytes(row.graves), row.size)
        for key, said in _texts(merged([StoredSegment.read(row.pk)], [np.ones(row.size, np.bool_)]), dead):
            assert key not in found, f"{key} is there twice"
            found[key] = said
    assert sorted(found) == sorted(IndexedText.objects.filter(index_name=index).values_list("key", flat=True))
    return found


def made_at_once(site):
    """The same of an index that is made in one go of all that is public."""
    entries = Entry.objects.filter(site=site, state=Entry.State.PUBLIC)
    segment = segment_of(texts_of(site, [change_of(entry) for entry in entries]))
    return dict(_texts(segment, np.zeros(len(segment.columns), np.bool_)))


def _texts(segment, dead):
    columns = segment.columns
    postings = {ordinal: [] for ordinal in range(len(columns))}
    begin = 0
    for term, end in zip(segment.terms.tolist(), segment.ends.tolist(), strict=True):
        for ordinal, impact in zip(
            segment.places[begin:end].tolist(), segment.impacts[begin:end].tolist(), strict=True
        ):
            postings[ordinal].append((term, impact))
        begin = end
    values = {ordinal: set() for ordinal in range(len(columns))}
    for name, dimension in columns.dimensions.items():
        for ordinal, code in zip(dimension.places.tolist(), dimension.codes.tolist(), strict=True):
            values[ordinal].add((name, dimension.names[code]))
    for ordinal, (key, moment) in enumerate(zip(columns.keys.tolist(), columns.moments.tolist(), strict=True)):
        if not dead[ordinal]:
            yield key, (moment, sorted(postings[ordinal]), sorted(values[ordinal]))
