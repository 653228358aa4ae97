"""A folder with a file for each public post; it is another system, so nothing is locked while it is written."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from cms.core.channels import Change, FollowingChannel, NotTaken


def write(changes: Sequence[Change]) -> None:
    folder = Path(settings.MADANG_STATE_DIR) / "mirror"
    if not folder.is_dir():
        raise NotTaken("the folder is not there", is_away=True)
    for change in changes:
        file = folder / f"{change.key}.json"
        if change.is_public:
            said = {"title": change.record["title"], "url": change.url}
            file.write_text(json.dumps(said, ensure_ascii=False), encoding="utf-8")
        else:
            file.unlink(missing_ok=True)


MIRROR: Final = FollowingChannel(
    name="mirror",
    words=_("Keep a file of each post"),
    follow=write,
    kinds=frozenset({"post"}),
    is_outside=True,
)
