"""The text of attachments, whoever made them and however: everything that a reader of the file could find in it.

``Extractor`` is what a caller uses. It never looks into a file itself: a confined process does, with the modules under
``readers``; what that process cannot read is said with a ``Reason``, and the document is then held.
"""

from cms.releases.extraction.extractor import Extractor
from cms.releases.extraction.filetypes import FileType
from cms.releases.extraction.outcome import Extracted, Limits, Problem, Reason, Section

__all__ = ["Extracted", "Extractor", "FileType", "Limits", "Problem", "Reason", "Section"]
