"""The files of a document as its page keeps them: what they are, what they say, and where their bytes are."""

from dataclasses import asdict, dataclass
from typing import Any, Final, Self

from screening import Part

ORIGINAL: Final = "original"
PDF: Final = "pdf"
COPY: Final = "copy"
# What a masked copy can be written of.
MASKABLE_TYPE: Final = "application/pdf"


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment:
    """One file: ``digest`` is the SHA-256 of its bytes, under which the private store keeps them; ``size`` in bytes.

    ``text`` is all that was read of it, hidden parts included, ``shown`` what a reader sees; ``problem`` is why some of
    it could not be read. ``copy`` and ``copy_size`` are the masked copy, which is served instead of the original;
    a file that is ``withheld`` is not served, and its text is not shown.
    """

    name: str
    type: str
    size: int
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
        """What is screened: its name, and its text."""
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

    def to_data(self) -> dict[str, Any]:
        """What JSON can hold; empty values are left out."""
        return {name: value for name, value in asdict(self).items() if value}

    @classmethod
    def from_data(cls, data: dict[str, Any]) -> Self:
        """The attachment that ``to_data`` wrote."""
        return cls(**{"size": 0} | data)
