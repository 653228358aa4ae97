"""The part of items that jobs have set aside which an operator of the background work may read."""

from collections.abc import Mapping, Sequence
from typing import Any

from wagtail.models import Revision

from cms.jobs.job import Label
from cms.releases.jobs import labels_of_pages


def labels_of_revisions(user: Any, revision_ids: Sequence[int]) -> Mapping[int, Label]:
    """The pages of these revisions, by the same rule."""
    rows = Revision.objects.page_revisions().filter(pk__in=revision_ids).values_list("pk", "object_id")
    pages = {pk: int(object_id) for pk, object_id in rows}
    labels = labels_of_pages(user, list(pages.values()))
    return {pk: labels[page_id] for pk, page_id in pages.items() if page_id in labels}
