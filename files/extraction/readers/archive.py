"""ZIP archives: each member is read by what it is."""

from files.extraction.archives import Archive, Member
from files.extraction.reading import Exhausted, Reading, Unreadable


def read(data: bytes, reading: Reading) -> None:
    """Read all members; one that is encrypted, damaged or of no known type is reported, and the others still read."""
    with Archive(data, reading) as archive:
        for member in archive.members():
            reading.write("names", f"{member.name}\n")
            _read(member, reading)


def _read(member: Member, reading: Reading) -> None:
    try:
        content = member.read()
    except Exhausted:
        raise
    except Unreadable as problem:
        reading.problem(problem.reason, problem.detail)
    else:
        reading.nested(member.name, content)
