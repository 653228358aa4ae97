"""Payment: card numbers by their check digit, bank accounts by the words around them, for they have none."""

import re
from typing import Final

from screening.findings import Confidence, Kind
from screening.numbers import checksums
from screening.numbers.rows import END, HYPHEN, PART, Place, Row
from screening.text.cues import Label
from screening.text.figures import SIGNS
from screening.words import belongings, headings, patterns, places
from screening.words.namewords import NOT_NAMES, SURNAMES

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
_ROW: Final = 90
_PAGE: Final = 300
_LONGEST_BANK: Final = 8
_HYPHENED: Final = re.compile(
    rf"(?!0[0-9]{{1,2}}-[0-9]{{3,4}}-[0-9]{{4}}{END})[0-9]{{2,6}}(?:{HYPHEN}[0-9]{{1,7}}){{1,4}}{END}"
)
_SPACED: Final = re.compile(rf"[0-9]{{3,6}}(?: [0-9]{{2,6}}){{2,3}}{END}(?! ?[0-9])")
_BANKING: Final = frozenset({Label.ACCOUNT, Label.HOLDER, Label.BANK})
_TELEPHONE: Final = re.compile(r"0[0-9]{1,2}-[0-9]{3,4}-[0-9]{4}")
_ANY_TELEPHONE: Final = re.compile(rf"0[0-9]{{1,2}}[{SIGNS}() ]{{1,3}}[0-9]{{3,4}}[{SIGNS}() ]{{1,3}}[0-9]{{4}}")
_BUSINESS: Final = re.compile(r"[0-9]{3}-[0-9]{2}-[0-9]{5}")
# Unless it is the family name of the holder: 백미화.
_COUNTED: Final = re.compile(
    r"(?! [가-힣]{2}[가-힣](?<!원)(?![가-힣])) ?(?:호|원|건|년|명|매|주|억|만|천|백|개|번지|㎡|%)"
)

# Those that have a number of this length, on the line below too: not 관리카드, 도서카드.
_CARDS: Final = (
    "행복|급식|바우처|신용|체크|직불|결제|선불|기프트|교통|복지|지원|사랑"
    "|국민|신한|삼성|현대|롯데|하나|우리|농협|비씨|BC"
)
_CARD_BEFORE: Final = re.compile(rf"카드[ :=(\[]{{1,3}}\Z|(?:{_CARDS}) ?카드 ?:?\n\Z")
_CARD_CUE: Final = patterns.cue(belongings.CARD)
# Right before the number, or with what is said of the card and how many there are: 체크카드 (국민 …, 카드 1매(…
_CARD_WORD: Final = re.compile(
    r"카드(?![가-힣]{2})(?: ?\(?[0-9]{1,2} ?[매장개점]\)?)?[^0-9\n]{0,14}\n?(?:번호)?[ :\n]{0,2}\Z"
)
_BANK_NAME: Final = re.compile(rf"(?:{patterns.alternatives(belongings.BANK_NAME)})(?:은행|뱅크)?[ :(\[]{{0,3}}\Z")
# Right before a number without signs, or right behind one.
_BANK: Final = rf"(?:(?:{patterns.alternatives(belongings.BANK_NAME)})(?:은행|뱅크)|{belongings.BANKS})"
_BANK_BEFORE: Final = re.compile(
    rf"(?:{_BANK}|(?<![가-힣])(?:{patterns.alternatives(belongings.BANK_NAME)}))[ :=(\[/|,\t→-]{{0,4}}\Z"
)
_BANK_BEHIND: Final = re.compile(rf" ?[,/|\t(\[·]? ?{_BANK}(?![가-힣]{{2}})")
_SHORTEST_BARE: Final = 11
_BANK_GLUED: Final = re.compile(r"(?<![A-Za-z])(?:SC|KB|NH|IBK|iM|KEB|KDB)\Z")
# What was paid and is given back, or is between those who let and rent: 환불받을 임대보증금.
_GIVEN_BACK: Final = (
    r"(?:환불|환급|반환|돌려|지급)(?: ?(?:받[으을은]|할|될|드릴))?(?: ?[가-힣]{2,4})?"
    r" ?(?:보증금|회비|수강료|참가비|사용료|등록금|세입)"
    "|(?:전세|월세|임대|임차) ?(?:차)?보증금"
)
_TENANCY: Final = re.compile("임대인|임차인|세입자|집주인|전세")
_PURPOSE: Final = re.compile(
    f"(?P<private>{_GIVEN_BACK}|{patterns.alternatives(belongings.PRIVATE_ACCOUNT)})|(?:{patterns.alternatives(belongings.PUBLIC_ACCOUNT)})"
)
_HOLDER: Final = re.compile(
    r"(?:예금주|계좌주|입금자)명?[ :=은는|\t\"'‘]{0,4}"
    r"(?P<holder>(?:\(?[가-힣]\))?[가-힣㈜][가-힣○*㈜·]*?(?: [가-힣]{2,})*)(?=입니다|이며|이고|님|씨|[^가-힣○*㈜·]|\Z)"
)
_BRACKETED: Final = re.compile(r"[) ,/:]{0,2}[ (,/]{0,2}(?P<holder>[가-힣㈜()]{2,24})")
_BODY: Final = re.compile(
    r"㈜|\((?:주|사|재)\)|주식회사|(?:시|군|구)청|(?:법인|재단|협회|협의회|조합|학교|센터|공사|공단|위원회|본부|연맹|조합법인|카센터|운영대행|상사|공업사|연합회?"
    r"|모금회|적십자사?|도서관|복지관|병원|대학|사무소|문화원|체육회|연구회|작목반|동호회|산악회|학부모회|봉사단|운동본부|특별시|광역시)"
    r"|(?:주민|부녀|노인|청년|마을|번영|상인|자치|동문|향우)회|자치위|경로당|마을회관|예술단|합창단|극단|극회|어린이집|유치원|교회|성당"
    rf"|[가-힣](?:{patterns.alternatives(headings.BODY_ENDS)}|기획|디자인|인쇄|조경|설비|토건|문화사)(?![가-힣])"
    "|사랑의 ?열매|월드비전|굿네이버스|유니세프|세이브더칠드런|초록우산|구세군|푸드뱅크|기아대책|컴패션|해피빈"
)
_PAYEE: Final = re.compile(
    r"[가-힣]{2}(?:(?<!협동)(?<!산림)조합|조합법인|카센터|정비소|공업사|상사)[ /;,|:][^\n]{0,32}\Z"
    r"|(?:주식회사|유한회사|㈜|\([주유]\))[^,;/\n]{0,16}\Z|㈜ ?\([^()\n]{1,8}\Z"
)
# A city or a county by its name, or what is paid to it: (나래군 세외수입).
_OFFICE: Final = re.compile(
    rf"(?:(?:{places.UNTITLED})시|(?:{places.COUNTIES})군|(?:{places.DISTRICTS}|[동서남북중]|)구)(?:청|세입|금고)?(?![가-힣])"
    r"|[가-힣]{2,5} ?(?:세외수입|세입|(?<!새마을)금고)"
)
_ENDS_OF_BODIES: Final = frozenset("관원소회단부청과국실팀점사")
_CITY: Final = re.compile("[가-힣]{2,4}[시군구도]")
# The number of a house before another.
_HOUSE_BEFORE: Final = re.compile("(?<!우)[로길동리] ?\\Z")
# Who stands for a body in its row: 나래예술단 단장 1,000,000 농협 ….
_STANDS_FOR: Final = re.compile(
    r"(?:\A|[\n|,\t;] ?|[0-9] )[가-힣A-Za-z0-9 ]{2,16}[\t ,|;](?:단장|대표|원장|회장|관장|소장|이사장|이장|총무)"
    r"[\t ,|;][^\n]{0,60}\Z"
)
# A branch's telephone behind its house number: 마당로 110 02 2133 0000.
_TELEPHONE_AFTER_HOUSE: Final = re.compile(
    r"[0-9-]{1,6} (?:0(?:2|[3-6][1-5]|70|1[016789])[) -]{1,2})?[0-9]{3,4}[ -][0-9]{4}"
)


def _card(place: Place) -> Confidence | None:
    """The check digit is needed where no word says that it is a card's."""
    number = place.digits
    if place.chained or not _evenly_parted(place):
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
    return Confidence.LIKELY if written and place.follows(_CARD_WORD, 24) else None


def _evenly_parted(place: Place) -> bool:
    """Say whether the same sign parts all groups: two numbers one below the other are none."""
    parts = [group.replace("\n", " ").strip() or group[:1] for group in place.match.groups()]
    return len(set(parts)) == 1


def _account(place: Place) -> Confidence | None:
    told = _is_told(place)
    if not told and (_is_of_next_row(place) or not _is_banks(place)):
        return None
    if _is_telephone(place) and not place.announced(Label.ACCOUNT, 6):
        return None
    if not _may_be_account(place):
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
    return Confidence.LIKELY if told and _may_be_account(place) else None


def _named_account(place: Place) -> Confidence | None:
    """Behind nothing but a bank's short name: 신한 000-000-000000."""
    known = place.hyphened and place.follows(_BANK_NAME, 14) and not _is_telephone(place) and _may_be_account(place)
    return Confidence.LIKELY if known else None


def _signed_account(place: Place) -> Confidence | None:
    """Behind nothing but a bank, in groups that the same sign parts."""
    known = place.announced(Label.BANK, 3) or place.follows(_BANK_NAME, 14)
    telephone = _ANY_TELEPHONE.fullmatch(place.match[0])
    return Confidence.LIKELY if known and not telephone and _may_be_account(place) else None


def _spaced_account(place: Place) -> Confidence | None:
    """Behind nothing but a bank's short name, in groups that only spaces part."""
    known = place.announced(Label.BANK, 1) or place.follows(_BANK_NAME, 14)
    return Confidence.POSSIBLE if known and _may_be_account(place) else None


def _may_be_account(place: Place) -> bool:
    if place.announced(Label.IDENTIFIER, 3) or place.follows(_HOUSE_BEFORE, 3):  # 사건번호 2023-004817
        return False
    if not 10 <= len(place.digits) <= 16 or place.precedes(_COUNTED, 5):
        return False
    if place.scattered and not _EVENLY_APART.fullmatch(place.match[0]):
        return False
    if place.glued and not (place.under(Label.ACCOUNT) and place.follows(_BANK_GLUED, 4)):
        return False
    banked = place.announced(Label.BANK, 1) or place.follows(_BANK_NAME, 14)
    if _BUSINESS.fullmatch(place.match[0]) or (not banked and _TELEPHONE_AFTER_HOUSE.fullmatch(place.match[0])):
        return False
    return not _is_published(place)


def _is_published(place: Place) -> bool:
    """Say whether people are asked to pay into it: by who holds it, or where nothing says that by what it is for."""
    after = place.reading.after(place.end, 40).partition("\n")[0]
    before = place.reading.before(place.start, 40).rpartition("\n")[2]
    if place.under(Label.IDENTIFIER) and not place.under(Label.ACCOUNT):
        return True
    holder = _HOLDER.search(after) or _HOLDER.search(before)
    if holder:
        return _is_body(holder["holder"])
    following = _BRACKETED.match(after)
    if following and (_BODY.search(following["holder"]) or _OFFICE.match(following["holder"])):
        return True
    if _PAYEE.search(before) or _STANDS_FOR.search(place.reading.before(place.start, _ROW).rpartition("\n")[2]):
        return True
    if place.reading.under(place.start, Label.ACCOUNT, people=True):
        return False
    if len(before) <= _LONGEST_BANK:  # the line above says what it is for
        before = "\n".join(place.reading.before(place.start, 40).split("\n")[-2:])
    purposes = list(_PURPOSE.finditer(before))
    return bool(purposes) and not (purposes[-1]["private"] or _is_of_tenancy(place, purposes[-1][0]))


def _is_of_tenancy(place: Place, purpose: str) -> bool:
    """Say whether a deposit is one that is paid for a home."""
    return purpose == "보증금" and _TENANCY.search(place.reading.before(place.start, _PAGE)) is not None


def _is_body(holder: str) -> bool:
    """Say whether the holder of an account is an office or an organisation: by its words, or a length no name has."""
    if _BODY.search(holder) or _OFFICE.match(holder):
        return True
    word = holder.partition(" ")[0]
    if len(word) > 3 and word[-1] in _ENDS_OF_BODIES and "*" not in word:
        return True
    if _CITY.fullmatch(holder):
        return holder[0] not in SURNAMES or holder in NOT_NAMES or holder.endswith("시")
    return len(word) > 5 and "*" not in word and "○" not in word


def _is_telephone(place: Place) -> bool:
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
    Row(Kind.BANK_ACCOUNT, "bank-account-named", first="0123456789", pattern=_HYPHENED, accept=_named_account),
)
