"""The errors that this library raises: a reader never does, since whatever a file holds is an answer with a reason.

FilesError
  Unmaskable     a masked copy cannot be made, or it cannot be proved that it hides what it should
  NoSuchPlace    a mark that is not in the document
"""


class FilesError(Exception):
    """Base of the tree; the text is written for the person who sent the file and never quotes it."""


class Unmaskable(FilesError):
    """There is no masked copy of this document: it is to be withheld, or read by a person."""


class NoSuchPlace(FilesError):
    """A mark outside of the text that extraction gives; ``where`` names its section and positions."""

    def __init__(self, *, where: str) -> None:
        super().__init__("no such place in the document")
        self.where = where
