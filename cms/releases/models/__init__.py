"""Released documents and where they are kept; the rules of their release; what people decided about them."""

from cms.releases.models.decisions import Decision
from cms.releases.models.documents import DocumentPage, TaskCard
from cms.releases.models.places import DocumentsPage, Folder
from cms.releases.models.rescreenings import Rescreening
from cms.releases.models.rules import KnownGoodValue, ReleaseRule, SourceSystem

__all__ = [
    "Decision",
    "DocumentPage",
    "DocumentsPage",
    "Folder",
    "KnownGoodValue",
    "ReleaseRule",
    "Rescreening",
    "SourceSystem",
    "TaskCard",
]
