"""Start-up checks of the publication."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, register


@register()
def state_directory_is_writable(**kwargs: Any) -> list[CheckMessage]:
    """The generation file, which every process maps, needs a folder that this process can write."""
    import os
    from pathlib import Path

    folder = Path(settings.MADANG_STATE_DIR)
    nearest = next(path for path in (folder, *folder.parents) if path.exists())
    if os.access(nearest, os.W_OK):
        return []
    return [
        Error(
            f"MADANG_STATE_DIR, {folder}, cannot be written",
            hint="Give the user that runs Madang a folder of its own and name it in MADANG_STATE_DIR.",
            id="madang.E020",
        )
    ]
