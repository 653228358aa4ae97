"""A verdict as it is stored, and what it means for the content that it was made for."""

from django.db import models
from django.utils import timezone

from screening import Verdict, VerdictData


class Judged(models.Model):
    """A row with a verdict on some content: a released document, or what is kept beside another page.

    ``unscreened`` and ``held`` are written down for the indexes of the worker and the desk; what may be public is
    decided by :meth:`is_opened`, on the content itself.
    """

    # The verdict's JSON, and the verdict that was read from it.
    _read_verdict: tuple[VerdictData, Verdict] | None = None

    verdict = models.JSONField(null=True, editable=False)
    unscreened = models.BooleanField(default=True, editable=False)
    held = models.BooleanField(default=True, editable=False)
    held_since = models.DateTimeField(null=True, editable=False)

    class Meta:
        abstract = True

    @property
    def content_hash(self) -> str:
        """The hash that a verdict must carry to open the content."""
        raise NotImplementedError(f"{type(self).__name__} says nothing of its content")

    @property
    def screening(self) -> Verdict | None:
        """The verdict, whatever content it was made for."""
        if not self.verdict:
            return None
        if self._read_verdict is None or self._read_verdict[0] is not self.verdict:
            self._read_verdict = (self.verdict, Verdict.from_data(self.verdict))
        return self._read_verdict[1]

    def is_opened(self, content: str) -> bool:
        """Return whether the verdict opens content of this hash."""
        verdict = self.screening
        return verdict is not None and verdict.opens(content)

    def state_held(self, *, content: str = "") -> None:
        """Write down, for the indexes of worker and desk, what the verdict means for what the content is now.

        ``content`` is the hash of that, where the caller has just made it.
        """
        verdict, content = self.screening, content or self.content_hash
        self.unscreened = verdict is None or verdict.content_hash != content
        self.held = verdict is None or not verdict.opens(content)
        self.held_since = (self.held_since or timezone.now()) if self.held else None

    def take_verdict(self, verdict: Verdict, *, content: str = "") -> None:
        """Take a verdict; the caller saves. ``content`` as for ``state_held``."""
        self.verdict = verdict.to_data()
        self._read_verdict = (self.verdict, verdict)
        self.state_held(content=content)
