"""The editor's forms that put another file in the place of a stored one."""

from typing import Any

from wagtail.documents.forms import BaseDocumentForm


class Replacing:
    """A form that is refused leaves its instance with the file that is stored.

    Django puts what was sent into the instance before the other checks: the page would name a file that nobody has
    kept as the current one, miss it in the store, and make renditions of it.
    """

    instance: Any
    errors: Any

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.instance._meta.get_field("file")
        names = ["file", *filter(None, (getattr(field, part, None) for part in ("width_field", "height_field")))]
        # Beside the descriptors, which would open the file to measure it.
        self._stored = {name: vars(self.instance)[name] for name in names if name in vars(self.instance)}

    def _post_clean(self) -> None:
        super()._post_clean()  # type: ignore[misc]
        if self.errors and self.instance.pk:
            vars(self.instance).update(self._stored)


class FileForm(Replacing, BaseDocumentForm):
    """Wagtail's form of a file."""
