"""The public records: what an output may know, and nothing else. Standard library only.

A record is frozen and clean when it is made (NFC, no control characters, absolute addresses, aware datetimes);
outputs never clean again. Vocabulary values (fields, websites, units, tags, licences) are keys, resolved at read time
through :class:`Term`, so that renaming a department rewrites no record. The body is kept beside the record.
"""

from cms.core.records.data import from_data, to_data
from cms.core.records.documents import Advance, Document, Expense, Official, Research
from cms.core.records.events import Application, Event, Recurrence
from cms.core.records.layouts import FRONT_SECTIONS, FrontSection, Layout, MenuItem, MenuLink, Pin
from cms.core.records.listings import Listing
from cms.core.records.meetings import Attendee, Decision, Meeting
from cms.core.records.notices import Notice
from cms.core.records.posts import Post
from cms.core.records.record import Body, File, Image, Link, Record, RecordData, Rendition, Translation
from cms.core.records.terms import (
    OPEN_SCHEMES,
    TERMS,
    Board,
    City,
    Committee,
    Edited,
    Field,
    LaidOut,
    Member,
    Section,
    StaffPosition,
    Tag,
    Task,
    Term,
    Unit,
    UnitChange,
    Website,
)
from cms.core.records.webpages import ROLES, Embed, WebPage

__all__ = [
    "FRONT_SECTIONS",
    "OPEN_SCHEMES",
    "ROLES",
    "TERMS",
    "Advance",
    "Application",
    "Attendee",
    "Board",
    "Body",
    "City",
    "Committee",
    "Decision",
    "Document",
    "Edited",
    "Embed",
    "Event",
    "Expense",
    "Field",
    "File",
    "FrontSection",
    "Image",
    "LaidOut",
    "Layout",
    "Link",
    "Listing",
    "Meeting",
    "Member",
    "MenuItem",
    "MenuLink",
    "Notice",
    "Official",
    "Pin",
    "Post",
    "Record",
    "RecordData",
    "Recurrence",
    "Rendition",
    "Research",
    "Section",
    "StaffPosition",
    "Tag",
    "Task",
    "Term",
    "Translation",
    "Unit",
    "UnitChange",
    "WebPage",
    "Website",
    "from_data",
    "to_data",
]
