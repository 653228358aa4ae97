"""Names of citizens who speak in minutes: a name before each colon, and the first person behind it somewhere.

Officials stand there by their posts. Whoever speaks of our city or our department by name is one too.
"""

import re
from collections.abc import Iterator
from typing import Final

from screening.findings import Confidence, Finding, Kind
from screening.names.forms import Evidence, is_name
from screening.names.likelihood import may_fill
from screening.text.reading import Reading
from screening.words.namewords import RARE_SURNAMES, SURNAMES, TWO_LETTER_SURNAMES

RULE: Final = "name-of-speaker"

# A line of minutes, from its beginning: ○ 홍길동: 저는 ….
_LINE: Final = re.compile(
    r"\n[ \t]*[-○◯◦•·◆□▷]? ?"
    rf"(?P<name>(?:{'|'.join(TWO_LETTER_SURNAMES)}|[{SURNAMES}{RARE_SURNAMES}])[가-힣]{{2}})(?: ?님)? ?: ?"
    r"(?P<said>[^\n]{0,120})"
)
_ONESELF: Final = re.compile(r"(?:\A|[ ,.\"“])(?:저[는도희]|제(?:가|[ ](?!\d))|나[는도] |내(?:가| )|우리 )")
_FAR: Final = 40  # characters from the beginning of a line to the colon
_OFFICE: Final = re.compile(
    r"(?:저희|우리) ?(?:[시구군도과팀국청]|부서|센터|공단|공사|재단)(?:에서는|에서|에도|는|가|의|도|로)?(?![가-힣])"
)


def find_speakers(reading: Reading) -> Iterator[Finding]:
    """Yield the names before what citizens said, where one of the speakers at least speaks of himself."""
    if not (reading.owned or reading.people):
        return
    lines = [line for line in _lines(reading.text) if _may_speak(line["name"])]
    if len(lines) < 2 or not any(_ONESELF.search(line["said"], 0, 40) for line in lines):
        return
    officials = {line["name"] for line in lines if _OFFICE.search(line["said"])}
    for line in lines:
        if line["name"] not in officials:
            yield Finding(Kind.PERSON_NAME, *line.span("name"), Confidence.POSSIBLE, RULE)


def _lines(text: str) -> Iterator[re.Match[str]]:
    """Yield the lines of minutes; a colon leads to each, since most lines have none."""
    place, done = text.find(":"), 0
    while place >= 0:
        start = text.rfind("\n", max(done, place - _FAR), place)
        line = _LINE.match(text, start) if start >= 0 else None
        if line:
            yield line
            done = line.end()
        place = text.find(":", max(place + 1, done))


def _may_speak(name: str) -> bool:
    return is_name(name, Evidence.TOLD) and may_fill(name, asked=False)
