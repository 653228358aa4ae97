"""Released documents and where they are kept; release rules; what people decided."""

from cms.releases.models.decisions import Decision
from cms.releases.models.documents import DocumentPage, TaskCard
from cms.releases.models.intake_days import IntakeDay
from cms.releases.models.missed_schedules import MissedSchedule
from cms.releases.models.page_screenings import FileReading, PageScreening
from cms.releases.models.places import DocumentsPage, Folder
from cms.releases.models.rescreenings import Rescreening
from cms.releases.models.rules import KnownGoodValue, ReleaseRule, SourceSystem
from cms.releases.models.stops import ReleaseStop

__all__ = [
    "Decision",
    "DocumentPage",
    "DocumentsPage",
    "FileReading",
    "Folder",
    "IntakeDay",
    "KnownGoodValue",
    "MissedSchedule",
    "PageScreening",
    "ReleaseRule",
    "ReleaseStop",
    "Rescreening",
    "SourceSystem",
    "TaskCard",
]
