"""The text of attachments, whoever made them and however: everything that a reader of the file could find in it.

``Extractor`` is what a caller uses. It never looks into a file itself: a confined process does, with the modules under
``readers``; what that process cannot read is said with a ``Reason``, and the document is then held.
"""

from files.extraction.extractor import Extractor
from files.extraction.filetypes import FileType
from files.extraction.outcome import Extracted, Limits, Problem, Reason, Section

__all__ = ["Extracted", "Extractor", "FileType", "Limits", "Problem", "Reason", "Section"]
