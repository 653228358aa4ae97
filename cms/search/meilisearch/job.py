"""The background job: it keeps the indexes as the ledger is, and makes those anew that are asked for."""

from functools import partial
from typing import Final

from cms.jobs.job import Job
from cms.ledger import following
from cms.search.meilisearch import rebuilds
from cms.search.meilisearch.configuring import keeper
from cms.search.meilisearch.followers import LIMIT, LIVE


def work() -> int:
    """Tell one batch of changes, and go on with an index that is being made."""
    rebuilds.ask_for_missing()
    cities = following.followed(LIVE)
    keeper.keep(cities)
    return following.step(LIVE, cities=cities) + rebuilds.step()


JOB: Final = Job(
    name=LIVE.name,
    words=LIVE.words,
    work=work,
    limit=LIMIT,
    items=following.shown,
    behind=partial(following.behind, LIVE),
)
