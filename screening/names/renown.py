"""Renown: the post of somebody before a name, and who is written about for what he did, not for what befell him."""

import re
from typing import Final

from screening.names.shapes import POST
from screening.text.reading import Reading

# 홍길동(45세), 홍길동(나래동 거주).
POSTED: Final = re.compile(rf"(?:{POST}|[읍면동국실단]장|대표|회장|이사장|강사|작가|감독)님? ?\Z")
# Who is written about for what he did, and not for what befell him.
RENOWNED: Final = re.compile(
    "수상|훈장|표창|추서|추모|기념|이사장|회장|대표|위촉|시인|작가|화백|(?<!전)화가|감독|선생|박사|대통령|열사|의사|장군|가수|배우(?!자)|선수|교수"
    "|문학|종가|고택|발명|개발한|출연|강연|공연|주연|진행자|기(?<![가-힣].)자|아나운서|앵커|국장|과장|팀장|의원|위원(?!회)"
)


def line(reading: Reading, position: int) -> str:
    """Return the line around ``position``, as much of it as a sentence has."""
    return reading.before(position, 60).rpartition("\n")[2] + reading.after(position, 60).partition("\n")[0]


def near(reading: Reading, position: int) -> str:
    """Return what stands in a line right before ``position`` and right behind it, from the mark of a speaker on."""
    return re.split("[\n:]", reading.before(position, 20))[-1] + reading.after(position, 12).partition("\n")[0]
