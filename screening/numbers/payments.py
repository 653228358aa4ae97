"""Payment: card numbers by their check digit, bank accounts by the words around them, for they have none."""

import re
from typing import Final

from screening.findings import Confidence, Kind
from screening.numbers import checksums
from screening.numbers.payees import is_published
from screening.numbers.rows import END, HYPHEN, PART, Place, Row
from screening.text.cues import Label
from screening.text.figures import SIGNS
from screening.words import belongings, patterns

_CARD: Final = re.compile(rf"[0-9]{{4}}({PART})[0-9]{{4}}({PART})[0-9]{{4}}({PART})[0-9]{{4}}{END}")
_SHORT_CARD: Final = re.compile(rf"[0-9]{{4}}({PART})[0-9]{{6}}({PART})[0-9]{{4,5}}{END}")
# Two to five groups with hyphens, or three to four with spaces, or none: banks agree on nothing but 10 to 16 digits.
_ACCOUNT: Final = re.compile(
    rf"[0-9]{{2,6}}(?:{HYPHEN}[0-9]{{1,7}}){{1,4}}{END}|[0-9]{{10,16}}{END}|[0-9]{{3,6}}(?: [0-9]{{2,6}}){{2,3}}{END}"
)
# With any sign between, right behind the word for one.
_TOLD: Final = re.compile(rf"[0-9]{{2,7}}(?:[{SIGNS}() ]{{1,3}}[0-9]{{1,7}}){{1,4}}{END}")
# With the same sign between all groups, right behind a bank: no date.
_SIGNED: Final = re.compile(
    r"(?!(?:19|20)[0-9]{2} ?[./·_~])[0-9]{2,6}(?P<between> ?[./·_~] ?)[0-9]{2,7}(?:(?P=between)[0-9]{1,7}){1,2}" + END
)
_EVENLY_APART: Final = re.compile("[0-9](?: [0-9]){9,15}")
# With hyphens and no telephone, for what only the bank's name announces.
_FIGURES: Final = re.compile("[0-9]{3}")
_HYPHENED: Final = re.compile(
    rf"(?!0[0-9]{{1,2}}-[0-9]{{3,4}}-[0-9]{{4}}{END})[0-9]{{2,6}}(?:{HYPHEN}[0-9]{{1,7}}){{1,4}}{END}"
)
_SPACED: Final = re.compile(rf"[0-9]{{3,6}}(?: [0-9]{{2,7}}){{2,3}}{END}(?! ?[0-9])")
_BARE: Final = re.compile(f"[0-9]{{11,15}}{END}")
_BANKING: Final = frozenset({Label.ACCOUNT, Label.HOLDER, Label.BANK})
_TELEPHONE: Final = re.compile(r"0[0-9]{1,2}-[0-9]{3,4}-[0-9]{4}")
_ANY_TELEPHONE: Final = re.compile(rf"0[0-9]{{1,2}}[{SIGNS}() ]{{1,3}}[0-9]{{3,4}}[{SIGNS}() ]{{1,3}}[0-9]{{4}}")
_BUSINESS: Final = re.compile(r"[0-9]{3}-[0-9]{2}-[0-9]{5}")
# Unless it is the family name of the holder: 백미화.
_COUNTED: Final = re.compile(
    r"(?! [가-힣]{2}[가-힣](?<!원)(?![가-힣])) ?(?:호|원|건|년|명|매|주|억|만|천|백|개(?!설)|번지|㎡|%)"
)

# Those that have a number of this length, on the line below too: not 관리카드, 도서카드.
_CARDS: Final = (
    "행복|급식|바우처|신용|체크|직불|결제|선불|기프트|교통|복지|지원|사랑"
    "|국민|신한|삼성|현대|롯데|하나|우리|농협|비씨|BC"
)
_CARD_BEFORE: Final = re.compile(rf"카드[ :=(\[]{{1,3}}\Z|(?:{_CARDS}) ?카드 ?:?\n\Z")
_CARD_CUE: Final = patterns.cue(belongings.CARD)
# The last of the numbers that were given out: 0001-…-0041 ~ 0044.
_RANGE: Final = re.compile(r" ?[~∼] ?[0-9]{2,4}(?![-0-9])")
# Right before the number, or with what is said of the card and how many there are: 체크카드 (국민 …, 카드 1매(…
CARD_WORD: Final = re.compile(
    r"카드(?![가-힣]{2})(?: ?\(?[0-9]{1,2} ?[매장개점]\)?)?[^0-9\n]{0,14}\n?(?:번호)?[ :\n]{0,2}\Z"
)
BANK_BESIDE: Final = re.compile(rf"(?:{patterns.alternatives(belongings.BANK_NAME)})(?:은행|뱅크)?[ :(\[]{{0,3}}\Z")
# Right before a number without signs, or right behind one.
_BANK: Final = rf"(?:(?:{patterns.alternatives(belongings.BANK_NAME)})(?:은행|뱅크)|{belongings.BANKS})"
_BANK_BEFORE: Final = re.compile(
    rf"(?:{_BANK}|(?<![가-힣])(?:{patterns.alternatives(belongings.BANK_NAME)}))[ :=(\[/|,\t→-]{{0,4}}\Z"
)
_BANK_BEHIND: Final = re.compile(rf" ?[,/|\t(\[·]? ?{_BANK}(?![가-힣]{{2}})")
_BANK_CLOSED: Final = re.compile(rf" ?[(\[](?:{patterns.alternatives(belongings.BANK_NAME)})(?:은행|뱅크)?[)\]]")
# Right before a number without signs in a text that says nothing else of banks: no region, whose rows have other codes.
_BANK_ALONE: Final = re.compile(
    "(?<![가-힣A-Za-z])(?:국민|신한|우리|하나|기업|씨티|카카오|토스|케이|새마을|KB|NH|IBK|SC|iM)"
    "(?:은행|뱅크)? ?[(\\[]?\\Z"
)
_SHORTEST_BARE: Final = 11
_BANK_GLUED: Final = re.compile(r"(?<![A-Za-z])(?:SC|KB|NH|IBK|iM|KEB|KDB)\Z")
# The number of a house before another.
_HOUSE_BEFORE: Final = re.compile("(?<!우)[로길동리] ?\\Z")
# A branch's telephone behind its house number: 마당로 110 02 2133 0000.
_TELEPHONE_AFTER_HOUSE: Final = re.compile(
    r"[0-9-]{1,6} (?:0(?:2|[3-6][1-5]|70|1[016789])[) -]{1,2})?[0-9]{3,4}[ -][0-9]{4}"
)


def _card(place: Place) -> Confidence | None:
    """The check digit is needed where no word says that it is a card's."""
    number = place.digits
    if (
        place.chained
        or not _evenly_parted(place)
        or place.follows(_HOUSE_BEFORE, 3)
        or _RANGE.match(place.reading.text, place.end)
    ):
        return None
    told = place.told(Label.CARD, 12) or place.follows_another(Kind.CARD) or _is_listed(place)
    told = told and len(set(number)) > 1
    checked = checksums.is_card(number)
    if not checked or place.scattered:
        return _as_on_card(place, told=told, checked=checked)
    if told or place.follows(_CARD_CUE, 30):
        return Confidence.CERTAIN
    if not place.bare:
        return None if place.linked else Confidence.LIKELY
    known = number[0] in "45" and not place.glued and not place.announced(Label.IDENTIFIER, 24)
    return Confidence.POSSIBLE if known else None


def _is_listed(place: Place) -> bool:
    """Say whether a number in groups as on a card stands in a text that asks for cards: no column is needed."""
    grouped = place.hyphened and not place.linked and place.digits[0] in "245699"
    return grouped and Label.CARD in place.reading.labels and not place.announced(Label.IDENTIFIER, 24)


def _as_on_card(place: Place, *, told: bool, checked: bool) -> Confidence | None:
    """Without a check digit, or broken: only behind a word for a card, in groups as they stand on it."""
    if told:
        return Confidence.CERTAIN if checked or not place.scattered else None
    written = not (checked or place.scattered or place.linked) and (not place.bare or place.follows(_CARD_BEFORE, 10))
    return Confidence.LIKELY if written and place.follows(CARD_WORD, 24) else None


def _evenly_parted(place: Place) -> bool:
    """Say whether the same sign parts all groups: two numbers one below the other are none."""
    parts = [group.replace("\n", " ").strip() or group[:1] for group in place.match.groups()]
    return len(set(parts)) == 1


def _account(place: Place) -> Confidence | None:
    told = _is_told(place)
    if not told and (_is_of_next_row(place) or not _is_banks(place)):
        return None
    if is_telephone(place) and not place.announced(Label.ACCOUNT, 6):
        return None
    if not may_be_account(place):
        return None
    return Confidence.CERTAIN if told and not place.bare else Confidence.LIKELY


def _is_told(place: Place) -> bool:
    return (
        place.told(Label.ACCOUNT, 40) or place.announced(Label.HOLDER, 40) or place.follows_another(Kind.BANK_ACCOUNT)
    )


def _is_banks(place: Place) -> bool:
    """Say whether a bank is named near a number with hyphens, right before another, or right behind it."""
    if place.hyphened and place.announced(Label.BANK, 30):
        return True
    if place.announced(Label.IDENTIFIER, 24) or (place.bare and place.precedes(_COUNTED, 5)):
        return False
    if place.bare and place.announced(Label.BANK, 1):
        return True
    known = not place.bare or len(place.digits) >= _SHORTEST_BARE
    return known and (place.precedes(_BANK_BEHIND, 14) or (place.bare and place.follows(_BANK_BEFORE, 14)))


def _is_of_next_row(place: Place) -> bool:
    """Say whether the nearest bank is named in the row before, with a number of its own: 농협 110-000;완료\n031-…."""
    bank = place.reading.last_end(place.start, Label.BANK, within=30)
    between = "" if bank is None else place.reading.text[bank : place.start]
    return "\n" in between and bool(_FIGURES.search(between))


def _told_account(place: Place) -> Confidence | None:
    """Directly behind the word or in its column, in groups as somebody wrote them down."""
    told = place.told(Label.ACCOUNT, 12) or place.follows_another(Kind.BANK_ACCOUNT)
    told = told and not _ANY_TELEPHONE.fullmatch(place.match[0])
    return Confidence.LIKELY if told and may_be_account(place) else None


def _named_account(place: Place) -> Confidence | None:
    """Beside nothing but a bank's short name: 신한 000-000-000000."""
    known = place.hyphened and (place.follows(BANK_BESIDE, 14) or place.precedes(_BANK_CLOSED, 14))
    return Confidence.LIKELY if known and not is_telephone(place) and may_be_account(place) else None


def _bare_account(place: Place) -> Confidence | None:
    """Right behind nothing but a bank's short name: 신한 000000000000."""
    return Confidence.LIKELY if place.follows(_BANK_ALONE, 10) and may_be_account(place) else None


def _signed_account(place: Place) -> Confidence | None:
    """Behind nothing but a bank, in groups that the same sign parts."""
    known = place.announced(Label.BANK, 3) or place.follows(BANK_BESIDE, 14)
    telephone = _ANY_TELEPHONE.fullmatch(place.match[0])
    return Confidence.LIKELY if known and not telephone and may_be_account(place) else None


def _spaced_account(place: Place) -> Confidence | None:
    """Behind nothing but a bank's short name, in groups that only spaces part."""
    known = place.announced(Label.BANK, 1) or place.follows(BANK_BESIDE, 14)
    return Confidence.POSSIBLE if known and may_be_account(place) else None


def may_be_account(place: Place) -> bool:
    """Say whether a number in which nothing tells another has as many digits as an account, and is a person's."""
    housed = place.follows(_HOUSE_BEFORE, 3) and not _HYPHENED.fullmatch(place.match[0])  # but not 홍길동 110-…
    if housed or place.announced(Label.IDENTIFIER, 3):  # 사건번호 2023-004817
        return False
    if not 10 <= len(place.digits) <= 16 or place.precedes(_COUNTED, 5):
        return False
    if place.scattered and not _EVENLY_APART.fullmatch(place.match[0]):
        return False
    if place.glued and not (place.under(Label.ACCOUNT) and place.follows(_BANK_GLUED, 4)):
        return False
    banked = place.announced(Label.BANK, 1) or place.follows(BANK_BESIDE, 14)
    if _BUSINESS.fullmatch(place.match[0]) or (not banked and _TELEPHONE_AFTER_HOUSE.fullmatch(place.match[0])):
        return False
    return not is_published(place)


def is_telephone(place: Place) -> bool:
    """Say whether the groups of a number are those of a telephone with hyphens."""
    return bool(_TELEPHONE.fullmatch(place.match[0]))


ROWS: Final = (
    Row(Kind.CARD, "card", first="1234569", pattern=_CARD, accept=_card),
    Row(Kind.CARD, "card-short", first="3", pattern=_SHORT_CARD, accept=_card),
    Row(Kind.BANK_ACCOUNT, "bank-account", first="0123456789", pattern=_ACCOUNT, accept=_account, needs=_BANKING),
    Row(
        Kind.BANK_ACCOUNT,
        "bank-account-told",
        first="0123456789",
        pattern=_TOLD,
        accept=_told_account,
        needs=frozenset({Label.ACCOUNT}),
    ),
    Row(
        Kind.BANK_ACCOUNT,
        "bank-account-signed",
        first="0123456789",
        pattern=_SIGNED,
        accept=_signed_account,
        needs=_BANKING,
    ),
    Row(Kind.BANK_ACCOUNT, "bank-account-spaced", first="0123456789", pattern=_SPACED, accept=_spaced_account),
    Row(Kind.BANK_ACCOUNT, "bank-account-bare", first="0123456789", pattern=_BARE, accept=_bare_account),
    Row(Kind.BANK_ACCOUNT, "bank-account-named", first="0123456789", pattern=_HYPHENED, accept=_named_account),
)
