"""Numbers that the state gives a person: resident and alien registration, driver's licence, health insurance."""

import re
from collections.abc import Iterator
from typing import Final

from screening.findings import Confidence, Finding, Kind
from screening.names.shapes import WHOLE
from screening.numbers import checksums
from screening.numbers.rows import END, HYPHEN, PART, Place, Row
from screening.text.cues import Cue, Label
from screening.text.figures import SIGNS
from screening.text.reading import Reading
from screening.words import belongings, patterns, places
from screening.words.namewords import GIVEN, SURNAMES

_ANY_DIGIT: Final = "0123456789"
_BIRTH: Final = "(?:[0-9]{6}|[0-9]{2}[./][0-9]{2}[./][0-9]{2})"
_CITIZEN: Final = re.compile(rf"{_BIRTH}{PART}(?=[1-4])[0-9]{{7}}{END}")
_FOREIGNER: Final = re.compile(rf"{_BIRTH}{PART}(?=[5-8])[0-9]{{7}}{END}")
# Without the zeros that a spreadsheet takes from the front: births from 2000 to 2009.
_SHORT_CITIZEN: Final = re.compile(rf"[0-9]{{3,5}}(?:{HYPHEN})?(?=[1-4])[0-9]{{7}}{END}")
_SHORT_FOREIGNER: Final = re.compile(rf"[0-9]{{3,5}}(?:{HYPHEN})?(?=[5-8])[0-9]{{7}}{END}")
_SHORT_HYPHENED: Final = re.compile(rf"[0-9]{{5}}-(?=[3478])[0-9]{{7}}{END}")
_BEHIND_NAME: Final = re.compile(rf"(?<![가-힣])(?:{WHOLE}|[{SURNAMES}] [{GIVEN}]{{1,2}}) ?[(\[,|/\t]{{1,2}} ?\Z")

_OF_NUMBERS: Final = ("번호", "앞", "앞자리")
# In two boxes of a form, each a cell of its own, or said as the front and the back.
_SPLIT: Final = re.compile(
    r'(?: ?\(?앞(?:자리|번호)?[:는은)]?)?(?: ?\n|[ :"\t|;,]{1,4})?([0-9]{3,6})[ "]{0,2}'
    r'(?:[\t|;,=(]|,? ?\(?[뒷뒤]?(?:자리|번호)?[:는은)]?)[ "]{0,2}'
    rf"([1-8][0-9]{{6}}){END}"
)
# Region (11 Seoul to 28), year, serial number, check digits; before 1995 the region's name in place of its number.
_LICENCE: Final = re.compile(rf"(?:1[1-9]|2[0-8]){PART}[0-9]{{2}}{PART}[0-9]{{6}}{PART}[0-9]{{2}}{END}")
_OLD_LICENCE: Final = re.compile(rf"[0-9]{{2}}{PART}[0-9]{{6}}{PART}[0-9]{{2}}{END}")
_REGION: Final = re.compile(rf"(?:{places.REGIONS}) ?-? ?\Z")
_REGION_GLUED: Final = re.compile(rf"(?<![가-힣])(?:{places.REGIONS})\Z")
_LICENCE_GLUED: Final = re.compile(rf"면허(?:증?번호)?(?:{places.REGIONS}) ?-? ?\Z")
_LICENCE_BEHIND: Final = re.compile(r"[)\]]? ?(?:운전 ?)?면허")
_APART: Final = f"[{SIGNS} ]{{1,3}}"
_INSURANCE: Final = re.compile(rf"[1-9]{PART}[0-9]{{10}}{END}")

_HYPHENED_INSURANCE: Final = re.compile(rf"[1-9]-[0-9]{{10}}{END}")
_INSURANCE_MATTER: Final = patterns.cue(belongings.INSURANCE_MATTER)

# A company's number has the form of a resident's.
_COMPANY: Final = re.compile(
    r"(?:㈜|\((?:주|유|사|재)\)|주식회사|유한회사|합자회사|합명회사|법인|조합|재단|협회)"
    r"(?![^\n]*(?:대표|이사장?|성명|조합원|직원|주주))"
    r"[^\n:,;0-9]{0,16}\Z"
)
_COMPANY_AFTER: Final = re.compile(r"[) ]{0,2}\(?(?:법인|회사)")
# Of long-term care: L and ten digits, behind the word for it.
_CARE: Final = re.compile(rf"[0-9]{{10}}(?:-[0-9]{{3}})?{END}")
_CARE_LEAD: Final = re.compile(r"L-?\Z")
_CARE_WORD: Final = re.compile(r"인정 ?(?:관리)? ?번호[^\n가-힣0-9]{0,6}\Z")
_CODE: Final = re.compile(
    "(?:코드|(?:출력|묶음|고지|접수|문서|관리|발급|증명|일련|처리|세입|납부|영수|전표|승인|거래|주문|송장|등기|운송|예약|사건|확인"
    r"|자산|물품|계약|공고|허가|인증|열람|조회|통지|제품|제조|모델|배치|작업|전송|메시지|공문) ?번호)[ :=(]{1,3}\Z"
)
_GOODS: Final = re.compile(r"(?:EAN|GTIN|UPC|JAN|ISBN|ISSN)[-0-9: ]{0,6}\Z")
_EVENLY_APART: Final = re.compile("[0-9](?: [0-9]){12}")
_NUMBERED_RESIDENT: Final = frozenset({Label.RESIDENT})
_INSURED: Final = frozenset({Label.HEALTH})


def _shifted(sexes: str) -> re.Pattern[str]:
    """The sign elsewhere, or one more: 9912311-234567, 991231-1-234567, 9912311234 567."""
    return re.compile(
        rf"(?:[0-9]{{6}}{sexes}{_APART}[0-9]{{6}}|{_BIRTH}{PART}{sexes}{_APART}[0-9]{{6}}"
        rf"|[0-9]{{6}}{sexes}[0-9]{{3}}{_APART}[0-9]{{3}}){END}"
    )


# Beside other resident numbers of a list, in brackets behind a name.
_OPENED: Final = re.compile(r"[(\[]")


def _registration(place: Place) -> Confidence | None:
    """A birth date and a century are needed; the check digit only raises the confidence."""
    number = place.digits
    if not _is_birth(place) or _is_of_document(place):
        return None
    if _is_told(place):
        return Confidence.CERTAIN
    if _is_told_otherwise(place) or place.chained or _is_by_chance(place):
        return None
    if checksums.resident_check(number):
        return Confidence.CERTAIN
    return Confidence.LIKELY if place.hyphened else Confidence.POSSIBLE


def _is_of_document(place: Place) -> bool:
    """Say whether it is that of a document: 제991231-3123455호."""
    return place.reading.before(place.start, 1) == "제" and place.reading.after(place.end, 1) == "호"


def _is_birth(place: Place) -> bool:
    """Say whether it begins with a day of the calendar, or with one mistyped (2. 30.) where a word says what it is."""
    number = place.digits
    if checksums.is_birth(number):
        return True
    return number[4:6] in ("29", "30", "31") and checksums.is_birth(f"{number[:4]}28{number[6]}") and _is_told(place)


def _is_by_chance(place: Place) -> bool:
    """Say whether digits that no sign holds together are something else: columns, a code, an account, goods."""
    if place.scattered:
        return not _EVENLY_APART.fullmatch(place.match[0])
    if not place.bare:
        return place.linked
    if place.glued:
        return True
    if any(found.kind is Kind.RESIDENT_NUMBER for found in place.reading.owned) and place.follows(_OPENED, 1):
        return False
    if place.banked or (place.digits.startswith("880") and "바코드" in place.reading.text):
        return True
    return checksums.is_barcode(place.digits) and not checksums.resident_check(place.digits)


def _is_told(place: Place) -> bool:
    """Say whether a word says that it is a resident's: a heading, or the nearest before it.

    주민등록번호(법인등록번호) asks for either.
    """
    resident = place.reading.last_end(place.start, Label.RESIDENT, within=30)
    other = place.reading.last_end(place.start, Label.IDENTIFIER, within=24)
    if resident is None:
        return place.under(Label.RESIDENT) or place.called(Label.RESIDENT) or _follows_another(place)
    return other is None or other <= resident or place.reading.after(other, 1) == ")"


def _follows_another(place: Place) -> bool:
    return place.follows_another(Kind.RESIDENT_NUMBER) or place.follows_another(Kind.ALIEN_NUMBER)


def _is_told_otherwise(place: Place) -> bool:
    """Say whether it is the number of a company or a thing."""
    if place.told(Label.IDENTIFIER, 24) or place.follows(_CODE, 9):
        return True
    return place.follows(_COMPANY, 28) or place.follows(_GOODS, 12) or place.precedes(_COMPANY_AFTER, 6)


def _shifted_registration(place: Place) -> Confidence | None:
    """The check digit is needed: the shape is anybody's."""
    if not (checksums.is_birth(place.digits) and checksums.resident_check(place.digits)):
        return None
    other = place.chained or place.linked or place.glued or place.banked or place.scattered
    return None if other or _is_told_otherwise(place) else Confidence.LIKELY


def _short_registration(place: Place) -> Confidence | None:
    told = place.told(Label.RESIDENT, 12) and not place.chained and not place.told(Label.IDENTIFIER, 24)
    return Confidence.CERTAIN if told and checksums.is_birth(place.digits.zfill(13)) else None


def _short_behind_name(place: Place) -> Confidence | None:
    """Behind a name, where no word says what it is."""
    other = place.chained or place.glued or _is_told_otherwise(place) or not place.follows(_BEHIND_NAME, 12)
    return None if other or not checksums.is_birth(place.digits.zfill(13)) else Confidence.LIKELY


def _licence(place: Place) -> Confidence | None:
    if place.told(Label.LICENCE, 40):
        return Confidence.CERTAIN
    if place.chained or place.match[0].count("-") != 3 or place.banked:
        return None
    return Confidence.LIKELY


def _old_licence(place: Place) -> Confidence | None:
    """The name of a region glued to all four hyphened groups says what it is."""
    if place.follows(_REGION_GLUED, 2) and place.match[0].count("-") == 2 and not place.chained:
        return Confidence.LIKELY
    told = place.told(Label.LICENCE, 40) or place.follows(_LICENCE_GLUED, 12) or place.precedes(_LICENCE_BEHIND, 10)
    return Confidence.CERTAIN if told and not place.chained and place.follows(_REGION, 6) else None


def _insurance(place: Place) -> Confidence | None:
    if place.chained or not place.told(Label.HEALTH, 40) or place.announced(Label.IDENTIFIER, 2):
        return None
    return Confidence.CERTAIN if place.hyphened else Confidence.LIKELY


def _hyphened_insurance(place: Place) -> Confidence | None:
    """No other number has ten digits behind the hyphen; what is said of insurance may follow."""
    about = f"{place.reading.before(place.start, 24)}\0{place.reading.after(place.end, 24)}"
    return Confidence.LIKELY if not place.chained and not place.glued and _INSURANCE_MATTER.search(about) else None


def _care(place: Place) -> Confidence | None:
    before = place.reading.before(place.start, 24)
    letter = _CARE_LEAD.search(before)
    told = letter and (_CARE_WORD.search(before[: letter.start()]) or place.told(Label.HEALTH, 24))
    return Confidence.CERTAIN if told else None


ROWS: Final = (
    Row(Kind.HEALTH_INSURANCE, "care-number", first=_ANY_DIGIT, pattern=_CARE, accept=_care, lead=_CARE_LEAD),
    Row(Kind.RESIDENT_NUMBER, "resident-number", first=_ANY_DIGIT, pattern=_CITIZEN, accept=_registration),
    Row(Kind.ALIEN_NUMBER, "alien-number", first=_ANY_DIGIT, pattern=_FOREIGNER, accept=_registration),
    Row(
        Kind.RESIDENT_NUMBER,
        "resident-number-short",
        first="123456789",
        pattern=_SHORT_CITIZEN,
        accept=_short_registration,
        needs=_NUMBERED_RESIDENT,
    ),
    Row(
        Kind.ALIEN_NUMBER,
        "alien-number-short",
        first="123456789",
        pattern=_SHORT_FOREIGNER,
        accept=_short_registration,
        needs=_NUMBERED_RESIDENT,
    ),
    Row(
        Kind.RESIDENT_NUMBER,
        "resident-number-short-hyphened",
        first="123456789",
        pattern=_SHORT_HYPHENED,
        accept=_short_behind_name,
    ),
    Row(
        Kind.RESIDENT_NUMBER,
        "resident-number-shifted",
        first=_ANY_DIGIT,
        pattern=_shifted("[1-4]"),
        accept=_shifted_registration,
    ),
    Row(
        Kind.ALIEN_NUMBER,
        "alien-number-shifted",
        first=_ANY_DIGIT,
        pattern=_shifted("[5-8]"),
        accept=_shifted_registration,
    ),
    Row(Kind.DRIVER_LICENCE, "driver-licence", first="12", pattern=_LICENCE, accept=_licence),
    Row(
        Kind.DRIVER_LICENCE,
        "driver-licence-old",
        first=_ANY_DIGIT,
        pattern=_OLD_LICENCE,
        accept=_old_licence,
        lead=_REGION,
    ),
    Row(
        Kind.HEALTH_INSURANCE,
        "health-insurance-hyphened",
        first="123456789",
        pattern=_HYPHENED_INSURANCE,
        accept=_hyphened_insurance,
    ),
    Row(
        Kind.HEALTH_INSURANCE,
        "health-insurance",
        first="123456789",
        pattern=_INSURANCE,
        accept=_insurance,
        needs=_INSURED,
    ),
)


def find_split_numbers(reading: Reading) -> Iterator[Finding]:
    """Yield resident numbers that the cells of a table part: behind their words or below them, and nowhere else."""
    numbers = (cue for cue in reading.cues if cue.label is Label.RESIDENT and cue.word.endswith(_OF_NUMBERS))
    behind = (_behind(reading, cue) for cue in numbers)
    below = ((cell.start, cell.end) for cell in reading.cells if cell.label is Label.RESIDENT)
    for start, end in (*behind, *below):
        match = _SPLIT.match(reading.text, start, end)
        if match and checksums.is_birth(match[1].zfill(6) + match[2]):
            kind = Kind.ALIEN_NUMBER if match[2][0] in checksums.FOREIGN else Kind.RESIDENT_NUMBER
            yield Finding(kind, match.start(1), match.end(), Confidence.CERTAIN, "resident-number-split")


def _behind(reading: Reading, cue: Cue) -> tuple[int, int]:
    """Return where the number of a word may stand: in its line, and where it begins that one, in the next one too."""
    far = cue.end + 30
    line = reading.text.find("\n", cue.end, far)
    return cue.end, far if line < 0 or reading.before(cue.start, 1) in ("", "\n") else line
