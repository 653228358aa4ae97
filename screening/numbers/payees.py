"""Whose account a number is: an office's or a body's, into which people are asked to pay, or a person's."""

import re
from typing import Final

from screening.numbers.rows import Place
from screening.text.cues import Label
from screening.words import belongings, headings, patterns, places
from screening.words.namewords import NOT_NAMES, SURNAMES

_ROW: Final = 90
_PAGE: Final = 300
_LONGEST_BANK: Final = 8

# What was paid and is given back, or is between those who let and rent: 환불받을 임대보증금.
_GIVEN_BACK: Final = (
    r"(?:환불|환급|반환|돌려|지급)(?: ?(?:받[으을은]|할|될|드릴))?(?: ?[가-힣]{2,4})?"
    r" ?(?:보증금|회비|수강료|참가비|사용료|등록금|세입)"
    "|(?:전세|월세|임대|임차) ?(?:차)?보증금"
)
# Into which people pay, whatever was paid out before, and whose treasury it is: 납부계좌: 나래은행 …, 계좌(시금고).
_INTO: Final = re.compile(
    r"(?:납부|반납|환수|상환|징수|수납|회수|모금|후원|기탁|기부|납입)(?: ?(?:하실|할|금|용|전용))? ?(?:계좌|통장)"
    r"|[시구군도금]금고[) ]|세입세출외|일상경비"
)
_BACK: Final = re.compile("환급|환불|돌려|자동 ?(?:이체|납부)|신청인|본인|예금주")
_TENANCY: Final = re.compile("임대인|임차인|세입자|집주인|전세")
_PURPOSE: Final = re.compile(
    f"(?P<private>{_GIVEN_BACK}|(?!보조금 ?전용)(?:{patterns.alternatives(belongings.PRIVATE_ACCOUNT)}))"
    f"|(?:{patterns.alternatives(belongings.PUBLIC_ACCOUNT)})"
)
_HOLDER: Final = re.compile(
    r"(?:예금주|계좌주|입금자)명?[ :=은는|\t\"'‘]{0,4}"
    r"(?P<holder>(?:\(?[가-힣]\))?[가-힣㈜][가-힣○*㈜·]*?(?: [가-힣]{2,})*)"
    r"(?=계좌|통장|입니다|이며|이고|님|씨|[^가-힣○*㈜·]|\Z)"
)
_ACCOUNT: Final = re.compile(r"[0-9]{2,6}-[0-9-]{6,16} ?\((?:예금주|계좌주)")
_BRACKETED: Final = re.compile(r"[) ,/:]{0,2}[ (,/]{0,2}(?P<holder>[가-힣㈜()]{2,24})")
# The bank behind the number, which holds no account.
_OF_BANK: Final = re.compile(
    rf"[ (\[,/:]{{1,3}}(?:{patterns.alternatives(belongings.BANK_NAME)}|{belongings.BANKS})(?:은행|뱅크)?[)\]]"
)
_BANK_AHEAD: Final = re.compile(
    rf"[ ,/:]{{0,3}}(?:{patterns.alternatives(belongings.BANK_NAME)})(?:은행|뱅크)(?![가-힣])"
)
# Somebody pays from it, or gets back into it what was paid: …(나래은행) 계좌에서 이체, …로 돌려주고.
_SOMEBODYS: Final = re.compile(
    r" ?\((?:본인|자녀|가족|배우자|[부모처자녀]|아들|딸|남편|아내)? ?명의\)"
    r"|(?: ?\([^()\n]{1,12}\))? ?(?:계좌|통장)?"
    r"(?:에서|으?로 (?:돌려|반환|환불|환급|되돌|보내 ?드|보내 ?주|받[으아고을]))"
)
# The lines of a list of accounts, and what stands over it.
_OVER_LIST: Final = re.compile(r"([^\n]{0,60})\n(?:[^\n0-9]{0,12}[0-9][-0-9]{9,20}[^\n0-9]{0,16}\n){0,6}[^\n]{0,8}\Z")
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
# Who stands for a body in its row: 나래예술단 단장 1,000,000 농협 ….
_STANDS_FOR: Final = re.compile(
    r"(?:\A|[\n|,\t;] ?|[0-9] )[가-힣A-Za-z0-9 ]{2,16}[\t ,|;](?:단장|대표|원장|회장|관장|소장|이사장|이장|총무)"
    r"[\t ,|;][^\n]{0,60}\Z"
)


def is_published(place: Place) -> bool:
    """Say whether people are asked to pay into it: by who holds it, or where nothing says that by what it is for."""
    after = place.reading.after(place.end, 40).partition("\n")[0]
    before = place.reading.before(place.start, 40).rpartition("\n")[2]
    if place.under(Label.IDENTIFIER) and not place.under(Label.ACCOUNT):
        return True
    holder = _HOLDER.search(after) or _HOLDER.search(before)
    if holder:
        return _is_body(holder["holder"])
    if len(before) <= _LONGEST_BANK + before.count(" ") and not after.strip() and (above := _holder_above(place)):
        return _is_body(above["holder"])
    if _is_paid_into(before) or _is_bodys(after) or _PAYEE.search(before) or _stands_for_body(place):
        return True
    if place.reading.under(place.start, Label.ACCOUNT, people=True) or _SOMEBODYS.match(after):
        return False
    return _is_for_office(place, before)


def _is_paid_into(before: str) -> bool:
    return _INTO.search(before) is not None and not _BACK.search(before)


def _holder_above(place: Place) -> re.Match[str] | None:
    """Return who holds the account in the line above, of which nothing but another bank follows."""
    line = place.reading.before(place.start, _ROW).split("\n")[-2:-1]
    return _HOLDER.search(line[0]) if line and _ACCOUNT.search(line[0]) else None


def _is_bodys(after: str) -> bool:
    """Say whether a body is named right behind the number."""
    bank = _BANK_AHEAD.match(after)
    following = _BRACKETED.match(after, bank.end() if bank else 0)
    if following is None or _OF_BANK.match(after):
        return False
    return bool(_BODY.search(following["holder"]) or _OFFICE.match(following["holder"]))


def _stands_for_body(place: Place) -> bool:
    return _STANDS_FOR.search(place.reading.before(place.start, _ROW).rpartition("\n")[2]) is not None


def _is_for_office(place: Place, before: str) -> bool:
    """Say whether what is paid into it is an office's, by the words before or over the list of accounts."""
    if len(before) <= _LONGEST_BANK and (over := _OVER_LIST.search(place.reading.before(place.start, _PAGE))):
        before = over[1] + before
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
