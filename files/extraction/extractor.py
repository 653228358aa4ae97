"""The caller's side: hands files to confined processes and puts together what comes back, trusting none of it."""

from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Self

from files.cleaning import clean_text
from files.confinement import Bounds, Failed, Pool
from files.confinement.files import opened
from files.extraction.filetypes import FileType, mismatch
from files.extraction.outcome import Extracted, Limits, Problem, Reason, Section

TASK = "files.extraction.job"


class Extractor:
    """Extracts text, in a context: ``with Extractor() as extractor: extractor.extract(path)``.

    One extractor serves many files with the same ``processes``, from as many threads as there are processes; a file
    that ends its process costs the others nothing but the start of a new one.
    """

    def __init__(self, *, limits: Limits | None = None, bounds: Bounds | None = None, processes: int = 1) -> None:
        self._limits = limits or Limits()
        self._pool = Pool(TASK, bounds=bounds or Bounds(), processes=processes)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exc: object) -> None:
        self._pool.__exit__(*exc)

    def extract(self, source: Path | bytes, *, name: str | None = None) -> Extracted:
        """Return the text of a file, and why some of it could not be read; ``name`` is what the sender called it.

        Nothing in a file makes this raise. It raises ``OSError`` where the path cannot be read, and ``RuntimeError``
        where the installation cannot start the process.
        """
        if name is None:
            name = source.name if isinstance(source, Path) else ""
        with opened(source) as (descriptor, size):
            if not size:
                return Extracted(FileType.UNKNOWN, problems=(Problem(Reason.BROKEN, "an empty file"),))
            if size > self._limits.input_bytes:
                detail = f"{size >> 20} MB, more than {self._limits.input_bytes >> 20}"
                return Extracted(FileType.UNKNOWN, problems=(Problem(Reason.TOO_LARGE, detail),))
            return self._extract(descriptor, name)

    def _extract(self, descriptor: int, name: str) -> Extracted:
        answer = _Answer(self._limits)
        try:
            end = self._pool.run({"limits": asdict(self._limits)}, [descriptor], answer.take)
            answer.pictures = int(end["pictures"])
        except Failed as failure:
            answer.problems.append(Problem(Reason(failure.cause), failure.detail))
        except (KeyError, TypeError, ValueError):
            answer.problems.append(Problem(Reason.CRASHED, "the process sent something that cannot be understood"))
        return answer.extracted(name)


@dataclass
class _Answer:
    """The answer of one process on one file so far."""

    limits: Limits
    type: FileType = FileType.UNKNOWN
    problems: list[Problem] = field(default_factory=list)
    pictures: int = 0
    _texts: dict[str, list[str]] = field(default_factory=dict)
    _shown: dict[str, bool] = field(default_factory=dict)
    _characters: int = 0

    def take(self, message: dict[str, Any]) -> None:
        """Take one message; ``KeyError``, ``TypeError`` or ``ValueError`` means that no honest process sent it."""
        if "section" in message:
            self._take_section(str(message["section"]), str(message["text"]), shown=bool(message["shown"]))
        elif "problem" in message:
            self.problems.append(Problem(Reason(message["problem"]), clean_text(str(message["detail"]))))
        else:
            self.type = FileType(message["type"])
        self._keep_count()

    def extracted(self, name: str) -> Extracted:
        """The answer as a whole, its text clean."""
        sections = (
            Section(clean_text(section), clean_text("".join(pieces)), self._shown[section])
            for section, pieces in self._texts.items()
        )
        return Extracted(
            type=self.type,
            sections=tuple(section for section in sections if section.text.strip()),
            problems=tuple(self.problems),
            pictures=self.pictures,
            mismatch=mismatch(self.type, name=name),
        )

    def _take_section(self, section: str, text: str, *, shown: bool) -> None:
        self._texts.setdefault(section, []).append(text)
        self._shown[section] = shown and self._shown.get(section, True)
        self._characters += len(text)

    def _keep_count(self) -> None:
        """The limits are the process's to keep; one that has been taken over would not."""
        too_much = self._characters > self.limits.characters or len(self._texts) > self.limits.sections
        if too_much or len(self.problems) > self.limits.members:
            raise ValueError("more than the limits allow")
