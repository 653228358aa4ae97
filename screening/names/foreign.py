"""Names from abroad in Hangul: those that are known, and those whose syllables stand in no Korean noun."""

import re
from functools import lru_cache
from itertools import pairwise
from typing import Final

from screening.names.shapes import is_korean
from screening.words.namewords import SURNAMES, TWO_LETTER_SURNAMES
from screening.words.nouns import NOUNS, is_ending
from screening.words.persons import COUNTRIES

# What names do not end in, but nouns with a particle and verbs.
_FAMILIES: Final = frozenset((*SURNAMES, *TWO_LETTER_SURNAMES))
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
    타티야나 나탈리야 율리야
    이고르 보리스 데니스 막심 비탈리 아나톨리 루슬란 티무르 아르투르 스타니슬라프 예브게니 발레리 겐나디 올레그
    파벨 타마라 타미나 갈리나 류드밀라 발렌티나 라리사 엘비라 잔나 아델리나 카리나 사비나 알리나 마르가리타 베로니카
    자리나 밀라나 다리나 알비나 루드밀라 비올레타 응우옌 응웬 쩐 호앙 후인 응오 즈엉 쯔엉 브엉 까오 후앙 페드로
    파블로 세르히오 라몬 로베르타 노르마 아날린 제니린 조슬린 마이린 로잘린 크리스티안 로드리게스 멘도사 델라크루즈
    라만 아딜 셰이크 호사인 라흐마트 술레이만 유누스 자파르 샤히드 이므란 임란 나딤 와심 비말 라메쉬 우메쉬 비쉬누
    머누 서밀라 락스미 그레이엄 셰인 카일 타일러 딜런 메이슨 에이든
    브리트니 킴벌리 바바라 수전 캐런 요시다 겐지 켄지 다이스케 쇼타 아야카 미유키 나오미 게이코
    샤오밍 천밍 장리 이스모일로프 유수포프 나자로프 라흐모노프
    도널드 로널드 베이커 오코너 오브라이언 머피 켈리 라제쉬 라케쉬 무케쉬 산딥 만딥 우즈마노프 루스타모프 투르수노프
    압둘라예프 뚜언 뚜안 뚜이 하루코 아키코 요코 시게코 히로코 하라다 미야지마 오노 모리타
    조안나 안젤리나 엘리자베타 엘리자베트 엘리나 엘레오노라 카트리나 카테리나 캐서린 율리안나 이반나 안나 한나리
    리디아 소냐 니나 리나 디나 라나
    사샤 미샤 마샤 다샤 나스탸 아나스타시야 아나스타샤 크세니아 크세니야 갈리야 라일라 딜라프루즈 나르기자 나르기즈
    굴바하르 자흐로 무니라 카몰라 셰르존
    아흐로르 아크말 자파르 오타벡 울루그벡 잠시드벡 이슬롬 아브두라흐몬 아브두라흐만 아지즈벡 바흐티요르 베크조드
    누르벡 누르잔 아이누르 아이게림 아이다나 쿠안
    수리야 데위 데비 푸트리 누르하야티 인드라 위자야 위보워 위도도 수산토 수산티 와휴디 라흐마와티 유디 헨드라 리즈키
    푸자 마야 아샤 아스미타 사비타 수니타 아니타 사리타 라이 림부 라마 구룽 마가르 타루 네팔리 비스타 수브라마냠
    크리슈난 레디 나이르
    렝 다라 스레이 모이 소반나 체아 쏙 쏨 헹 비볼 피셋 라타나 찬다라 쏘피읍 소카 찬타라
    뭉크바야르 뭉흐바야르 아마르사나 아마르바야르 에르덴바트 에르덴바야르 바트에르덴 바트오치르 간치멕 간톨가 냠도르지
    오트곤바야르 볼로르 볼로르마 사란 사란게렐 체첵 뭉흐체첵
    하타 호사카 야나기 사쿠라이 미사키 유미 유키코 아키라 하나코 후미코 사치코 에이코 마사코 요시코 노리코 미치코
    유카리 유카 에리 에리카 마유미 아유미 쿠미코 시게루 사토시 히데오
    마크 카림 하칸 압둘카림 라힘 라시드 파룩 사이푸르 라피쿨 자히드 사미르 카시프 비랄 우스만 우마르 자이납 카디자
    아미나 필립 로렌스 도널드슨 올리버 해리 릴리 클로이
    뚜야 카우 뚜야카우 민뚜 아웅 라잉 니로샨 차민다 수랑가 라산타 프라디프 아누라다 위제싱하
    쏨밧 솜밧 아누쏜 수파폰 피야 완나 티다 캄라 분미
    이브라힘 유수프 오마르 파티마 아이샤 사토 스즈키 다나카 야마모토 와타나베 나카무라 첸
    """.split()
)
_PARTICLE: Final = "은|는|이|가|을|를|의|과|와|도|에게|씨|님|입니다|이에요|예요"
# Family names of nearly all whose grandparents came from Korea, behind a given name of the country.
_OF_KOREANS: Final = re.compile(f"[{SURNAMES[:70]}림리](?=(?:{_PARTICLE})?(?![가-힣]))(?! [가-힣](?![가-힣씨님]))")
_COUNTRIES: Final = frozenset(COUNTRIES.split())
_PLACES: Final = frozenset("시구군동읍면도과팀")
_PARTICLE_ENDS: Final = frozenset("의은는을를가와과")
_NOT_FOREIGN_ENDS: Final = frozenset("의을은는에과청팀를")
_SAID_OF: Final = ("입니다", "이에요", "예요", "이라고", "라고", "이고요")
_ALIKE: Final = 50_000
_NOUN_PAIRS: Final = frozenset(first + second for noun in NOUNS for first, second in pairwise(noun))
_NEVER_FOREIGN: Final = frozenset("다고며게지면서의을는은를에과던된할한될함됨씨님들")


def sounds_foreign(word: str) -> bool:
    return not _FOREIGN_SYLLABLES.isdisjoint(word) and word[-1] not in _NOT_FOREIGN_ENDS


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
    for said in _SAID_OF:
        if len(word) > len(said) + 1 and word.endswith(said):
            return word[: -len(said)]
    return word[:-1] if len(word) > 2 and word[-1] in _PARTICLE_ENDS else ""


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
    written = (any_letters or far) and not korean and (far or len(found) >= 2 * count)
    return found if count > 1 and (sounds or written) else ""


def foreign_name(name: str) -> str:
    """Return how much of one or several words is a foreign name that no mark announces; nothing where it is none."""
    first, _, rest = name.partition(" ")
    if first in FAR_FIRST and (family := _OF_KOREANS.match(rest)):  # 올가 최
        return f"{first} {family[0]}"
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
