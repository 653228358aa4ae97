"""The rooms of the repository: its packages at the top, read from the folders so that a new one joins by itself."""

from pathlib import Path
from typing import Final

REPOSITORY: Final = Path(__file__).resolve().parents[1]
ROOMS: Final = tuple(sorted(path.parent.name for path in REPOSITORY.glob("*/__init__.py")))
# What runs in a city: all but what tests and measures it.
SHIPPED: Final = tuple(room for room in ROOMS if room not in {"bench", "tests"})


def is_ours(module: str) -> bool:
    """Return whether a module of this dotted name stands in one of the rooms."""
    return module.partition(".")[0] in ROOMS
