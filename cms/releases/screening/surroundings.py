"""What stands around a name and says whose it is, in points: for a citizen's, or that it is an official's or artist's.

Each row has the points of a sign and what it looks like. Of those right before a name the first that is there counts,
of those right behind it too. The strongest stand first.
"""

import re
from itertools import groupby
from operator import itemgetter
from typing import Final

from cms.releases.screening import words
from cms.releases.screening.nameforms import HAN, POST

_Rows = tuple[tuple[int, re.Pattern[str]], ...]


def _rows(*rows: tuple[int, str]) -> _Rows:
    """Return one pattern for all signs of as many points, which is what makes asking them cheap."""
    return tuple(
        (points, re.compile("|".join(f"(?:{pattern})" for _, pattern in signs)))
        for points, signs in groupby(rows, key=itemgetter(0))
    )


def _any(listed: str) -> str:
    """Return a pattern of words separated by spaces, in which ``_`` stands for one."""
    return "|".join(listed.split()).replace("_", " ")


# Who somebody is to the one who writes: 남편 홍길동이 해고되었습니다.
KIN: Final = (
    "(?:시|친|외|큰|작은|막내|장|양|새|의붓)?(?:"
    + _any(
        """남편 아내 딸 아들 어머니 아버지 어머님 아버님 할머니 할아버지 조모 조부 손자 손녀 동생 누나 언니 오빠
        형 삼촌 이모 고모 장모 장인 사위 며느리 조카 배우자 부친 모친 계부 계모 양부 양모 엄마 아빠 자녀 친구
        형제 자매 남매 쌍둥이 부인 약혼자 동거인 아이 아기 이웃 옆집 윗집 아랫집 앞집"""
    )
    + ")"
)
# What befell somebody or what he does, before his name: 숨진 홍길동.
_STATE: Final = _any(
    """숨진 다친 죽은 사망한 부상한 부상당한 실종된 구조된 체포된 구속된 입원한 입원_중인 추락한 쓰러진 입건된
    검거된 이송된 격리된 확진된 발견된 가출한 퇴원한 해고된 해고당한 적발된 폭행당한 폭행한 피해를_입은 도주한
    학대받은 고립된 낙상한 사고를_당한 화상을_입은 사는 살던 살고_있는 거주하는 거주하던 거주_중인 재학_중인
    다니는 근무_중이던 작업_중이던 작업하던 일하던 귀가하던 운전하던 신고한 목격한 제보한 신청한 접수한 제출한
    주장하는 호소하는 요청한 문의한"""
)
# Who somebody is to the document, in one word; but those whose names are public.
_ROLE: Final = (
    rf"(?<![가-힣])(?![가-힣]{{0,6}}(?:{words.alternatives(words.PUBLIC_ROLES)})(?![가-힣]{{2}}))[가-힣]{{0,8}}?(?:"
    + _any(
        """자 인 생 민 객 주 녀 모 부 님 아동 환자 회원 기사 청년 소년 여성 남성 대상 가구 세대 가장 청소년 농가
        선원 단원 조합원 종업원 경비원 미화원 소외 화교"""
    )
    + ")(?:명|측|들)?"
)
_CITIZEN: Final = rf"(?<![가-힣])(?:{words.alternatives(words.CITIZEN)})(?:명|측)?(?:은|는|인|이)?"
_MARK: Final = r" ?[:;(\[「\"'“‘=|→·ㆍ-] ?"
AHEAD: Final = _rows(
    (4, r"(?:제|내) ?(?:이름|성함|성명)은 \Z|(?<![가-힣])(?:저|본인|나)(?:는|은|인)? \Z|이름이 \Z"),
    (4, r"(?:실명|본명|한국명|개명 ?[전후])[:은 ]{1,2}\Z|[A-Z] ?씨 ?\(\Z|[父母夫妻子女] ?\Z"),
    (5, r"(?:성 ?명|이 ?름|성함) ?: ?\Z"),
    (4, r"(?:성 ?명|이 ?름|성함|서명)[은이]? ?[:=(|\n\t -]{1,3}\Z"),
    (3, rf"(?<![가-힣]){KIN}(?:인|이신|이자|은|는|이|가|의|과|와|도|께서)?[ :(,]{{1,3}}\Z"),
    (3, r"의 [모부처자녀] \Z"),
    (3, r"(?<![가-힣])(?:작성자|글쓴이|게시자|연고자|주인)[ :|]{1,3}\Z"),
    (3, rf"(?<![가-힣])(?:{_STATE}) \Z"),
    (3, r"(?<![가-힣])(?:(?:시|주|구|군|도|면|읍|농|어)민|원아|어르신) {1,2}\Z"),
    (3, rf"{_CITIZEN}(?:{_MARK}| {{1,3}}|\t)\Z"),
    (3, rf"{_ROLE}(?:{_MARK}|\t)\Z"),
    (2, rf"{_ROLE}(?:은|는|인|이|가|였던)? {{1,3}}\Z"),
    (2, r"(?:분실|파손|훼손|위반|체납|미납|연체|사망|사고|환불|미수령) \Z"),
    (2, r"[0-9](?:반|위|번|통|등|순위) ?[:.]? ?\Z"),
    (2, r"(?:대상|명단|명부|선발|선정|합격|당첨|추첨|배정|변경 ?[전후])[은이]? ?[:=(|\t\n -]{1,3}\Z"),
    (1, r"(?:\A|\n)[| ]{0,2}[0-9]{1,4}[.)]?[ |]{1,3}\Z|[(\[↔/:] ?\Z"),
    (1, r"(?:[①-⑳]|(?<![0-9가-힣])\(?(?:[0-9]{1,3}|[가-하])[.)]|[-•·○□※*▶▷]) ?\Z"),
)

DECISIVE: Final = 8
_HOLD: Final = "(?:은|는|이|가|을|를|의|와|과|도|께|께서|에게|네|댁)?(?![가-힣])"
_PEOPLE: Final = _any(
    """할머니 할아버지 어르신 아줌마 아주머니 아저씨 학부모 고객 환자 학생 아동 어린이 선생님께 여사 모녀 부부
    일가 유족 가족 가구 세대 보호자 민원인 회원 입주민 모친 부친 소유 명의"""
)
_OWNED: Final = _any(
    """모 부 처 딸 아들 남편 아내 배우자 부모 자녀 가족 유족 상속 보호자 후견 법정대리 어머니 아버지 할머니
    할아버지 주소 연락처 계좌 휴대 집 신원 진술 주장 학부모 담임 시신 명의 동의 세대 지분 대리 땅 토지 차량 사망
    이름 진단 병 상태 급여 예금 재산 보험 통장 이의 우편물 체납 부동산 전입 국적 개명 신분 자격 한우 채무"""
)
_DONE_TO: Final = _any("상대로 찾습니다 찾고 때 밀 폭행 면담 소환 체포 입건 구조 이송 학대 상담 방문")
_DOES: Final = _any(
    """호소 진술 다쳤 다쳐 다치 주장 때렸 때려 울 입원 부인 사망 숨졌 숨져 밀었 맞았 넘어 말했 말하 말함 아프
    살고 이사 거부 반대 요청 신청 출생 태어 거주 확진 퇴원 구속 도주 입건 쓰러 실종 가출 항의 무단 제기 제출 설치"""
)
_AGE: Final = r"(?:만 ?)?[0-9]{1,3} ?(?:세|살)"
_ILL: Final = _any("당뇨 혈압 암 증 병 염 부전 장애 골절 치매")
_DATE: Final = r"(?:19|20)[0-9]{2}[-.] ?[0-9]{1,2}[-.]|(?:19|20)[0-9]{2}년 ?[0-9]{1,2}월|[0-9]{6}(?:-|(?![0-9]))"
_TELEPHONE: Final = r"0?1[016789][-. )]?[0-9*○]{3,4}[-. ]?[0-9*○]{2}"
# What only people have behind their names, in brackets or parted by a sign.
_CLASS: Final = r"(?:유|초|중|고|대)(?:등)?(?:학교)? ?[1-6](?:학년)?|[1-6]학년|[0-9]{1,2}-[0-9]{1,2}반"
BEHIND: Final = _rows(
    (
        DECISIVE,
        rf" ?\((?:만 ?)?[0-9]{{1,3}} ?(?:세|살)(?! 미만)[,·/ )]| ?\((?:남|여|男|女)[,·/ ] ?(?:만 ?)?[0-9]"
        rf"| ?\([0-9]{{1,3}}(?:세)? ?[,·/ ] ?[남여][,·/ )]| ?\((?:19|20)?[0-9]{{2}}년 ?생\)| ?\((?:{_CLASS})[,·/ )]"
        rf"| ?\({_DATE}| ?[,|\t/] ?(?:{_AGE} ?[,|\t/] ?[남여]|[남여] ?[,|\t/] ?{_AGE})(?![가-힣])",
    ),
    (
        4,
        r"(?:이?라고|이?란) ?(?:합니다|하는|해요|불리|소개|밝|되어|적혀|쓰여|함(?![가-힣]))"
        r"|이고요|이에요|예요|(?:이?라는|란) (?:사람|분|아이|학생|이름)",
    ),
    (4, r" ?(?:씨|님) ?\([0-9남여]"),
    (4, r" {0,3}(?:(?:올림|드림|배상|拜上|씀|서명)(?![가-힣])|\( ?(?:인|서명|날인|印)|\(서명 또는|귀 ?하(?!게))"),
    (4, r" ?[,|\t/(] ?[남여] ?[,|\t/]? ?[0-9]"),
    (3, rf" ?(?:님|씨)(?:가족)?{_HOLD}"),
    (3, rf" ?\([{HAN}]{{2,4}}\) ?(?:씨|님|군|양|소유|명의)| 건(?![가-힣])"),
    (3, rf" (?:{_PEOPLE})|[”\"'’]? 명의"),
    (4, r" ?\((?:만 ?)?[0-9]{1,3} ?(?:세|살)[,·/ )]"),
    (3, r" ?\([0-9]{1,3}[,·/ )]| ?\((?:남|여|男|女)[,·/) ]| ?\([0-9]{2,4}[.년-] ?[0-9]"),
    (3, rf" ?\([^()\n]{{0,16}}(?:년생|[0-9]세|거주|가명|[,·/ ][남여])\)| ?\([가-힣 ]{{0,8}}(?:{_ILL})[)·, ]"),
    (3, rf" ?[,|\t/ ] ?{_AGE}(?![가-힣])| ?[,|\t/] ?(?:(?:19|20)?[0-9]{{2}} ?년 ?생|[남여] ?(?:[,|\t/\n)]|\Z))"),
    (
        3,
        r" {1,3}[0-9]{1,3} {1,3}[남여](?![가-힣])| {1,3}[부모처자녀] {1,3}[0-9]{1,3}세"
        r"| [남여](?: [0-9]|[,)])|\n(?:나이|연령|생년|성별|주소)",
    ),
    (3, rf" ?[,|\t/ (:] ?(?:{_DATE}|{_TELEPHONE}|생년월일|주민등록|생년)"),
    (
        3,
        r" (?:음성|양성|확진|완치|입원|퇴원|이송|귀가|실종|불합격|미당첨|반환|완납|미납|불출석|결석|변상|자진납부"
        r"|연락두절|사망|부상|별세)(?![가-힣])",
    ),
    (3, r" [0-9]{1,3}/[0-9]{1,3}(?![0-9])| ?\(?지분"),
    (3, r"에게|한테|께서|께(?![가-힣])|로부터|네(?= )|(?:와|과|랑) (?:함께|같이|그)"),
    (3, rf"의 (?:{_OWNED})"),
    # The next cell of a row without headings, or what he has much of: | 공공근로 |, 벼 12,000㎡.
    (3, r" ?[|/\t] ?[^|/\t\n]{1,24}(?:[|/\t\n]|\Z)| [가-힣]{1,6} [0-9][0-9.,]*(?:ha|㎡|원|필지|포|kg|시간|평)"),
    (2, r" ?, ?(?:19|20)[0-9]{2}(?![0-9])| ?: "),
    (2, rf" ?외 ?[0-9]{{1,4}} ?[인명](?![가-힣])|(?:을|를) (?:{_DONE_TO})"),
    (2, r"입니다(?=[.,!? \n]|\Z)"),
    (2, r" ?\([가-힣0-9]{1,8}(?:동|읍|면|리|아파트|빌라)[ ,)0-9]"),
    (2, r" ?\((?:[모부자녀처형제매]|딸|아들|누나|동생|조[부모]|본인|고인|배우자|관계)[ ,)0-9]"),
    (1, r" ?(?:[)\](↔,;]|\n|\Z)"),
    (2, rf"(?:이?는|이?가|은|이) (?:[가-힣0-9%]+ ){{0,6}}?[가-힣]*(?:{_DOES})"),
    (1, r"의 "),
)

_PUBLIC_POST: Final = (
    f"(?:{POST}|"
    + _any(
        """교수 작가 감독 대표 박사 (?<!제)기자 배우 가수 선수 시인 장군 의사 열사 회장 이사장? 원장 관장 총장 교장
        교감 지휘자 화백 화가 PD 아나운서 변호사 건축사 목사 스님 명창 명인 장인 대령 소령 중령 사장 총리 대통령
        후보 앵커 코치 강사 연구[원관] 디자이너 큐레이터 평론가 소설가 해설사 사회복지사 간호사 선생(?!님께)
        주사보? 서기보? 직무대행 [부차계처청서단소실국과팀동읍면통반]장 [가-힣][가-힣]관"""
    )
    + ")"
)
_MAKER: Final = _any(
    """담당 담당자 담당공무원 책임자 문의 문의처 작성 작성자 기안 검토 결재 강사 진행 사회 연출 지휘 출연 저자
    글 지음 옮김 그림 연주 주연 편집 취재 사진 발표 토론 좌장 심사 위원 전결 협조 대표 대표자 안내 접수 발행
    발행인 편집인 촬영 기획 제작 각본 극본 각색
    번역 수상 수상자 소프라노 테너 바리톤 피아노 바이올린 첼로 해금 가야금 무용"""
)
# How a form is filled in, with nobody's name: 성명: 홍길동 (예시).
SAMPLE: Final = r"[(\[](?:작성|기재|기입)? ?(?:예시?|샘플|견본)[)\]]"
_RANK: Final = r"직[위급책명]"
_PUBLIC_LIST: Final = _any("직원 위원 의원 임원 간부 통장 반장 이장 강사 수상 수상자 선수 출연 출연진 발표자 토론자")
# Whose name is public, right before it: a post, a department, who made or decided something, the rank of an official.
AGAINST_AHEAD: Final = re.compile(
    rf"(?:{_PUBLIC_POST}|(?<![가-힣])(?:{_MAKER})(?:인|이자|은|는)?(?: ?성명| ?이름)?|[0-9]급|제[0-9]{{1,3}}대|{_RANK}"
    r"|[가-힣]{2}(?:과|팀|청|관|센터|소)|보건소)(?:인|이자|은|는|에|으로|: ?[가-힣]{1,8})?[ :(=/|\t]{0,3}\Z"
    rf"|(?:{_RANK}|보호책임자)[^\n가-힣]{{1,4}}[가-힣]{{1,8}}[^\n가-힣]{{0,4}}(?:성명)?[ :|]{{0,3}}\Z"
    rf"|(?:{_PUBLIC_LIST}) ?(?:명단|명부)?[: ]{{1,3}}\Z|{SAMPLE}[^\n]{{0,12}}\Z"
)
# Where citizens write, and not officials.
BOARD: Final = re.compile("칭찬|게시판|조회 ?수|추천 ?수|건의합|제안합|신고합|불편|부탁드|감사합|고맙|글쓴이")
WRITER: Final = re.compile("(?:작성자|글쓴이|게시자|작성)[ :|]{1,3}\\Z")
# And right behind it: the same, up to three words farther, who wrote or played, an office's telephone.
AGAINST_BEHIND: Final = re.compile(
    rf" ?[(,/|\t]? ?(?:[가-힣0-9·]{{1,12}} ){{0,3}}[가-힣0-9]{{0,8}}?{_PUBLIC_POST}님?"
    "(?:가|는|이|은|을|를|의|와|과|도|에게)?(?![가-힣])"
    rf"|\([0-9]{{2}}세\) {_PUBLIC_POST}| ?(?:지음|옮김|저|글|그림|연출|지휘|주연|편저|엮음)(?![가-힣])"
    rf"| ?{SAMPLE}|[ /,\n·|\t-]{{1,4}}(?:{_RANK}|소속|[가-힣]{{0,4}}[0-9]급)"
    r"|\([가-힣]{1,10}(?:[국과팀실청]|센터|사무소|본부)\)"
    r"|[ (]{1,2}(?:☎|전화|T\.?|Tel)?[: ]{0,2}\(?0(?:2|[3-6][1-5])[-) ]{1,2}[0-9]{3,4}"
)
# Who speaks, in minutes: what he is says nothing of those of whom he speaks.
SPEAKER: Final = re.compile(r"\s*[○◯] ?[^:\n]{2,20}:")
# Where a title begins or ends, which is where it names whom it concerns.
BEGINS: Final = re.compile(r"(?:\A|[\]】]) ?\Z")
ENDS: Final = re.compile(r" ?(?:건)?(?:\.[A-Za-z]{3,4})?\s*\Z")
# A town behind the larger one in which it lies.
PLACE: Final = re.compile("[가-힣][시도군구읍면] ?[가-힣]{2}[동리읍면로길]\\Z")

# What befalls people, or what an office does for them or against them, anywhere in the line.
PRIVATE: Final = words.cue(
    f"""{words.MATTER} {words.REQUEST} {words.HOME_MATTER} {words.LIVING_MATTER}
    다쳤 다침 부상 추락 폭행 골절 병원 호소 진술 입원 퇴원 음주 사고 실종 학대 상담 면담 우울 자살 사례관리 방임
    장애 기초연금 아동수당 이행강제금 시정명령 벌금 전치 학교폭력 치료 장학금 당첨 연탄 쌀 지원금 확진 격리 구조
    숨 체포 입건 예약 택배 등기 미납 서약 위임 유족 이의 소송 항소 원고 피고 고소 심판 다툼 때렸 때린 때려 맞았
    울었 밀쳤 전학 휴학 자퇴 결석 등원 연체 대출정지 수강_취소 배정_취소 오배송
    긴급지원 연락두절 명의 임야 상속 환불 분실 변상 제적등본 저는 저희 제가
    지분 당뇨 세대원 접촉자 감염 질식 매몰 재해 중독 환자 철회 무단"""
)
# Who works, speaks, plays or is honoured there.
PUBLIC: Final = re.compile(
    _any(
        """담당자 문의처 문의_?[:(☎] 기안 강사 강의 교수 발표 저자 저술 지은이
        위원(?!회) 의원(?!면직) 시장 구청장 군수 도지사
        장관 회장 감독 작가 화가 시인 배우(?!자) 가수 박사 기자 공연 전시 연극 영화 강연 특강 동상 기념 추모
        문학 콘서트 생가 출판 축제 수상 훈장 표창 추서 위촉 열사 장군 선수 우승 종가 고택 발명 출연 주연
        아나운서 앵커 국장 팀장 부스 상영 뮤지컬"""
    )
)
