"""Committees and their meetings: a section of their own, where citizens find who decides what, when and why.

The tables were made with those of released documents and stay under their label, so that rights, content types and
addresses of the editor stay what they are.
"""

from cms.committees.models.committees import CommitteeMember, CommitteePage, CommitteesPage
from cms.committees.models.meetings import MeetingPage

__all__ = ["CommitteeMember", "CommitteePage", "CommitteesPage", "MeetingPage"]
