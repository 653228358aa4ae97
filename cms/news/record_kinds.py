"""The kind of news: posts, narrowed by tag, website, department and field."""

from typing import Final

from cms.core.kinds import UNIT, Facet, Kind
from cms.core.records import Post

TAG: Final = Facet(name="tag", field="tags", of="tag", rank=10)
WEBSITE: Final = Facet(name="website", field="website", of="website", rank=50)
FIELD: Final = Facet(name="field", field="topics", of="field", rank=70)

POST: Final = Kind(record=Post, plural="posts", facets=(FIELD, WEBSITE, TAG, UNIT), below_units="", has_drafts=True)
