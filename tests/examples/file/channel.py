"""Each change is a line of JSON at the end of a file; what has been withdrawn is a line that says so."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from cms.core.channels import Change, Limits, NotTaken, OwedChannel, Receiver


def receivers() -> Sequence[Receiver]:
    return [Receiver(key="1", title="changes.jsonl", address=Path(settings.MADANG_STATE_DIR) / "out" / "changes.jsonl")]


def line(receiver: Receiver, change: Change) -> tuple[Path, str]:
    said = {"what": change.what.value, "url": change.url, "title": change.record.get("title")}
    return receiver.address, json.dumps(said, ensure_ascii=False)


def append(built: tuple[Path, str], limits: Limits) -> None:
    try:
        with built[0].open("a", encoding="utf-8") as file:
            file.write(f"{built[1]}\n")
    except OSError as error:
        raise NotTaken(f"no file: {error.strerror}", is_away=True) from error


FILE: Final = OwedChannel(
    name="file",
    words=_("Write each change into a file"),
    withdrawal=_("The file gets a line that says so; what it says already stays in it."),
    receivers=receivers,
    build=line,
    send=append,
    limits=Limits(for_one=1),
)
