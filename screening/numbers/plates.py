"""Vehicle registration plates, in the forms and with the letters that the law knows.

Since 2006 two, since 2019 three digits, a letter and four digits; before that a region, one or two digits, a letter and
four digits. Most letters are also units (10조 5000억, 제30호 1234), so digits that count something are no plate.
"""

import re
from collections.abc import Iterator
from typing import Final

from screening.findings import Confidence, Finding, Kind
from screening.numbers.rows import END, Place, Row
from screening.text.cues import Label, Sign
from screening.text.reading import Reading
from screening.words import belongings, patterns, places

PLATE: Final = re.compile(
    rf"([0-9]{{1,3}})( {{0,2}})([{belongings.PLATE_LETTERS}])( {{0,2}}|-|\n)([0-9]{{4}}){END}(?![-.][0-9])"
)
REGION: Final = re.compile(rf"(?:{places.REGIONS}) {{0,2}}\Z")
_GLUED: Final = re.compile(r"[0-9][-.]\Z|[제A-Za-z]\Z|제 \Z")
_COUNTERS: Final = "명|년|건|호|개|회|세대|가구|㎡|m|km|위|점|인(?!데|지|가)"
_COUNTED: Final = re.compile(
    rf" ?(?:억|만|천|원|조|판결|결정|선고|번지|정류)|(?:{_COUNTERS})| (?:{_COUNTERS})(?![가-힣])"
    r"|,[0-9]{3}(?:[,억만천원]|(?![0-9])[ ]?[억만천원])"
)
_VEHICLE: Final = patterns.cue(belongings.VEHICLE)
_VEHICLE_AFTER: Final = re.compile(rf" ?[(\[]? ?(?:{_VEHICLE.pattern})")
# Somebody's, right before it: 그 차 12가 0000, and not 1차.
_CAR: Final = re.compile(r"(?<![가-힣0-9])(?<![0-9] )(?:차|차번)(?:는|가|를|의|도)?[ :(]{0,3}\Z")
# All of a line or a cell.
_CELL_BEFORE: Final = re.compile(r"(?:\A|[\n\t|,;(]) ?\Z")
_CELL_AFTER: Final = re.compile(r" ?(?:[\n\t|,;)]|\Z)")
_NUMBERED_VEHICLE: Final = re.compile(" ?호 ?차")
_UNITS: Final = frozenset("호조주구부도수보")
_COURT: Final = re.compile(r"(?:법원|재판소|선고|판결|결정)[^\n]{0,24}\Z")
# The entry of a vehicle's log: 차량운행일지 (2021. 2. 10. / 12가0000).
_LOGGED: Final = re.compile(r"운행일지 ?\([0-9. ]{6,14}/ ?\Z")
# What a word for a plate lets in beside: digits apart, hyphens, the armed forces; then motorcycles, which have a city
# before the letter and no number, diplomats (외교 001-001) and vehicles on trial.
_MISSIONS: Final = "외교|준외|영사|준영|국기|협정"
# The same without a word for a plate, and motorcycles where something is said of vehicles.
_CYCLES: Final = "가나다라마바사아자차카타파하"
_WARDS: Final = belongings.WARDS
_BY_FORM: Final = re.compile(
    rf"(?:{_MISSIONS}) ?[0-9]{{3}}-[0-9]{{3}}{END}(?!-)"
    rf"|(?:{places.REGIONS}) ?[{_WARDS}] ?[{_CYCLES}{belongings.PLATE_LETTERS}] ?[0-9]{{4}}{END}"
    rf"|(?:(?:{places.REGIONS}) ?[가-힣]{{2,4}}|(?<![가-힣])(?:{places.UNTITLED})) ?[{_CYCLES}] ?[0-9]{{4}}{END}"
    r"(?P<behind> ?\(?(?:이륜|오토바이|스쿠터|번호판))?"
)
_MOTORCYCLE: Final = re.compile("이륜|오토바이|스쿠터|원동기|과태료|견인|차량")
_LETTERS: Final = belongings.PLATE_LETTERS + belongings.MILITARY_LETTERS
_TOLD: Final = re.compile(
    rf"(?<![0-9])(?:(?:{places.REGIONS}) {{0,2}})?(?:[0-9] ?){{1,3}}[- \n]{{0,3}}[{_LETTERS}]"
    rf"[- \n]{{0,3}}(?:[0-9][ \n]?){{3}}[0-9]{END}"
    rf"|(?:{places.REGIONS}) ?[가-힣]{{1,3}}[ -]?[가-하] ?[0-9]{{4}}{END}"
    rf"|[가-힣]{{2,3}} [가-힣]{{2,3}} [가-하] ?[0-9]{{4}}{END}"
    rf"|(?:{_MISSIONS}|대표) ?[0-9]{{3}} ?-? ?[0-9]{{3}}{END}"
    rf"|(?:{places.REGIONS}) ?[가-하] ?[0-9]{{4}}{END}"
    rf"|임시? ?[0-9]{{4,6}}{END}"
)
_NUMERALS: Final = "일이삼사오육륙칠팔구"
_SAID: Final = re.compile(
    r"차[가-힣 ,.:(]{0,20}?(?<![가-힣])"
    rf"(?P<plate>(?:[{_NUMERALS}]?백 ?)?(?:[{_NUMERALS}]?십[{_NUMERALS}]?|[공영{_NUMERALS}]{{2,3}})"
    rf" ?[{belongings.PLATE_LETTERS}] ?[공영{_NUMERALS}]{{4}})"
    r"(?=(?:번|호|이|로|를|을)?[^가-힣]|이[라고었에]|번|호|입니다|예요|였|\Z)"
)
# All of a cell in their column, though no plate has that letter.
_ANY: Final = re.compile(
    r"(?:[^가-힣\n]{1,12} )?[ \"]{0,3}(?P<plate>(?:[가-힣]{2} ?)?[0-9]{1,3} ?[가-힣] ?[0-9]{4})[ \"]{0,3}"
)
_REACH: Final = 24
_ROW: Final = 70
# The owner in the cells of a row before it.
_COMPANY: Final = re.compile(r"(?:\([주유]\)|㈜|주식회사|유한회사)[^\n]*[|;,\t/]|[|;,\t] ?법인 ?[|;,\t]")
_MISSION: Final = frozenset("외준영국협")
_PUBLIC: Final = patterns.cue(belongings.PUBLIC_VEHICLE)
# Whose vehicle is spoken of between one of the office and the plate, or behind the plate in a line of its own.
_OTHERS: Final = re.compile("상대|가해|피해 ?차|피충돌|뒤따르던|승용차|차주|소유[자주]|운전자|음주|뺑소니")


def _plate(place: Place) -> Confidence | None:
    region = place.follows(REGION, 4)
    told = place.follows(_VEHICLE, 40) or place.under(Label.PLATE) or place.precedes(_VEHICLE_AFTER, 8)
    told = told or place.follows(_CAR, 8)
    if not _well_formed(place.match[1], region or told) or place.follows(_GLUED, 2):
        return None
    if place.precedes(_COUNTED, 3) and not (region and place.precedes(_NUMBERED_VEHICLE, 5)):
        return None
    if _is_public(place.reading, place.start, place.end):
        return None
    if told:
        return Confidence.CERTAIN
    if region:
        return Confidence.LIKELY
    return Confidence.POSSIBLE if _stands_alone(place) else None


def is_like_others(place: Place) -> bool:
    """Say whether this is a plate beside others: no count, nothing of a court, nothing of the office."""
    if not _well_formed(place.match[1], told=True) or place.follows(_GLUED, 2) or place.follows(_COURT, 40):
        return False
    return not (place.precedes(_COUNTED, 3) or _is_public(place.reading, place.start, place.end))


def _is_public(reading: Reading, start: int, end: int) -> bool:
    """Say whether the vehicle is an office's or a company's."""
    before = reading.before(start, _ROW)
    if _COMPANY.search(before.rpartition("\n")[2]):
        return True
    before, after = before[-40:], reading.after(end, 12)
    if _LOGGED.search(before) or _PUBLIC.search(after):
        return True
    said = list(_PUBLIC.finditer(before))
    return bool(said) and not _is_others(before[said[-1].end() :], after)


def _is_others(between: str, after: str) -> bool:
    """Say whether another vehicle is spoken of between one of the office and a plate, or around it in its own line."""
    line = between.rpartition("\n")
    return bool(_OTHERS.search(line[2]) or (line[1] and _OTHERS.search(after.partition("\n")[0])))


def _well_formed(number: str, told: bool) -> bool:
    """Two digits from 01 or three from 100; a single one, and three of machinery (012가3456), only where it is told."""
    if len(number) == 1:
        return told
    return number != "00" if len(number) == 2 else number >= "100" or (told and number > "000")


def _stands_alone(place: Place) -> bool:
    """Say whether this is neither a court's case nor a count before another number (30수 1234, 12가 2021)."""
    if place.follows(_COURT, 40) or place.match[4] == "\n":
        return False
    if place.match[2]:
        return len(place.match[1]) == 3 and place.follows(_CELL_BEFORE, 2) and place.precedes(_CELL_AFTER, 2)
    return not place.match[4] or not (place.match[3] in _UNITS or place.match[5].startswith(("19", "20")))


ROWS: Final = (Row(Kind.VEHICLE_PLATE, "vehicle-plate", first="0123456789", pattern=PLATE, accept=_plate, lead=REGION),)


def find_told_plates(reading: Reading) -> Iterator[Finding]:
    """Yield the plates of rare forms, and those of every form right behind a word for them or in their column."""
    others = any(one.kind is Kind.VEHICLE_PLATE for one in reading.owned)
    if others or Sign.MISSION in reading.signs:
        cycles = others or _MOTORCYCLE.search(reading.text)
        for form in _BY_FORM.finditer(reading.text):
            start, end = form.start(), form.end() - len(form["behind"] or "")
            told = form[0][0] in _MISSION or form["behind"] or cycles
            if told and not _is_public(reading, start, end):
                yield Finding(Kind.VEHICLE_PLATE, start, end, Confidence.LIKELY, "vehicle-plate-form")
    behind = [(cue.end, cue.end + 1, cue.end + _REACH) for cue in reading.cues if cue.label is Label.PLATE]
    cells = [(cell.start, cell.start + 4, cell.end) for cell in reading.cells if cell.label is Label.PLATE]
    for first, last, end in behind + cells:
        found = _TOLD.search(reading.text, first, end)
        if found and found.start() <= last + 3 and not _is_public(reading, *found.span()):
            yield Finding(Kind.VEHICLE_PLATE, *found.span(), Confidence.CERTAIN, "vehicle-plate-told")
    for first, _, end in cells:
        whole = _ANY.fullmatch(reading.text, first, end)
        if whole and not _is_public(reading, *whole.span("plate")):
            yield Finding(Kind.VEHICLE_PLATE, *whole.span("plate"), Confidence.LIKELY, "vehicle-plate-cell")


def find_spelled_plates(reading: Reading) -> Iterator[Finding]:
    """Yield the plates that somebody said in words behind one for a vehicle: 차는 삼십팔 더 이공사칠."""
    for start in reading.signs.get(Sign.SAID_OF_CAR, ()):
        said = _SAID.match(reading.text, start)
        if said and not _is_public(reading, *said.span("plate")):
            yield Finding(Kind.VEHICLE_PLATE, *said.span("plate"), Confidence.LIKELY, "vehicle-plate-spelled")
