"""What has the form of a person's name, in Hangul, Hanja and Latin letters, and which words of that form are none.

Nearly every Korean noun of three syllables begins like a family name, so the form says little. A word is no name where
the dictionary has it (안내판), where it is a noun and what nouns take behind them (조회 + 수, 공사 + 를), or where it
ends as verbs do (기재한). Given names that many people bear are believed before those endings: 서민지 is somebody.
"""

import re
from collections import Counter
from enum import IntEnum
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Final

from screening.addressforms import COUNTIES, DISTRICTS, UNTITLED
from screening.namewords import (
    COMMON_GIVEN,
    GIVEN,
    HANJA_SURNAMES,
    LONG_GIVEN,
    NATIVE,
    NOT_NAMES,
    RARE_SURNAMES,
    SURNAMES,
    TWO_LETTER_SURNAMES,
)
from screening.words import COUNTRIES

HONORIFIC: Final = "님|씨|氏|군|양"
PARTICLE: Final = (
    "께서는|께서|에게서|에게|에서|에도|으로부터|로부터|으로서|로서|이라고|라고|이라는|라는|이라며|라며|이었|였|인데|이며|이고|이나|이다|입니다|외|까지|부터|한테"
    "|이|가|은|는|을|를|의|에|와|과|도|만|로|께|랑"
)
POST: Final = (
    "의원|위원|과장|팀장|국장|실장|본부장|주무관|사무관|서기관|장관|차관|시장|구청장|군수|도지사|교수|의장|부의장"
    "|위원장"
)
# The end of a name in a text, and no official's post behind it.
# Or the next question of a form whose spaces are lost (성명홍길동생년월일).
STOP: Final = (
    rf"(?=(?:{HONORIFIC})?(?:{PARTICLE})?(?![가-힣*○●])|생년|주민|연락처|전화|성별|관계|주소"
    rf"|내용|체납|면허|차량|계좌|세대[원주]|접수|사유|금액|거주|나이|직업|전입|전출|신고|신청|지급|환급)"
    rf"(?! ?(?:{POST})(?![가-힣]{{3}}))"
)
_ONE: Final = f"[{SURNAMES}]"
_TWO: Final = "|".join(TWO_LETTER_SURNAMES)

WHOLE: Final = rf"(?:(?:{_TWO})[{GIVEN}]{{1,2}}|{_ONE}[{GIVEN}]{{2}})"
# One that is covered in part: 이○희, 박**, 최O수.
COVERED: Final = r"[가-힣](?:[○*●OoXx〇]{1,3}|[○*●OoXx〇][가-힣])"
ANY: Final = rf"(?:(?:{_TWO})[가-힣]{{1,2}}|{_ONE}[가-힣]{{2}})(?<![님씨])"
# 홍 길 동, not the first three letters of 정 보 제 공.
SPACED: Final = (
    rf"{_ONE} {{1,3}}[{GIVEN}] {{1,3}}[{GIVEN}](?![가-힣])"
    r"(?:(?= {1,3}(?:귀 ?하|[은는이가](?:\(|[ ,])))|(?! {1,3}[가-힣](?![가-힣])))"
)
SHORT: Final = rf"(?:(?:{_TWO}|{_ONE}) [{GIVEN}]{{2}}|{_ONE} {{0,3}}[{GIVEN}](?<!모))"  # 김모: one Kim
# Two letters that nothing else need speak for: with a family name that few nouns begin with.
SHORT_ALONE: Final = rf"[김이박최정강조윤장임한오서신권황안송류홍허노심배백문구남유][{GIVEN}](?<!모)"
# Of four syllables, behind one of the family: 김빛나라.
LONG: Final = rf"{_ONE}[{GIVEN}]{{3}}"
RARE: Final = rf"[{RARE_SURNAMES}][{GIVEN}]{{2}}"
# With any family name before it.
COMMON: Final = rf"[가-힣][{GIVEN}]{{2}}"
_LETTERS: Final = "A-Za-z\u00c0-\u024f\u1e00-\u1eff"
LATIN: Final = rf"[A-Z\u00c0-\u00de][{_LETTERS}'’-]+(?:,? [A-Z\u00c0-\u00de][{_LETTERS}'’.-]*){{1,4}}"
HAN: Final = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
HANJA: Final = rf"[{HANJA_SURNAMES}] ?[{HAN}](?: ?[{HAN}])?(?![{HAN}])"
_IN_HANJA: Final = re.compile(rf" ?[(\[](?P<name>[{HAN}]{{2,4}})[)\]]")
# Several words: 응우옌 티 란.
FOREIGN: Final = r"[가-힣]{1,6}(?: [가-힣]{1,6}){1,4}(?![가-힣*○●])"
_OTHER_SCRIPT: Final = (
    rf"[{HAN}\u3040-\u30ff]{{2,8}}|[{_LETTERS}'’.-]+(?:,? [{_LETTERS}'’.-]+){{1,4}}|[A-Z][a-z'’-]{{2,}}"
)
_KOREAN: Final = re.compile(WHOLE)
_APART: Final = re.compile(
    rf"{_ONE} {{1,3}}[가-힣] {{1,3}}[가-힣]|(?:{_TWO}|{_ONE}) [가-힣]{{2}}|{_ONE} {{1,3}}[가-힣]"
)
# What a cell that asks for a name can hold.
CELL: Final = re.compile(rf"(?:{ANY}|{SPACED}|{SHORT}|{LATIN}|{HANJA}|{FOREIGN}|{_OTHER_SCRIPT}|[가-힣]{{2,10}})")

_NOUNS_FILE: Final = Path(__file__).with_name("nouns.txt")
_LATIN_WORDS: Final = re.compile(
    r"\b(?:Name|Address|Date|Phone|Seoul|Korea|Sex|Male|Female|City|No|Tel|Inc|Corp|Co|Ltd|LLC|GmbH|University|School"
    r"|College|Center|Centre|Company|Office|Test|Sample|User|Admin|None|Null|Unknown|Total|N\.?A|API|App|Application"
    r"|Web|Google|Apple|Zoom|Open|Data|Services?|System|Online|Guide|Card|Pass|Point|Member|Program|Project|Mobile"
    r"|Smart|Play|Store|Care|Call|Day|Week|Festival|Expo|Forum|Award|Global|Digital|AI|IT|ICT|Plan|Report|Check|List"
    r"|Form|Free|Zone)\b",
    re.IGNORECASE,
)
_HANJA_WORDS: Final = re.compile("全[員部體]|金[額錢]|成年|明細|文書|元本|住所|姓名|權利|表示|車輛|高等|千萬")
# Particles and verb endings behind a noun, by whether it ends in a vowel: 이하은 is a name, 이하는 is not.
_BEHIND_VOWEL: Final = frozenset("는가를와로의도만에한할하해된될나며고든란")
_BEHIND_CONSONANT: Final = frozenset("은이을과로의도만에한할하해된될")
# What nouns take behind them to be another noun.
_SUFFIXES: Final = frozenset(
    "별수판서자망비장과률율용형성적화법권금일시품물소실원인회단증기지부국팀층세액령직급제학론업점관사생차선식집란표록함감력도대"
    "계체심안측내외전후상중하간당씩들뿐만량로길동구읍면리역교문터방객민형경맵값질년월층칸반술주진단청목명호분임조모복림천항포류종제석편률"
)
# What names do not end in, but nouns with a particle and verbs.
_FAMILIES: Final = frozenset((*SURNAMES, *TWO_LETTER_SURNAMES))
# The family names of nearly everybody; the rest begin more nouns than names.
_FREQUENT: Final = frozenset(SURNAMES[:70])
_RARE: Final = frozenset(RARE_SURNAMES) - _FAMILIES
_PREFIXES: Final = frozenset("신전고주부양남여유원반공현소명금국제선성방도구한민하상온단")
_NEVER_LAST: Final = frozenset("의을를다할됨될된함며던게께든한히여씩시으")
_HA: Final = frozenset("여고지자도며려기거게면는다였하")
# Syllables of foreign names that Korean ones do not have.
_FOREIGN_SYLLABLES: Final = frozenset(
    "응옌쩐팜쯔쑤샤샹쟝챠쥬쉬슈뤄뤼뤠웨웬쉐츠카키쿠케코타티투테토파피푸페포프트크드르브스즈흐후쟈췐쉰왕뜨꽝쭝릭킴맥잭존폴벤"
)
# What Korean loan words do not have either.
_FAR: Final = re.compile(
    "(?:모|노|예|코)프|리예[브바]|[가-힣](?:노|모|예)바(?![가-힣])"
    r"|(?:\A| )(?:응우옌|쩐|레|팜|호앙|황|후인|판|부이|보|당|도|호|응오|즈엉|리|다오|딘|도안|람|마이|까오)티[가-힣]"
    r"|(?:\A| )(?:응우옌|웬|응웬|쩐|팜|호앙|후인|부이|응오|즈엉|두엔|쯔엉|레|판|딘|도안)(?:반|티|응옥|득|꽝|민)"
    "[가-힣]"
    "|후지|모토|야마|무라|타나카|하시모|코바야|와타|사키(?![가-힣])|구치|마쓰|히로|유키|프라카|프라사|바하두|르마(?![가-힣])|타르(?![가-힣])"
    "|웨이|샤오|응우|응오|옌|쩐|쯔엉|쑤|쟝|뤄|쉐|췐|쉰|꽝|쭝|호앙|흐엉"
)
FAR_FIRST: Final = frozenset(
    """
    팜 레 부이 도안 모하메드 모하마드 무함마드 무하마드 압둘 압둘라 알리 아흐메드 하산 후세인 싱
    쿠마르 구룽 타파 산토스 크루즈 레예스 가르시아 로페즈 호세 마리아 존 제임스 마이클 데이비드
    로버트 윌리엄 토마스 피터 크리스 제니퍼 엘리자베스 에밀리 나탈리아 올가 이반 블라디미르
    수닐 라제시 라주 산토시 비샬 아닐 디팍 수레시 람 바하두르 타망 라마 셰르파 카트리 슈레스타 아디카리 샤르마
    파텔 후사인 이크발 우딘 라흐만 이슬람 초두리 아크타르 베굼 하크 페르난도 페레라 실바 위라 하나피 수하르토
    수카르노 세티아 프라세티요 아구스 유스프 이스마일 하미드 카림 아민 나디르 잠시드 루스탐 아지즈 술탄 바흐티야르
    딜쇼드 딜노자 굴노라 오이벡 자흔기르 카리모프 라히모프 이바노프 페트로프 솜차이 솜삭 쏨차이 쏨싹 분마 나롱
    아웅 텟 소팔 소피아 찬타 보파 스레이 바트바야르 뭉크 강볼드 오윤 사랑게렐 체렝 도르지 후안 카를로스 미겔
    루이스 안토니오 델라 리카르도 조셉 조지프 안젤라 안젤로 로사 카르멘 로드리고 왕웨이 리웨이
    세르게이 알렉산드르 알렉세이 드미트리 타티아나 스베틀라나 율리아 바트 간바트 엥흐 오트곤 뭉흐
    수레쉬 라메쉬 가네쉬 마헤쉬 디네쉬 프렘 크리슈나 비노드 산제이 아르준 딜립 프라딥 바트에르덴 바야르 에르덴
    엥흐바야르 간볼드 간바야르 뭉흐바트 오윤치멕 체체그 딜바르 딜도라 아지자 사파로바 카리모바 라히모바 굴바호르
    셰르조드 자수르 베크조드 마리셀 로즈마리 크리스티나 조안 제니 로웨나 마리벨 엘레나 나데즈다 옥사나 이리나 마리나
    예카테리나 알렉산드라 나디아 소카 찬나 썸낭 보레이 소피읍 쏨폰 나타폰 팟차리 아흐마드 무스타파 살림 나시르
    모하마드 아미르 알렉세이 니콜라이 안드레이 유리 빅토르 마리야 레베카 사만다 조나단 다니엘 브라이언 케빈 스티븐
    이자벨 밀러 스미스 존슨 브라운 윌슨 테일러 앤더슨 해리스 클라크 윌리엄스 로빈슨 미첼 로버츠 필립스 캠벨 에반스
    콜린스 스튜어트
    안젤리카 크리스토퍼 제레미 제프리 에밀리 노아 소피아 올리비아 로웰 로베르토 마르코 마테오 디에고 가브리엘
    라파엘 알레한드로 카밀라 이사벨라 발렌티나 알베르토 헥터 에드워드 헨리 조지 찰스 앤드류 앤서니 매튜 조슈아
    라이언 브랜든 저스틴 사무엘 벤자민 알렉산더 니콜라스 빈센트 에릭 스콧 그레고리 패트릭 리차드 리처드 조나스
    루카스 안토니오 제시카 애슐리 나탈리 스테파니 멜리사 미셸 안젤라 레이첼 에이미 캐서린 캐롤라인 빅토리아
    알렉시스 그레이스 바우티스타 이스마일로프 술타노바 아이굴 누르술탄 아자맛 바크트 굴미라 자밀라 사이다
    바호디르 잠쉬드 하타나카 타나카 다카하시 고바야시 요시다 야마다 사사키 마츠모토 이노우에 기무라 하야시
    시미즈 야마자키 이케다 하시모토 이시카와 오가와 후지타 오카다 하세가와 무라카미 곤도 사카모토 엔도 아오키
    후쿠다 왕리 왕팡 리밍 장웨이 장민 류양 천웨이 양리 자오 저우 쑨 주린 궈 뤄 솜퐁 나팟 위차이 프라윳 찻차이
    아웅산 뚜야 카잉 비렌드라 나렌드라 마노즈 산토쉬 라메스 딜리프 라즈 비카스 마니쉬 아미트 카말 키란 가냐
    난디니 프리야 안잘리 디팍 사티시
    이브라힘 유수프 오마르 파티마 아이샤 사토 스즈키 다나카 야마모토 와타나베 나카무라 첸
    """.split()
)
_COUNTRIES: Final = frozenset(COUNTRIES.split())
_NATIVE: Final = frozenset(NATIVE)
# How many of the given names that many people bear have a syllable in its place, and how many make it a likely one.
_OFTEN_FIRST: Final = Counter(given[0] for given in COMMON_GIVEN)
_OFTEN_LAST: Final = Counter(given[1] for given in COMMON_GIVEN)
_OFTEN: Final = 28
_PLACES: Final = frozenset("시구군동읍면도과팀")
_PLACE_ENDS: Final = frozenset("시군구읍면동")
_PARTICLE_ENDS: Final = frozenset("의은는을를가와과")
_NOT_FOREIGN_ENDS: Final = frozenset("의을은는에과청팀를")
_ALIKE: Final = 50_000


def _read_nouns() -> frozenset[str]:
    """Return the words of the dictionary, which are written as a syllable and what follows it in each."""
    lines = _NOUNS_FILE.read_text(encoding="utf-8").splitlines()
    listed = (line.split() for line in lines if not line.startswith("#"))
    return frozenset(first + rest for first, *rests in listed for rest in rests)


# Cities, counties and districts, with what they are.
_TOWNS: Final = frozenset(
    f"{town}{kind}"
    for towns, kind in ((UNTITLED, "시"), (COUNTIES, "군"), (DISTRICTS, "구"))
    for town in towns.split("|")
)
NOUNS: Final = _read_nouns() | NOT_NAMES | _TOWNS
_NOUN_PAIRS: Final = frozenset(first + second for noun in NOUNS for first, second in pairwise(noun))
_NEVER_FOREIGN: Final = frozenset("다고며게지면서의을는은를에과던된할한될함됨씨님들")


class Evidence(IntEnum):
    """What speaks for a name before its form does."""

    NEAR = 0  # it follows a word for a person, as a sentence may go on
    TOLD = 1  # a mark or a table says that a value follows such a word
    ASKED = 2  # the same, and the word asks for a name


@lru_cache(maxsize=_ALIKE)
def is_name(name: str, evidence: Evidence) -> bool:
    """Say whether what has the form of a name is none of the words that look like one.

    Where nothing announced a value, it may be a noun behind a prefix too (신기술).
    """
    if not "가" <= name[0] <= "힣":
        return not (_HANJA_WORDS.search(name) or _LATIN_WORDS.search(name))
    words = name.split(" ")
    if len(words) > 1 and not _APART.fullmatch(name):
        return evidence is not Evidence.NEAR and foreign_words(name, any_letters=evidence is Evidence.ASKED) == name
    return _is_korean_name("".join(words), evidence)


def _is_korean_name(name: str, evidence: Evidence) -> bool:
    if evidence is Evidence.ASKED and _KOREAN.fullmatch(name):
        place = name[-1] in _PLACE_ENDS and _OFTEN_FIRST[name[1]] < _OFTEN
        return name[1:] in COMMON_GIVEN or not (name in NOUNS or _has_particle(name) or place)
    family, given = (name[:2], name[2:]) if name[:2] in TWO_LETTER_SURNAMES else (name[0], name[1:])
    if name in (NOT_NAMES if len(name) == 2 and evidence is Evidence.ASKED else NOUNS):
        return False
    if len(given) > 2 or family not in _FAMILIES:
        return _is_rare_name(family, given, evidence)
    if len(given) == 1 or (given in COMMON_GIVEN and (evidence or not _reads_as_noun(family, given))):
        return True
    near = evidence is Evidence.NEAR
    by_form = near and (not _NATIVE.isdisjoint(given) or (family in _PREFIXES and given in NOUNS))
    return not (by_form or is_inflected(name))


def _is_rare_name(family: str, given: str, evidence: Evidence) -> bool:
    """Say whether a name with a given name of three syllables or a family name of few bearers is one."""
    name, asked = family + given, evidence is Evidence.ASKED
    if len(given) == 3 and family in _FAMILIES and (given[:2] in COMMON_GIVEN or given[:2] in LONG_GIVEN):
        return bool(evidence) or name[:2] not in NOUNS
    if given in COMMON_GIVEN and (asked or family in _RARE) and not is_inflected(name):
        return bool(evidence) or name[:2] not in NOUNS
    return asked and _sounds_foreign(name)


def _has_particle(word: str) -> bool:
    """Say whether a word is a noun with a particle; a suffix is no sign where a name is asked for."""
    last, stem = word[-1], word[:-1]
    return stem in NOUNS and (last in "의을를" or is_ending(last, behind=stem[-1]))


def _reads_as_noun(family: str, given: str) -> bool:
    """Say whether a name that could be anybody's is more likely a noun: 추진하(고), 동반석."""
    stem = family + given[0]
    return stem in NOUNS if given[-1] == "하" else stem in NOT_NAMES and family not in _FREQUENT


def _sounds_foreign(word: str) -> bool:
    return not _FOREIGN_SYLLABLES.isdisjoint(word) and word[-1] not in _NOT_FOREIGN_ENDS


def is_inflected(word: str) -> bool:
    """Say whether a word is a noun with an ending, or a verb."""
    last, stem = word[-1], word[:-1]
    if last in _NEVER_LAST or (stem[-1] == "하" and last in _HA):
        return True
    if last == "군":
        return stem in NOT_NAMES
    return stem in NOUNS and (last in _SUFFIXES or is_ending(last, behind=stem[-1]))


def is_suffixed(word: str) -> bool:
    """Say whether a word ends as nouns do that are made of others: 보호법."""
    return word[-1] in _SUFFIXES


def _is_foreign(word: str) -> bool:
    """Say whether a word of Hangul may be a part of a foreign name: it is no noun, nor one with an ending."""
    if word in FAR_FIRST:
        return True
    inflected = len(word) > 2 and word[:-1] in NOUNS and is_ending(word[-1], behind=word[-2])
    place = len(word) > 2 and word[-1] in _PLACES
    return not (
        word in NOUNS or word in _COUNTRIES or word in "씨님" or word[-1] in _NOT_FOREIGN_ENDS or inflected or place
    )


def _without_particle(word: str) -> str:
    """Return a word of three syllables and more without the particle that it ends in; nothing where it has none."""
    return word[:-1] if len(word) > 2 and word[-1] in _PARTICLE_ENDS else ""


def is_common(name: str, *, alone: bool = False, evidence: Evidence = Evidence.NEAR) -> bool:
    """Say whether many people bear the given name, so that nothing else need speak for it.

    Where nothing parts it from what is before it (``alone``), it must not begin as a noun does.
    """
    name = name.replace(" ", "")
    family = 2 if name[:2] in TWO_LETTER_SURNAMES else 1
    given = name[family:] in COMMON_GIVEN or (family == 2 and len(name) == 3)
    known = given and name[:family] in _FAMILIES and is_name(name, evidence)
    return known and not (alone and name[:2] in NOUNS)


def is_likely(name: str) -> bool:
    """Say whether one syllable of the given name stands where many names have it, and the word is none."""
    given = name[1:]
    often = len(given) == 2 and _OFTEN_FIRST[given[0]] + _OFTEN_LAST[given[1]] >= _OFTEN
    return is_common(name) or (often and name[0] in _FAMILIES and is_name(name, Evidence.NEAR))


def foreign_words(name: str, *, any_letters: bool) -> str:
    """Return how much of several words is a foreign name; nothing where it is none.

    Without ``any_letters`` it must have syllables that Korean words do not have.
    """
    words = name.split(" ")
    far = words[0] in FAR_FIRST
    parts = (_is_foreign(word) or (far and len(word) == 1) for word in words)
    count = next((place for place, part in enumerate(parts) if not part), len(words))
    if 0 < count < len(words) and (last := _without_particle(words[count])) and _is_foreign(last):
        words[count] = last
        count += 1
    found = " ".join(words[:count])
    korean = is_korean(words[0]) and not far
    sounds = not _FOREIGN_SYLLABLES.isdisjoint("".join(words[korean:count]))
    # 구 분 is a heading
    written = any_letters and not korean and (far or len(found) >= 2 * count)
    return found if count > 1 and (sounds or written) else ""


def foreign_name(name: str) -> str:
    """Return how much of one or several words is a foreign name that no mark announces; nothing where it is none."""
    first, _, rest = name.partition(" ")
    if first in _FAMILIES and (given := rest.partition(" ")[0]) in FAR_FIRST:  # 김 마이클
        return f"{first} {given}"
    if len(first) > 3 and first[0] in _FAMILIES and first[1:] in FAR_FIRST:
        return first
    known = first in FAR_FIRST
    if not (known or _FAR.search(name)):
        return ""
    if " " not in name:
        name = _without_particle(name) or name
        return name if name not in NOUNS and name[-1] not in _NOT_FOREIGN_ENDS else ""
    words = foreign_words(name, any_letters=known).split(" ")
    while len(words) > 1 and len(words[-1]) > 4 and not is_strange(words[-1]):  # 쩐티마이 한국어교육
        words.pop()
    return " ".join(words) if len(words) > 1 else foreign_name(name.partition(" ")[0])


@lru_cache(maxsize=_ALIKE)
def is_strange(word: str) -> bool:
    """Say whether a word sounds foreign: most pairs of its syllables stand in no Korean noun, and no verb ends so."""
    if word in FAR_FIRST:
        return True
    unknown = sum(first + second not in _NOUN_PAIRS for first, second in pairwise(word))
    return len(word) > 2 and 2 * unknown >= len(word) - 1 and word not in NOUNS and word[-1] not in _NEVER_FOREIGN


def strange_words(words: str) -> str:
    """Return how much of one or several words of Hangul is a name from abroad, where one is expected."""
    found: list[str] = []
    for word in words.split(" "):
        name = _without_particle(word) or word
        if not (is_strange(name) or (found and len(name) <= 3 and name not in NOUNS and _is_foreign(name))):
            break
        found.append(name)
        if name != word:
            break
    return " ".join(found)


def is_korean(word: str) -> bool:
    """Say whether a word by itself is a Korean name of three syllables or more."""
    return len(word) > 2 and _KOREAN.fullmatch(word) is not None


def is_ending(letter: str, *, behind: str) -> bool:
    """Say whether ``letter`` can be a particle or a verb ending behind a noun that ends in ``behind``."""
    open_syllable = (ord(behind) - ord("가")) % 28 == 0
    return letter in (_BEHIND_VOWEL if open_syllable else _BEHIND_CONSONANT)


def in_hanja(text: str, end: int) -> tuple[int, int] | None:
    """Return where the same name stands in Hanja, in brackets behind the one that ends there."""
    if text[end : end + 1] not in (" ", "(", "["):
        return None
    hanja = _IN_HANJA.match(text, end)
    return hanja.span("name") if hanja else None
