"""The files of a document that have been read already, so that the same bytes are not read a second time."""

from collections.abc import Mapping
from typing import Final

from cms.releases.attachments import Attachment
from cms.releases.models import DocumentPage
from files.extraction import Reason

# Another time these may go well: such a file is read again.
PASSING: Final = frozenset({Reason.TIMED_OUT, Reason.MEMORY, Reason.CRASHED})


def files_of(city: str, number: str) -> Mapping[str, Attachment]:
    """The files of a stored document by their digest, as they were read, without what a person has decided on them."""
    stored = DocumentPage.objects.filter(city=city, management_number=number).values_list("attachments", flat=True)
    files = map(Attachment.from_data, stored.first() or ())
    return {file.digest: file.as_read for file in files if file.problem not in PASSING}
