"""Paths that somebody else has written: they lead to a file of a folder, or nowhere."""

import errno
from pathlib import Path
from typing import Final

# What the system says of a path that no file can have.
_IMPOSSIBLE: Final = frozenset({errno.ENAMETOOLONG, errno.EINVAL, errno.ELOOP, errno.ENOTDIR, errno.EILSEQ})


def file_within(root: Path, path: str) -> Path | None:
    """The file that ``path`` leads to from ``root``, links followed; None where it lies elsewhere or there is none.

    None too for what no file can be called: too long, with a NUL in it or half of a surrogate pair, links in a circle.
    """
    try:
        found = (root / path).resolve()
        return found if found.is_relative_to(root.resolve()) and found.is_file() else None
    except OSError as error:
        if error.errno not in _IMPOSSIBLE:
            raise
    except (ValueError, RuntimeError):
        pass
    return None
