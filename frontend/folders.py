"""The folders of templates, of the GraphQL operations beside them and of the words of the pages: this room's own, then
``jinja2`` of each app that has one.
"""

from pathlib import Path
from typing import Final

from django.template import engines

FOLDER: Final = Path(__file__).resolve().parents[1] / "frontend-templates"


def files(name: str) -> list[Path]:
    """The files of a name, that of this room first."""
    folders = map(Path, engines["jinja2"].template_dirs)
    return [path for folder in folders if (path := folder / name).is_file()]


def read(name: str) -> str:
    """The text of the first of them; FileNotFoundError where there is none."""
    found = files(name)
    if not found:
        raise FileNotFoundError(f"no folder of templates has {name}")
    return found[0].read_text(encoding="utf-8")
