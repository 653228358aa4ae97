"""Words right beside an address that say that somebody lives there: 나래로 12에 사는, 홀로 사는 어르신(나래로 12)."""

import re
from typing import Final

from screening.addresses.publicplaces import PLACE
from screening.text.cues import Label, Sign
from screening.text.reading import Reading
from screening.words import homes, patterns
from screening.words.namewords import GIVEN, SURNAMES

# Up to three words may part an address from what is said of it (에서 조부모와 함께 지낸), none for a wider place.
_WIDER: Final = "일대|일원|인근|주변|부근|근처|앞|옆|지역|구간|단지|센터|청사|및|등|관할"
_BODY: Final = "[가-힣0-9○*]{0,8}(?:병원|의원|의료원|장례식장|경찰서|소방서|파출소|지구대)"
_BETWEEN: Final = rf"(?:(?!{_WIDER}|{_BODY})[가-힣0-9]{{1,8}},? ){{0,3}}?"
_AROUND: Final = re.compile(" ?(?:일대|일원|지역|구역|주변|인근)")
_LIVES: Final = (
    "거주|삶(?![가-힣])|산다(?![가-힣])|사시는|사신다|사십|사는|살고|살며|삽니다|살던|살아|살았|산다고|기거|머물|머무는|계신|계시|계십|계셨|계심|지내|지낸|지냄|지냈|지낼|머묾|머문|생활[하함해]|자취|하숙|체류하"
    "|주민등록을|세 ?들어|이사(?:를|[하해한했온간와]| ?왔| ?[옴옵])|태어나|출생|이주(?!대책)"
    "|입주(?:하도|하였|했|한 |함)|전입|전출"
    "|(?:주소|주소지|본적|거소|거처|주거)를 (?:[두옮]|둔(?! ?(?:법인|사업|업체|회사|기업|단체|기관)))"
)
_HOUSES: Final = "자택|주거지|친정|본가|시댁|처가|셋방|하숙집|자취방|월세방|전셋집|단칸방|쪽방(?!촌)"
_DWELLERS: Final = "이웃집|입주민|세대주|세대원|세입자|임차인|집주인"
# What goes on behind a sign there: what is read of the text behind an address that has none of them is nothing.
BEHIND_SIGNS: Final = "수받독홀혼주소거세임"
_LIVES_AFTER: Final = re.compile(
    rf" ?+[()\[\]」』】]?+ ?+(?:(?:에서는|에서|에는|에|으로|로|의) ?+)?+(?=[가-힣0-9]|[/,|(] ?[{BEHIND_SIGNS}])(?:"
    rf"{_BETWEEN}(?:{_LIVES})"
    # Who says what he does there: 나래로 12에서 김 양식을 하는 홍길동이라고 합니다.
    r"|(?<=에서 )[가-힣 ]{1,24} (?:[가-힣]?하는|짓는|키우는|치는|기르는|가꾸는|심는|부치는)"
    rf" [{SURNAMES}][{GIVEN}]{{1,2}}(?:이?라[고는] |입니다|이올시다)"
    r"|인데요|(?:보내|부쳐|송부해|발송해) ?(?:주|드)|살면서|살고"
    r"|(?:발송|송부|우송)(?:하였|했|함|됨)|보냈|부쳤"
    rf"|(?:(?:소재|있는|위치한|내) ?)?(?:{_HOUSES})"
    rf"|(?:{_DWELLERS})(?! ?(?:모집|공고|선정|선발))"
    r"|(?:(?:[가-힣]{1,4} ){1,2}|[가-힣]{0,4}[장쪽안뒷앞옆윗랫와벽돌문첫끝른층와무])집(?:에서|(?![가-힣]))"
    r"|(?:소재 |있는 )?(?:집(?:[에이은앞을,.]|으로|\Z)|댁)|본인 소유|"
    r"반지하에서|옥탑방?에서|세대 ?방문|(?<=호 )세대(?:에서|의)?(?![가-힣]{2})"
    r"|(?:우리|저희|제) ?(?:할머니|할아버지|어머니|아버지|부모님|엄마|아빠|이모|고모|삼촌) ?(?:댁|집)"
    r"|주민(?=인|입니|으로|이고|이며|이신|[ ,.])(?! ?(?:센터|대표|설명회|의견|자치|간담|총회|공청|참여|[0-9]))"
    r"|(?:우리|저희|제|내|본인|부모님|딸|아들|노인|어르신|할머니|할아버지|[가-힣○*]{2,3} ?[씨님])[의네]? ?"
    r"(?:댁|집(?:[에을이은]|으로))"
    r"|(?:장애인|수급자?|차상위|한부모|조손|다문화|취약|위기|저소득|전입) ?(?:가구|세대|가정)"
    r"|[,/]? ?(?:독거|홀몸|홀로 |혼자 |주민 ?[가-힣]{1,3} ?[모○*]{0,2} ?씨|[가-힣]{1,3}네 ?집)"
    rf"|(?:[,/|(] ?)?(?:소유자|소유주|거주자|세대주|임차인) ?:? ?[{SURNAMES}][가-힣○*]{{1,3}}(?![가-힣])"
    r"|[가-힣](?:○{2,3}|[○*][가-힣])(?![가-힣])"
    "|(?:홀로 |혼자 )?(?:돌아가|숨진|숨졌|별세|고독사)|귀하의 ?(?:댁|집|주택|농가)"
    "|사망|고인|모친|부친|노모|조모|조부|[/,|] ?(?:수취인|수령인|수신인|받는 ?(?:사람|분|이)))"
)
_LIVED_IN: Final = (
    "사는|살던|살고 있는|사시는|거주하는|거주하던|거주한|머무는|머물던|지내는|계신|계시는|전입한|전출한|옮긴|옮기신"
    "|이사 ?(?:한|온|간|갈|가신|오신|가는|오는|가실)"
)
_HOME_BEFORE: Final = re.compile(
    rf"(?<![가-힣])(?:(?:[옆윗앞뒷]집|아랫집|이웃집|귀댁|(?:우리|저희|제) ?(?:집|댁)"
    rf"|거주(?: ?공간)?|고향집|신혼집|새집|집|댁"
    rf"|(?:거주|임차|전세|입주|임대) ?주택|{_HOUSES}|[가-힣]{{2,4}}하신 (?:주택|가옥|농가))"
    rf"|(?:{_LIVED_IN}) ?(?:곳|집|주소|데|동네)"
    r"|주택 ?소재지(?: ?\(거주\))?|(?:받을|받는|받으실) ?(?:곳|주소|데)|(?:자가 ?|재택 ?)?격리 ?(?:장소|지)"
    r"|(?:댁|집|자택)으로 ?(?:배달|배송|방문|발송)"
    r"|(?:전입|이사|퇴거)[^\n]{0,24}주소)"
    r"(?:은|는|이|가|인|으로|로|지)? ?[:(\[,-]?\)? ?\n?\Z"
    rf"|(?<=[가-힣][이가서로자께] )(?:{_LIVED_IN}) \Z"
    r"|(?<!사업장 )(?<!법인 )(?<!본점 )(?<![가-힣])(?:주소지?|거주지|주거지) ?(?:변경|정정|이전)(?: ?[:→(-])? ?\Z"
    r"|(?<![가-힣])(?:등본|초본|주민등록(?:등본|초본|표)?|등본·초본)상(?:에는|으로는|은|의)?"
    r"(?: ?(?:주소|거주지)지?(?:는|가)?)? ?[:(]? ?\Z"
    r"|(?:공개|수령|교부|통지|송달|회신)(?: ?방법)?[ :]{1,3}(?:우편|등기|택배)[^\n(]{0,6}\(\Z"
)
# What came of a letter or a visit to a home, behind a dash: 1차: 나래로 12 - 이사불명.
_CALLED_AT: Final = re.compile(
    r" ?[-–—→:(] ?(?:(?:이사|수취인|소재) ?불명|폐문 ?부재|(?:본인|수취인|세대주|거주자) ?부재"
    r"|동거인|동거 ?가족)(?![가-힣])"
)
# What befell the house itself, in brackets behind its place, and below it whom.
_BEFALLEN: Final = re.compile(
    r" ?\(?(?:[가-힣]{2} ?)?(?:주택|가옥|농가|민가)(?:[ ,()][^\n]{0,24})?\n[^\n가-힣]{0,6}"
    r"(?:(?:인명|인적) ?피해|피해(?:자|민|가구|세대)|피해[ :]{1,3}(?:가구주|세대주|거주자)"
    r"|사망|부상|사상자|실종|이재민)"
)
# Of whose house a letter to him speaks, and where he comes from who says so himself.
_OWN_BEFORE: Final = re.compile(r"귀하(?:의|께서)? ?(?:소유(?:의|하신|인)? )?\Z")
_OWN_AFTER: Final = re.compile("주택|가옥|농가|집(?![가-힣])")
_HOUSE: Final = 8  # characters in which its house is spoken of
_I_BEFORE: Final = re.compile(r"(?<![가-힣])(?:저는|나는|제가|내가) \Z")
_I_AFTER: Final = re.compile("에서 (?:여기까지 )?(?:걸어|다니|버스|매일|와요|왔)")
_ALONE: Final = "(?:홀로|혼자|함께|홀몸|독거)[ 가-힣]{0,12}|(?:사는|거주하는|살던|거주하던)[ 가-힣]{1,12}"
_CALLED: Final = "[가-힣○*●] ?[씨님옹]|어르신|할머니|할아버지|아주머니|귀 ?하|모친|부친|노모"
_PERSON_BEFORE: Final = re.compile(
    rf"(?:{_ALONE}) ?(?:[0-9]{{1,2}}대)?[(:,] ?\Z"
    r"|전입세대[ 가-힣]{0,8}[:(] ?\Z|(?:[가-힣]{2}|피해|대상) ?(?:가구|세대|가정)(?:는|은)? ?[:(] ?\Z"
    r"|[가-힣○*A-Z] ?\((?:[남여]|[0-9]{1,2}세?)(?:[,·/] ?(?:[남여]|[0-9]{1,2}세?))?[,·/] ?\Z"
    r"|(?:주민|이웃) ?[가-힣○*]{2,4} ?[(:] ?\Z|(?<![가-힣○*])[가-힣](?:○{1,3}|\*{1,3}|[○*][가-힣])(?: ?[(\[/,|:] ?| )\Z"
    rf"|(?:{_CALLED})[의네]?(?: ?(?:댁|집|자택))?(?: ?\([^()\n]{{1,12}}\))?(?: ?[(:,·/|\n]{{1,2}}|(?<=[댁집택])) ?\Z"
    rf"|(?:{_CALLED})의 \Z"
)
_PERSON_LEAD: Final = re.compile(
    rf" ?[의네]? ?(?:댁|집|자택|세대|가구|가정)?(?: ?[(:,] ?|(?<=[댁집택]) )"
    rf"|[ :]{{1,3}}[{SURNAMES}](?:[{GIVEN}]{{1,2}}|[○*Oo]{{1,2}})[ ,(/|\n]{{1,3}}"
)
# What of it is done at the office: there too such words stand before an address.
_AT_OFFICE: Final = re.compile("상담|신고|배부|열람|가게|창구|교육|처:|캠페인|방법|대책")
_MATTER: Final = patterns.cue(homes.HOME_MATTER)
# The last letters of all such words, and of what follows those for a person: asked first, most have none.
_LAST_OF_HOME: Final = frozenset("편기배주간달송문던집댁택가정방지곳소데네주상은는이인으로신한온간갈올경정전")
_LAST_OF_PERSON: Final = frozenset("([:,·/|\n댁집택○*의")
# Between whoever a letter goes to and the address.
_POSTAL_CODE: Final = re.compile(r"(?<=[(\n ])\(?(?:우\)? ?)?[0-9]{5}\)? \Z")
_REACH: Final = 56


def may_be_told(reading: Reading, number: int) -> bool:
    """Say whether it is worth asking what stands before the address that has its number there."""
    signs = reading.signs
    return (
        Sign.HOME_MATTER in signs
        or (Sign.KIN in signs and reading.signed(number, Sign.KIN, within=_REACH))
        or (Sign.LIVED_IN in signs and reading.signed(number, Sign.LIVED_IN, within=_REACH))
        or (Label.PERSON in reading.labels and reading.announced(number, Label.PERSON, within=_REACH))
        or (Sign.PERSON in signs and reading.signed(number, Sign.PERSON, within=_REACH))
        or (Sign.HONORIFIC in signs and reading.signed(number, Sign.HONORIFIC, within=_REACH))
    )


def is_lived_at(reading: Reading, start: int, end: int) -> bool:
    """Say whether the words beside an address say that it is a home."""
    if lives_behind(reading, end) or _CALLED_AT.match(reading.text, end):
        return True
    before = reading.before(start, 40)
    if (_OWN_BEFORE.search(before) and _OWN_AFTER.search(reading.text, max(start, end - _HOUSE), end + _HOUSE)) or (
        _I_BEFORE.search(before) and _I_AFTER.match(reading.text, end)
    ):
        return True
    if before.rstrip(" :([,-)\n")[-1:] not in _LAST_OF_HOME or _AROUND.match(reading.text, end):
        return False
    return bool(_HOME_BEFORE.search(before))


def lives_behind(reading: Reading, end: int) -> bool:
    """Say whether the words right behind an address say that somebody lives there."""
    return bool(_LIVES_AFTER.match(reading.text, end) or _BEFALLEN.match(reading.text, end))


def follows_person(reading: Reading, start: int) -> bool:
    """Say whether somebody is named or spoken of right before an address: 김○○ 어르신(나래로 12)."""
    end = reading.last_end(start, Label.PERSON, within=10)
    if end is not None and _PERSON_LEAD.fullmatch(reading.text, end, start):
        return not PLACE.search(reading.text, end, start)
    before = _POSTAL_CODE.sub("", reading.before(start, 30))
    person = _PERSON_BEFORE.search(before) if before.rstrip(" ")[-1:] in _LAST_OF_PERSON else None
    return person is not None and not PLACE.search(person[0])


def is_home_matter(before: str, after: str) -> bool:
    """Say whether the line of an address, before and behind it, tells of what offices do for people at home."""
    return bool(_MATTER.search(before) or _MATTER.search(after)) and not _AT_OFFICE.search(f"{before}\0{after}")
