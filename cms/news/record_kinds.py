"""The kind of news: posts, narrowed by tag, website, department and field."""

from collections.abc import Mapping
from typing import Any, Final

from cms.core.kinds import FIELD, TAG, UNIT, WEBSITE, Kind, Pick
from cms.core.records import Post


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
