"""Homes in the place of others: where one row of a list, in whatever layout, has a home, so have the rest.

In some rows a flat or who lives there tells a home; the others have an address in the same slot. Where the label or the
heading of the slot asks for the place where somebody is reached, none need be told, as long as somebody is in the row.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Final

from screening.addresses import extents
from screening.addresses.forms import BLOCK, FLOOR, GAP, LONGEST_STREET, PAIR, PROVINCE, STREET, TAIL, UNIT
from screening.addresses.publicplaces import OFFICE_NAMED, is_body, is_public
from screening.findings import Confidence, Finding, Kind
from screening.text import slots
from screening.text.cues import Label, Sign
from screening.text.reading import Reading
from screening.text.slots import Ahead, Behind, Cell, Found, Labelled, Timed
from screening.words import places

_Span = tuple[int, int]

RULE: Final = "home-in-column"
_LONGEST: Final = 72  # characters of an address
_MOST_ROWS: Final = 600
_RECORD: Final = 5  # lines of one, each with a label
# What a slot asks for that is where somebody lives or is reached there.
_ASKED: Final = re.compile(
    r"(?!.*(?:메일|홈페이지|누리집|[가-힣]장 ?주소|IP|MAC))(?:"
    r".*(?:주소지?|거주 ?지|거주 ?(?:장소|처)|주거지|자택|사는 ?곳|전입지|전출지|본적|등록기준지|체류지|거소지?"
    r"|송달 ?장소|배송지|배달지|배달처|수령지|통지처|생활 ?근거지|받[는을] ?곳)"
    r"|(?:피해|방문|수거|배송|배달|설치|수리|침수|입주|이주|철거)"
    r"(?:지|처| ?(?:(?:주소|장소|위치)지?|(?:주택|가옥|주거)(?: ?주소)?)))(?: ?\([^()]{1,10}\))?(?: ?정보)?"
)
# Without any of these in a text, and without a home, no slot asks for one.
_ASKING: Final[frozenset[Label | Sign]] = frozenset(
    {Label.ADDRESS, Label.HOME, Label.HOME_PHONE, Sign.ERRAND, Sign.BEFALLEN}
)
# Of whom or what else the place is, and beside it where the rows are bodies, works or land, or officials go there.
_OF_OTHERS: Final = re.compile(
    "업체|업소|점포|상호|시설|기관|단체|법인|회사|사업자?|대표|소장|담당|감독|조사자|공사|작물|면적|농지|지번|축종|지목|필지|근무"
    "|직장|학교|부서|매장|건물명|현장|발생|위반|단속|물건|제출|접수처|문의|관리소"
)
_ROWS_OF_OTHERS: Final = re.compile(
    "업체|업소|점포|상호|시설|기관|단체|법인|회사|대표|소장|담당|감독|조사자|공사|작물|면적|농지|지번|축종"
)
_COMPANY: Final = re.compile(r"㈜|\([주유사재]\)|주식회사|유한회사|법인|상호|업체명|사업자 ?등록")
# Of a thing, where another column asks where somebody lives.
_SEAT: Final = re.compile("(?:[가-힣]{1,4} ?)?(?:소재지|토지|위치)")
# No line drawn between rows.
_WORDS_ALONE: Final = re.compile("(?=[^\\n]*[가-힣])[^0-9\\n]*")
_LONGEST_HEADING: Final = 20
_WIDE: Final = re.compile(" {2,}")
_HEADED: Final = 1_500  # characters below a heading
_TOWNS: Final = r"(?:[가-힣]{1,8}[시도군구읍면동리로길가],? ){0,4}"
_HOUSE: Final = re.compile(
    rf"{_TOWNS}(?:(?:(?:[가-힣A-Za-z][가-힣A-Za-z0-9@]{{1,13}}(?: ?[0-9]{{1,2}}(?:차|단지))?,?[ \n])?"
    rf"(?:{BLOCK}{GAP}(?:{FLOOR}{GAP})?(?:{UNIT}|[1-9][0-9]{{2,3}}(?![0-9]))|{PAIR})"
    rf"|[가-힣A-Za-z][가-힣A-Za-z0-9@]{{1,13}}(?: ?[0-9]{{1,2}}(?:차|단지))?,?[ \n]{UNIT})(?:실)?)"
)
_LEAD: Final = re.compile(r'[ "\[]{0,4}(?:\(?[0-9]{5}\)? )?')
_STREETED: Final = re.compile(
    rf"(?:(?:(?:{PROVINCE})(?:{places.REGION_TITLES})?|{places.UNTITLED}|{places.DISTRICTS}|{places.COUNTIES}"
    r"|[가-힣○*●]{1,8}[0-9]{0,2}[시도군구읍면동리로길가]|[가-힣]{1,6}마을)?,?[ \n]{1,3}){0,6}"
    r"[가-힣0-9·.○*●]{1,18}(?: ?[0-9]{1,4}(?:번|번안|[가-하])?길)?(?:[ \n]산)?[ \n]{0,2}"
)
_LAND: Final = re.compile(r" ?\(?(?:전|답|임|임야|대|대지|도|도로|구|구거|잡|잡종지|과|과수원|목장용지)[ ,]{1,2}[0-9]")
_BESIDE: Final = re.compile("[옆앞뒷뒤윗]동|같은|우리|저희")
_END: Final = re.compile(r"[\n\t|│;]|  ")
# What is beside a home, and not it.
_AROUND: Final = re.compile(
    r" ?(?:앞|옆|인근|일대|일원|부근|주변|근처|맞은편|건너편|전면|후면|지선|도로|노상|교차로|사거리|삼거리|방면"
    r"|구간|~)(?![가-힣]{3})"
)
_BEGINS: Final = re.compile(r"[ \t>○●□■*│|\"-]{0,6}(?:\(?[0-9]{1,4}[.)]?[ \t|/,.│-]{1,4}|[①-⑳] ?)?")
_STAY: Final = re.compile(places.STAYS)


def find_homes_in_columns(reading: Reading) -> Iterator[Finding]:
    """Yield the addresses in the slots of homes that were found, and in those that ask for one beside somebody."""
    homes = [one for one in reading.owned if one.kind is Kind.HOME_ADDRESS]
    if not homes and _ASKING.isdisjoint(reading.seen):
        return
    text = reading.text
    found = Found(text, reading.owned, reading.people)
    done: list[_Span] = []
    for place in _starts(reading, found, homes):
        lead = _LEAD.match(text, place)
        start = lead.end() if lead else place
        end = _address(reading, start, min(found.next_start(start), start + _LONGEST))
        if end is None or found.covers(start, end) or any(first < end and start < last for first, last in done[-8:]):
            continue
        if _is_home(text, start, end):
            home = extents.home(reading, start, end, Confidence.POSSIBLE, RULE)
            done.append((home.start, home.end))
            yield home


def _starts(reading: Reading, found: Found, homes: list[Finding]) -> list[int]:
    """Return where an address may begin, in order."""
    text = reading.text
    known: set[slots.Slot] = set()
    for home in homes:
        known.update(found.slots(home.start, home.end))
    starts: set[int] = set()
    for slot in known:
        if isinstance(slot, Behind) and slot.kind is not Kind.HOME_ADDRESS:
            beside = _behind(text, found, slot)
        elif isinstance(slot, Ahead):
            beside = _ahead(text, found, slot)
        elif isinstance(slot, Timed):
            beside = (time.end() for time in slots.TIME.finditer(text))
        else:
            continue
        starts.update(start for start in beside if _may_have_home(text, start))
    columns = frozenset(slot for slot in known if isinstance(slot, Cell | Labelled))
    numbers = sorted({*reading.houses, *reading.signs.get(Sign.FLAT, ()), *reading.signs.get(Sign.PAIR, ())})
    starts.update(_in_lines(reading, found, columns, numbers))
    return sorted(starts)


def _may_have_home(text: str, start: int) -> bool:
    """Say whether what stands over a place asks for nothing else, where it is in a column."""
    first, _ = slots.row(text, start)
    return all(_is_of_homes(_headings(text, cell, first), cell, known=True) for cell in slots.cells(text, start))


def _behind(text: str, found: Found, slot: Behind) -> Iterator[int]:
    gap = _pattern(slot.gap)
    for _, end, kind in found.all:
        if kind is slot.kind and (match := gap.match(text, end)):
            yield match.end()


def _ahead(text: str, found: Found, slot: Ahead) -> Iterator[int]:
    gap = _pattern(f"{slot.gap}\\Z")
    for start, _, kind in found.all:
        first, _ = slots.row(text, start)
        if kind is slot.kind and gap.search(text, first, start):
            lead = _BEGINS.match(text, first)
            yield lead.end() if lead else first


@lru_cache(maxsize=1_000)
def _pattern(gap: str) -> re.Pattern[str]:
    return re.compile(gap)


def _in_lines(reading: Reading, found: Found, columns: frozenset[slots.Slot], numbers: Sequence[int]) -> Iterator[int]:
    """Yield where the cells of such columns begin, and what stands behind such labels, in rows with somebody."""
    text = reading.text
    for number in numbers:
        first, last = slots.row(text, number)
        for cell in slots.cells(text, number):
            if not _is_of_homes(_headings(text, cell, first), cell, known=cell in columns):
                continue
            if found.has_somebody(first, last) and not _is_of_company(text, first, last):
                start = text.rfind(cell.sign, first, number)
                yield first if start < 0 else start + len(cell.sign)
    yield from _labelled(reading, found, columns, numbers)


def _labelled(reading: Reading, found: Found, columns: frozenset[slots.Slot], numbers: Sequence[int]) -> Iterator[int]:
    """Yield where the values behind such labels begin, in records with somebody."""
    done = -1
    for number in numbers:
        first, last = slots.row(reading.text, number)
        if first == done:
            continue
        done = first
        start = slots.value_of(reading.text, first)
        label = slots.label_of(reading.text, start) if start is not None else ""
        if start is None or not label or _OF_OTHERS.search(label):
            continue
        if Labelled(label) not in columns and not _ASKED.fullmatch(label):
            continue
        top, bottom = slots.record(reading.text, first, last, _RECORD)
        if found.has_somebody(top, bottom) and not _is_of_company(reading.text, top, bottom):
            yield start


def _is_of_company(text: str, start: int, end: int) -> bool:
    return _COMPANY.search(text, start, end) is not None


def _is_of_homes(headings: list[str], cell: Cell, *, known: bool) -> bool:
    """Say whether the column of a cell may hold homes: one is ``known`` there, or its heading asks for them."""
    if cell.before >= len(headings):
        return known
    heading = headings[cell.before]
    lived_in = any(_ASKED.fullmatch(one) for one in headings if one != heading)
    if _OF_OTHERS.search(heading) or (lived_in and _SEAT.fullmatch(heading)):
        return False
    return known or (_ASKED.fullmatch(heading) is not None and not any(map(_ROWS_OF_OTHERS.search, headings)))


def _headings(text: str, cell: Cell, row: int) -> list[str]:
    """Return what stands over the cells of a row, in the nearest line above that has words alone in as many."""
    end = row - 1
    for _ in range(_MOST_ROWS):
        if end <= 0 or row - end > _HEADED:
            break
        start, _ = slots.row(text, end)
        line = text[start:end]
        if cell.sign in line and _WORDS_ALONE.fullmatch(line):
            parts = _WIDE.split(line.strip()) if cell.sign == slots.WIDE else line.split(cell.sign)
            names = [name.strip(' "') for name in parts]
            if all(len(name) <= _LONGEST_HEADING for name in names):
                return names
        end = start - 1
    return []


def _address(reading: Reading, start: int, limit: int) -> int | None:
    """Return where the address that begins at ``start`` ends, before ``limit``; None where there is none."""
    text = reading.text
    if not "가" <= text[start : start + 1] <= "힣" and not text[start : start + 1].isalnum():
        return None
    stop = _END.search(text, start, limit)
    limit = stop.start() if stop else limit
    if house := _HOUSE.match(text, start, limit):
        return house.end()
    at = bisect_left(reading.houses, start)
    while at < len(reading.houses) and reading.houses[at] < limit:
        number = reading.houses[at]
        at += 1
        if _STREETED.fullmatch(text, start, number) is None:
            return None
        street = STREET.search(reading.before(number, LONGEST_STREET))
        tail = TAIL.match(text, number) if street and number - len(street[0]) >= start else None
        if tail:
            return tail.end()
    return None


def _is_home(text: str, start: int, end: int) -> bool:
    said = text[start:end]
    if _AROUND.match(text, end) or _LAND.match(text, end) or _BESIDE.match(said) or is_body(said):
        return False
    behind = text[end : end + 14].partition("\n")[0]
    return bool(_STAY.search(said)) or not (OFFICE_NAMED.search(said) or is_public(said) or is_public(behind))
