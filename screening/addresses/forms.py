"""The parts of Korean home addresses: roads and lots, the towns before them, the flats behind them.

The forms are those of the Road Name Address Act (마당로12길 3, 101동 1203호) and the older ones of lots (나래동 산
12-3번지), villages (나래리 3통 2반) and houses by name (한빛빌라 가동 B101호). All patterns are bounded.
"""

import re
from typing import Final

from screening.words import places
from screening.words.places import DISTRICTS, HOUSES, STAYS, UNTITLED

PROVINCE: Final = f"{places.REGIONS}|(?:충청|전라|경상|평안|함경)[북남]|황해"
# A road may have branches, and their number be covered: 마당로 12번길, 마당로 ** 길.
_BRANCH: Final = (
    r"[0-9*○●×Xx]{1,4}(?:\n {0,24}[0-9]{1,3})? ?"
    r"(?:번안|번?[가나다라마바사아자차카타파하]|번)? ?길"
)
STREET: Final = re.compile(
    rf"(?:(?:[0-9]{{1,2}}[·.][0-9]{{1,2}})?[가-힣][가-힣0-9·]{{0,17}}[{places.ROAD_ENDINGS}]"
    rf"|[○*●]{{2,4}}[로길동리]"
    rf"|(?:[가-힣]|[○*●]{{2,3}})[가-힣0-9·]{{0,13}}[로길](?: ?|\n {{0,24}}){_BRANCH}"
    # A road with a number behind a name or a hamlet: 나래리 솔마을 3길, 누리구 나래 2로.
    r"|(?<=[시군구읍면동리] )[가-힣]{1,7} [0-9]{1,3}(?:(?:번|[가-하])?길|로)"
    # Broken inside by the end of a line, which only the town before it tells.
    rf"|(?<=[시군구읍면] )[가-힣]{{1,8}}\n[가-힣]{{0,4}}[{places.ROAD_ENDINGS}]"
    r"|(?:[가-힣]{1,6}[동로] )?[0-9]가)(?:[ \n]{0,2}산)?[ \n]{0,4}\Z"
)
# A branch of a road, which nothing else is written like.
BRANCHED: Final = re.compile(rf"[로길](?: ?|\n {{0,24}}){_BRANCH}")
LONGEST_STREET: Final = 40
# Looked for backwards from a road, so nearly every place is none: what it can hold is asked first.
TOWN: Final = re.compile(
    rf"(?=[가-힣一-鿿0-9, \n○*●]*+\Z)(?=[가-힣○*●]|\Z)(?:(?:{PROVINCE})(?:{places.REGION_TITLES})?,?[ \n]{{0,4}}"
    rf"(?:[가-힣]{{2}} )?|(?:(?:{UNTITLED}) ){{1,2}})?"
    rf"(?:(?!가구 )(?:[가-힣]{{1,5}}|[○*●]{{1,3}})[시군구],?[ \n]{{1,4}}){{0,2}}"
    r"(?:(?:[가-힣]{1,6}[0-9]{0,2}|[○*●]{1,3})[읍면동리가][ \n]{1,4}){0,2}\Z"
)
LONGEST_TOWN: Final = 42
# A town written together with its road: 누리구마당로.
GLUED_TOWN: Final = re.compile(r"[가-힣]{1,6}[시군구][가-힣]{1,12}[로길동리]")

# The last figures may be covered: 마당로 12*.
LOT: Final = (
    r"[0-9]{1,5}(?:[Xx]{1,4}(?![A-Za-z])|[*○●]{0,4})"
    r"(?:\n?-(?:\n {0,16})?(?!0[0-9])[0-9*○●Xx]{1,4}|(?: ?번지|-)?의 ?[0-9]{1,4}(?: ?호)?)?"
    r"(?![0-9]|:(?! ?[가-힣])|,[0-9]00(?![0-9동호])|\.(?: ?[0-9]|hwp|pdf|xls|doc|jpg|png|zip)|-[0-9]"
    r"|/[0-3]?[0-9] [0-9]{1,2}:)"
    r"(?: ?번지(?:의)?(?: ?[0-9]{1,4}호)?)?"
)
WARD: Final = (
    r"[0-9]{1,2}구(?![가-힣0-9])|[0-9]{1,3} ?통(?!장|나무|신|합|일|행|로|계|학|화)(?: ?[0-9]{1,2} ?반(?!장))?"
    r"|[0-9]{1,2} ?반(?:(?![가-힣])|(?=에 |에서 |의 |인데))"
)
# What is counted, not built (앞으로 3년, 종로 2가), and the branch of a road, whose house number is still to come.
_COUNTERS: Final = (
    r"(?:일|월(?!세)|년|명(?!의[자인])|건(?!물)|회(?!원)|차(?!상위)|개|원(?!룸)|%|층"
    r"|시(?!어머|아버|댁|부모|[가-힣]{1,4}(?:단지|마을))"
    r"|분(?!양)|대(?!문|상자|표자)|호|단계|학년|세(?!대[주원]|입자)|점(?!유)|위(?!층)|억|만|천|조(?![부모손])|항|가(?!-[0-9])|㎡|m|km|킬로|미터|센티"
    r"|(?:여|배)(?![가-힣])|마리|인(?!데|지요|가요)(?! (?!이|미만|초과|규모|분|승|정원|참|의|가구|기준)[가-힣]{2})"
    r"|부(?![가-힣])|쪽|필지|공구|블록|단지|번 ?출구"
    r"|(?:번안|번?[가나다라마바사아자차카타파하]|번 ?)?길|\n {0,24}[0-9]{1,4}(?:번|번안)길)"
)
# Behind a space they end a word there: 12 대를, not 12 대림빌.
_COUNTED: Final = (
    rf"(?!{_COUNTERS})(?:(?= [가-하]동,? ?[B지하]{{0,2}}[0-9]| [가나다라마바사]동(?![가-힣]| ?중))|(?! {_COUNTERS}"
    r"(?:[이가은는을를의에로와과도만]|간|째|당|부터|까지|이상|이하|미만|내외|정도|[소여동])?(?![가-힣])))"
)
_NAME: Final = (
    r"(?:(?: ?,)? ?\n?\(?[가-힣A-Za-z][가-힣A-Za-z0-9@]{1,13}(?: [0-9]{1,2}(?:차|단지))?\)?,?"
    r"|(?: ?,)?[ \n]?[0-9]{1,2}단지,?)"
)
GAP: Final = r" ?,?(?:[ \n]{0,2}|\n {2,40})"
BLOCK: Final = r"(?:제?[0-9][0-9*○●×Xx]{0,3}|[*○●]{1,4}|[가-하A-Z]|에이|비|씨) ?동"
# A figure of it may be a letter: 6O2호.
UNIT: Final = (
    r"제?(?:지하|지층|B)?[ -]?(?:[A-Z]-?)?(?:[0-9]{1,4}|[1-9][Oo0-9]{2})[*○●×Xx]{0,3} ?호"
    r"(?:실(?![가-힣]))?(?![선기점실])"
)
FLOOR: Final = r"(?:(?:지하|지상|B|제)? ?[0-9]{1,2} ?층(?: ?[좌우왼오][측쪽른]쪽?)?|지하층|옥상층)"
ENDS: Final = (
    r"(?!(?!(?:에|이[고며라요에시셨래신다]|입니|임|으로|거|까|부)[가-힣]?|예요"
    r"|(?:인|의|로|라|과|와|라고|라서|인데)(?![가-힣]))[가-힣])"
)
_NOTE: Final = r"(?: ?\((?!지번|도로명)[가-힣0-9, ·A-Za-z○*]{2,30}\))"
_FLAT: Final = (
    rf"(?:(?P<block>{GAP}{BLOCK}){GAP}(?:{FLOOR}{GAP})?(?:{UNIT}|[가-하] ?호(?![가-힣])|[*○●]{{1,4}} ?호)"
    rf"|(?P<unit>{GAP}(?:{FLOOR}{_NOTE}?,? ?)?(?:{UNIT}|B[0-9]{{2,3}}(?![-0-9A-Za-z가-힣])))"
    rf"|{GAP}(?P<pair>(?:[1-9][0-9]{{0,2}}|(?<![가-힣A-Za-z])[가-하A-Z]|(?<=[가-힣@A-Za-z] )[1-9][0-9]{{3}}"
    r"|(?<=, )(?!1[568])[1-9][0-9]{3}(?=-[0-9]{1,2}(?:0[1-9]|1[0-2])(?![0-9])))"
    r"(?:-|(?<=[0-9]{3})/(?=[0-9]{3}))[1-9][0-9]{2,3})(?![-0-9])"
    rf"|(?P<estate>{GAP}(?:[1-9][0-9]{{2,3}} ?동|[가나다라마바사A-Z]동)(?:{GAP}{FLOOR})?)(?! ?[0-9*○●×Xx]|[가-힣])"
    rf"|(?P<floor> ?,?[ \n]?{FLOOR}{ENDS}|,?[ \n]?(?:반지하|지하(?:(?! ?[가-힣0-9])|(?=입|에))|지층|옥탑방?){ENDS}))"
)
# Those of them that are told by the number of a flat alone; a 단지 has streets and works too.
_HOUSE_ALONE: Final = (
    "아파트|APT|빌라|맨션|맨숀|연립|다세대|원룸|오피스텔|고시원|고시텔|쉐어하우스|하이츠|캐슬|팰리스|빌(?!딩)|하우스"
)
TAIL: Final = re.compile(
    rf"(?:(?:{WARD})(?: {LOT}{_COUNTED})?|{LOT}{_COUNTED}(?:,? (?:{WARD}))?)"
    # Behind the signs that may stand there: what a flat, or the name before it, can begin with.
    r"(?:(?=[ ,\n-]{0,6}+[0-9가-힣A-Za-z(*○●])"
    rf"(?P<flat>{_NOTE}?(?:{_NAME}[ \n])?{_NAME}?{_FLAT}))?(?P<note>{_NOTE})?"
    r"(?P<village> [가-힣]{1,8}마을(?![가-힣])"
    r"| ?(?:(?:다가구|다세대|농가|전원)주택|단독(?:주택)?|(?<= )(?:주택|가옥|농가))(?![가-힣]{2})"
    rf"| ?[가-힣A-Za-z0-9]{{0,10}}(?:{_HOUSE_ALONE})(?![가-힣]))?"
    rf"(?:(?<=[택옥가실텔룸라]) {FLOOR}{ENDS})?(?: ?[가-힣]{{2,4}}집(?![가-힣]))?"
)

# The same with a covered number, and a flat left open behind it: 마당로 **, 101동 1203호.
COVERED: Final = re.compile(
    r"[로길동리](?P<number> ?[*○●]{1,5}(?:-?[*○●0-9]{1,4})?(?: ?번지)? ?)"
    rf"(?P<flat>{_NOTE}?(?:{_NAME} )?{_NAME}?(?:{_FLAT}|{GAP}{BLOCK}{GAP}[*○●]{{1,5}} ?호)){_NOTE}?"
)
NO_FLAT: Final = re.compile("[선기점]|실(?![에로 ,.)]|\\Z)")
# What stands before the number of a flat: the last letter of 동 or of such a house.
_LAST_LETTERS: Final = "동트T라션숀립대룸원텔스츠슬빌차숙관방촌사터소홈정집윗위랫래웃인이"


def may_be_flat(text: str, sign: int) -> bool:
    """Say whether the 호 at ``sign`` may be a flat's, before more is looked at: not that of 제2021-1234호."""
    before = text[max(0, sign - 10) : sign]
    before = before.rstrip("0123456789") if before[-1:].isdigit() else before[:-1]
    return before.rstrip(" ,(:\nB지하층반제0123456789")[-1:] in _LAST_LETTERS


FLAT_BEFORE: Final = re.compile(
    r"(?:(?P<name>(?:(?:(?:[LSG]H ?)?[가-힣A-Za-z0-9]{1,8}(?:마을|단지) ?)?"
    rf"[가-힣A-Za-z0-9]{{0,10}}(?:{HOUSES})[0-9]{{0,2}}(?:차|단지)?,?[ \n]{{0,2}})?)"
    r"(?<![0-9~∼-])(?:제?[0-9]{1,4}|[가나다라마바사A-Z]) ?동[ ,\n]{0,2}(?:[0-9]{1,2}층[ ,]{0,2})?"
    r"(?:제?(?:반?지하 ?|지층 ?|B)?[0-9]{1,4}|(?<=[가나다라마바사]동 )[가나다라마바사])"
    rf"|(?P<stay>[가-힣A-Za-z0-9]{{0,14}}(?:{STAYS})(?: ?[0-9가-하A-Z]{{1,2}}(?:관|동|병동))?,? ?)"
    r"(?:지하 ?|B)?[0-9]{1,4}"
    rf"|(?P<house>[가-힣A-Za-z0-9]{{1,10}} ?(?:{_HOUSE_ALONE})[0-9]{{0,2}}(?:차)?,? ?)(?:지하 ?|B)?[0-9]{{1,4}}) ?호\Z"
)

# As those of estates are numbered, and hardly the rooms of one body: three figures for the house and for the flat.
_NUMBERED: Final = re.compile(
    r"(?<![0-9])제?[1-9][0-9]{2,3} ?동[ ,\n]{0,42}(?:[0-9]{1,2}층[ ,]{0,2})?제?[1-9][0-9]{2,3}(?![0-9])"
)
PAIR: Final = r"[1-9][0-9]{2,3}[-/][1-9][0-9]{2,3}(?![-/0-9])"
PAIR_BEHIND: Final = re.compile(rf"[가-힣]{{1,6}} (?P<pair>{PAIR})(?: ?호)?")
NAME_BEFORE_PAIR: Final = re.compile(r"(?<![가-힣A-Za-z0-9])[가-힣A-Za-z0-9]{0,10}(?: [0-9]{1,2})?\Z")
# A block of an estate by its name, whose flat is not told: 나래아파트 101동.
ESTATE_BEFORE: Final = re.compile(
    r"(?P<name>(?:[가-힣A-Za-z0-9]{2,8} (?=아파트|[0-9]{1,2}단지))?[가-힣A-Za-z0-9]{0,10}"
    rf"(?:{HOUSES})[0-9]{{0,2}}(?: ?[0-9]{{1,2}}(?:차|단지))?,? ?)(?<![0-9~∼-])[1-9][0-9]{{2,3}} ?동\Z"
)
# What stands behind such a block where its flat is told, or where several are spoken of.
BEYOND_BLOCK: Final = re.compile(
    r"[ ,\n]{0,2}(?:제|B|지하)?[0-9*○●~∼-]|[ ,]{0,2}[가-하] ?호"
    r"|[ ,]{0,2}(?:전체|앞|뒤|옆|등|외|및|까지|부터|통장|반장|~)"
)
# A ward without its town: 8통 4반.
WARD_BEFORE: Final = re.compile(r"(?<![0-9A-Za-z])(?P<name>)[0-9]{1,3}통 ?[0-9]{1,2}반\Z")
# Who lives next to whom: only the flat is told.
NEXT_DOOR: Final = re.compile(
    r"(?:(?:[옆윗앞뒷]|우리 ?|저희 ?|제 ?)집|아랫집|이웃집?|[윗위]층|아[랫래]층|같은 ?동|(?<![가-힣])세대)(?:인|이)?"
    r"[ (:,]{1,3}(?P<flat>(?:B|지하 ?)?[0-9]{1,4} ?호)\Z"
)


# A flat by its number alone, and who lives there.
FLAT_ALONE: Final = re.compile("(?<![0-9가-힣A-Za-z-])[1-9][0-9]{2,3} ?호\\Z")
DWELLER_BEGINS: Final = frozenset(("에 ", "에사", "에살", "에거", " 할", " 어", " 아", " 입", " 거", " 세"))
DWELLER: Final = re.compile(
    "(?:에 ?(?:사는|사시는|살던|거주하)| (?:할머니|할아버지|어르신|아주머니|아저씨|입주민|거주자|세대주|세입자))"
)


def is_numbered(flat: str) -> bool:
    """Say whether ``flat`` has the numbers that the houses and flats of an estate have."""
    return bool(_NUMBERED.search(flat))


# No name of an estate: a word with a particle, what is said of people.
NO_ESTATE: Final = re.compile(
    "[은는이가을를의에로와과도만서며고인한된할던난및등씨님집층동]\\Z|세대|거주|주소|소재|민원|신고|가구|주민|현재|해당|이웃|어르신|지상|피해|가해"
    "|누수|소음|문의|대상|신청|입주|전입|독거|체납|자택|사는|우리|저희|건물|아파트|상가|본관|별관|호실|관리|승강기|점검|발생|요청|확인|방문"
)

# The town and the lot before a house, and one word that may be its name: 누리구 나래동 22번지, 누리시 나래동 새터.
NO_TOWN: Final = (
    "가구|다시|역시|즉시|반드시|일시|당시|수시|상시|혹시|잠시|동시|임시|필요시|누구|친구|요구|기구|도구|출구|입구"
)
NO_DISTRICT: Final = (
    "활동|운동|이동|행동|자동|작동|변동|감동|노동|공동|출동|아동|부동|가동|진동|충동|연동|기동|협동|[나다라마바사]동"
)
# What ends as a village or a township does.
NO_VILLAGE: Final = (
    "(?:[가-힣]{0,3}(?:관|처)리|(?:우|거|분|정|수|머|자|소|마|권|승|유|다|격|심|요|대|도|무|허|빨|멀|그|이|저|논|원|편|조|총|물|회|의)리"
    "|(?:전|측|반|화|장|방|정|표|지|국|당|직|대|안|수|하|되|가|오|보|이|라|으|다|려|니|자)면|[가-힣]{1,3}[하되으려]면)(?![가-힣])"
)
BEFORE_FLAT: Final = re.compile(
    rf"(?<![가-힣A-Za-z0-9])(?:(?:{PROVINCE})(?:{places.REGION_TITLES})?,? |(?!{NO_TOWN})[가-힣]{{1,5}}[시군구],? "
    rf"|(?:(?:{UNTITLED}|{DISTRICTS}) ){{1,2}}(?:[가-힣]{{2,4}} \Z)?"
    r"|[가-힣]{2,4}[0-9]?신도시 "
    rf"|(?!{NO_DISTRICT})[가-힣]{{1,4}}[0-9]?동 )"
    r"(?:[가-힣0-9]{1,7}[시군구읍면동리가로길],? |[가-힣]{2,4}(?:뉴타운|지구) ){0,4}"
    rf"(?:{LOT},? )?(?P<house>[가-힣A-Za-z0-9]{{2,12}}(?: [0-9]{{1,2}}(?:차|단지))?,? )?\Z"
)

# Between a word for an address and the address: signs, a note, a postal code.
LEADS: Final = re.compile(
    r"지?(?: ?(?:정정|변경|수정)(?! ?[전후])(?: [0-9]{1,2}번(?= ))?)?"
    r"(?:\([^()\n]{1,12}\))?(?:는|은|가|로|를|도|이)?(?: 각각?(?= ))?[ \t]*[:=|>→▶\])】」*-]*[ \t\n\"'“‘(\[|]*"
    r"(?:\(?우(?:편번호)?\)? ?[:.)]?)?(?:[(\[]?(?:[0-9]{5}|[0-9]{3}-[0-9]{3})[)\]]?)?[ ,\n]{0,3}"
    r"(?:(?:</?t[hdr][^<>\n]{0,20}>[ \n]{0,4}){1,4})?\Z"
)
LEAD_AHEAD: Final = re.compile(LEADS.pattern.removesuffix(r"\Z"))

# What stands behind a word for an address and has no number behind a road: a ward, a flat, a cellar, a house by name.
_WORD: Final = r"[가-힣A-Za-z0-9·-]{1,14}(?:\([가-힣A-Za-z0-9]{1,8}\))?"
TOLD: Final = re.compile(
    rf"(?P<place>(?:{_WORD}(?:,? {{1,2}}|(?<=[시군구읍면동리로길]),?\n)){{0,6}}?(?:[가-힣A-Za-z]{{1,10}}(?:{HOUSES}))?)"
    rf"(?P<number>{GAP}{BLOCK}{GAP}(?:{FLOOR}{GAP})?(?:{UNIT}|[가-하] ?호(?![가-힣]))|{GAP}{UNIT}|{WARD}"
    r"|지하 ?[0-9]{1,4}(?![0-9]|층)|[0-9]{1,4} ?호실(?![가-힣])|(?<=[리동] )[0-9]{1,5}(?:-[0-9]{1,4})? ?번지"
    rf"|(?<=마을 )[0-9]{{1,4}}(?:-[0-9]{{1,4}})?(?![0-9]| ?동){_COUNTED}"
    r"|(?<=[가-힣)] )[1-9][0-9]{2,3}[-/][1-9][0-9]{2,3}(?![-/0-9]))"
    rf"(?:{GAP}(?:{UNIT}|{FLOOR}{ENDS}))?"
)
# The flat before the house, and the road behind both: 101동 502호, 나래아파트, 누리구 마당로 12.
_WAY: Final = rf"(?:{_WORD},? ){{0,5}}{_WORD}(?<=[로길동리]) ?{LOT}{_COUNTED}"
_HOUSE: Final = rf"[가-힣A-Za-z0-9]{{0,10}}(?:{HOUSES})"
FLAT_FIRST: Final = re.compile(
    rf"(?:{BLOCK}{GAP})?{UNIT},?[ \n]{{1,2}}(?=[가-힣])(?:{_HOUSE},?[ \n]{{1,2}}{_WAY}|{_WAY}|{_HOUSE})"
)
# Of the cities that have districts, or half a million people.
_CITIES: Final = (
    "수원|성남|고양|용인|부천|안산|안양|남양주|화성|평택|의정부|시흥|파주"
    "|김포|광명|청주|천안|전주|포항|창원|김해|구미|원주"
)
# The lot of a district that is named without its ending: 누리 마당 123-4.
SHORT: Final = re.compile(
    rf"(?:(?:{PROVINCE})(?:{places.REGION_TITLES})?|(?:{_CITIES})시?|[가-힣]{{2,4}}[시군구]) "
    rf"(?:[가-힣]{{2,4}}[시군구]? )?[가-힣]{{1,4}}[0-9]?동? [0-9]{{1,4}}-[0-9]{{1,3}}(?![-0-9.]){_COUNTED}"
    rf"(?:번지)?(?P<flat>{_NAME}?{_FLAT})?"
)
# Its words broken inside: 누리 구 마당 로 12 - 3.
TORN: Final = re.compile(
    rf"(?:(?:{PROVINCE})|[가-힣]{{1,5}} ?[시군구] )[가-힣 ]{{0,6}} ?"
    rf"(?:(?:[가-힣]{{1,6}}[0-9]{{0,4}}|[0-9]{{1,4}} ?(?:번 ?)?길) {{1,2}}){{1,8}}(?<=[로길동리] )"
    rf"(?:[0-9](?: [0-9]){{1,3}}|[0-9]{{1,5}})(?: ?- ?[0-9]{{1,4}})?(?![0-9]){_COUNTED}(?: ?번지)?"
    rf"(?P<flat>{_NOTE}?{_NAME}?{_FLAT})?"
)
# Its number below, in a column that is set in: 누리구 마당로, and on the next line twelve spaces and 12.
SET_IN: Final = re.compile(
    rf"(?=[^\n]{{1,160}}\n {{3}})"  # most lines go on at the left
    rf"(?:{_WORD},? ){{1,5}}{_WORD}(?<=[로길동리]) ?\n {{3,40}}{LOT}{_COUNTED}(?P<flat>{_NOTE}?{_NAME}?{_FLAT})?"
)
# A village without a number: 누리군 나래면 마당리 새터마을, 누리군 나래면.
VILLAGE: Final = re.compile(
    rf"(?:(?:{PROVINCE})(?:{places.REGION_TITLES})?[ \n]{{1,2}})?"
    r"(?:[가-힣]{1,5}[시군구][ \n]{1,2}){1,2}[가-힣]{1,6}[0-9]?[읍면동]"
    r"(?P<village>[ \n]{1,2}[가-힣]{1,6}[0-9]?리)?(?: [가-힣]{1,8}마을)?(?=[ ]?(?:[\n,.()|\t/]|\Z)|에 |에서 |의 )"
)
# By what is around it, of somebody's home: 시장 골목 나래떡집 2층 옥탑, 마을회관 뒤 파란 대문집.
LANDMARK: Final = re.compile(
    r"(?=[가-힣0-9 ]{0,40}(?:옆|뒤|앞|밑|위|아래|건너|맞은편|골목|끝|지나|번째|입구|안쪽) )"
    r"(?:[가-힣0-9]{1,8} ){1,7}?[가-힣]{0,6}"
    rf"(?:옥탑방?|지붕(?: ?집)?|대문 ?집(?: 문간방)?|문간방|컨테이너|비닐하우스|움막|농막|집(?: 문간방)?){ENDS}"
)
# In Chinese characters.
HANJA: Final = re.compile(
    r"(?:[一-鿿]{2} )?(?:[一-鿿]{1,6}[道市郡區邑面洞里路街] ?){2,6}"
    r"(?:[0-9]{1,5}|[一二三四五六七八九十百千壹貳參拾]{1,8})(?:-[0-9]{1,4})?(?![0-9])(?: ?番地)?(?: ?[0-9]{1,4}號)?"
)
AREA: Final = re.compile(
    rf"(?:(?:{PROVINCE})(?:{places.REGION_TITLES})?|[가-힣]{{1,8}}(?:[시군구읍면동리로길]|마을))(?![가-힣])|{HOUSES}"
)
