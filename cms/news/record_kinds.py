"""The kind of news: posts, narrowed by tag, website, department and field."""

from collections.abc import Mapping
from typing import Any, Final

from cms.core.kinds import UNIT, Facet, Kind, Pick
from cms.core.records import Post

TAG: Final = Facet(name="tag", field="tags", of="tag", rank=10)
WEBSITE: Final = Facet(name="website", field="website", of="website", rank=50)
FIELD: Final = Facet(name="field", field="topics", of="field", rank=70)


def _sample(number: int, pick: Pick) -> Mapping[str, Any]:
    """A post with two tags: one of a few that many have, and one that some have."""
    topic, tags = pick("field", number), (pick("tag", number % 10), pick("tag", number * 7919))
    return {
        "topics": (topic,) if topic else (),
        "website": pick("website", number),
        "tags": tuple(tag for tag in tags if tag),
    }


POST: Final = Kind(
    record=Post,
    plural="posts",
    facets=(FIELD, WEBSITE, TAG, UNIT),
    below_units="",
    has_drafts=True,
    lengths={"images": 5, "files": 3},
    sample=_sample,
)
