"""Boards and the notices on them, in a section of the city, below a field or on a website."""

from cms.boards.models.boards import BoardCategory, BoardCounter, BoardPage, NoticesPage
from cms.boards.models.notices import NoticePage

__all__ = ["BoardCategory", "BoardCounter", "BoardPage", "NoticePage", "NoticesPage"]
