"""The files of a document as its page keeps them: what they are, what they say, and where their bytes are."""

from dataclasses import asdict, dataclass, replace
from typing import Any, Final, NotRequired, Self, TypedDict

from screening import Part

ORIGINAL: Final = "original"
PDF: Final = "pdf"
COPY: Final = "copy"
# What a masked copy can be written of.
MASKABLE_TYPE: Final = "application/pdf"


class AttachmentData(TypedDict):
    """The stored JSON of an :class:`Attachment`; what is empty is left out."""

    name: str
    type: str
    digest: str
    size: NotRequired[int]
    role: NotRequired[str]
    text: NotRequired[str]
    shown: NotRequired[str]
    problem: NotRequired[str]
    copy: NotRequired[str]
    copy_size: NotRequired[int]
    withheld: NotRequired[bool]


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment:
    """One file: ``digest`` is the SHA-256 of its bytes, under which the private store keeps them; ``size`` in bytes.

    ``text`` is all that was read of it, hidden parts included, ``shown`` what a reader sees; ``problem`` is why some of
    it could not be read. ``copy`` and ``copy_size`` are the masked copy, which is served instead of the original;
    a file that is ``withheld`` is not served, and its text is not shown.
    """

    name: str
    type: str
    size: int = 0
    digest: str
    role: str = ORIGINAL
    text: str = ""
    shown: str = ""
    problem: str = ""
    copy: str = ""
    copy_size: int = 0
    withheld: bool = False

    @property
    def parts(self) -> tuple[Part, Part]:
        """The parts that are screened: its name, and its text."""
        file = f"file:{self.digest[:16]}"
        return (
            Part(name=f"{file}:name", text=self.name),
            Part(
                name=file,
                text=self.text,
                digest=self.digest,
                problem=self.problem,
                maskable=self.type == MASKABLE_TYPE,
            ),
        )

    @property
    def as_read(self) -> Self:
        """The file without what a person has decided on it."""
        return replace(self, copy="", copy_size=0, withheld=False)

    def to_data(self) -> AttachmentData:
        """Return what JSON can hold; empty values are left out."""
        said: Any = {name: value for name, value in asdict(self).items() if value}
        data: AttachmentData = said
        return data

    @classmethod
    def from_data(cls, data: AttachmentData) -> Self:
        """Return the attachment that ``to_data`` wrote."""
        return cls(**data)
