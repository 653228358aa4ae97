"""The background work in the test's own thread and transaction."""

from cms.derived.related.channel import RELATED
from cms.jobs.job import registered
from cms.ledger import following
from cms.search.channel import SEARCH
from cms.search.editing import indexes


def turn():
    """Each job once; returns how much was done in all."""
    return sum(job.work() for job in registered())


def relate(*, limit=0):
    """A batch of the channel that finds related documents; returns how many changes and documents were done."""
    return following.step(RELATED, limit=limit)


def keep():
    """Let the index of each city follow all changes."""
    while following.step(SEARCH):
        pass


def keep_editor():
    """Let the indexes of the editor follow all that was written and published."""
    while indexes.step() + following.step(indexes.FOLLOWING):
        pass
