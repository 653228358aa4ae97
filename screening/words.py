"""The cue words: what stands before personal data in Korean documents, and what says that it belongs to an office.

Each list is words separated by spaces. ``_`` stands for the spaces that forms put between syllables (성   명), and in
cue words ``+`` for one that may stand there (차량 번호); a word that begins with ``<`` must not go on from a letter of
Hangul before it (본적, not 기본적).
"""

import re
from typing import Final

from screening.namewords import SURNAMES

_GAP: Final = " {0,6}"
_ALONE: Final = "(?<![가-힣].)"


def alternatives(words: str) -> str:
    """Return a pattern that matches any of the ``words``; those that begin alike share a branch.

    Branches that each begin with another letter let the engine skip to the next such letter, which is what makes a
    scan for a hundred words as cheap as one for a digit.
    """
    tails: dict[str, list[str]] = {}
    for word in sorted(set(words.split()), key=lambda word: (-len(word), word)):
        alone = word.startswith("<")
        head, tail = (word[1], word[2:]) if alone else (word[0], word[1:])
        tails.setdefault(head, []).append((_ALONE if alone else "") + re.escape(tail).replace("_", _GAP))
    return "|".join(f"{re.escape(head)}(?:{'|'.join(rest)})" for head, rest in sorted(tails.items()))


def cue(text: str) -> re.Pattern[str]:
    """Return a pattern that finds any of the words."""
    return re.compile(alternatives(text))


REGIONS: Final = "서울|부산|대구|인천|광주|대전|울산|세종|경기|강원|충북|충남|전북|전남|경북|경남|제주"
REGION_TITLES: Final = "특별자치시|특별자치도|특별시|광역시|시|도|特別市|直轄市|廣域市"
# Notice on motor vehicle number plates, appendix 1: private, commercial (아바사자, 배 for couriers), rental (하허호).
PLATE_LETTERS: Final = "가나다라마거너더러머버서어저고노도로모보소오조구누두루무부수우주아바사자배하허호"
# Of the armed forces: whole, army, navy, air force, joint.
MILITARY_LETTERS: Final = "국육해공합"
# The last letter before a building or lot number: 세종대로 110, 테헤란로8길 12, 역삼동 123-4, 산정리 산 12.
ROAD_ENDINGS: Final = "로길동리가읍면"

# Names. A citizen: whoever follows is named as the person whom the document is about.
CITIZEN: Final = """
민_원_인 민원신청인 신_청_인 신청자 청_구_인 청구자 신_고_인 신고자 고_소_인 고소자 고_발_인 고발자 진_정_인
탄원인 청원인 제보자 제안자 피해자 가해자 보호자 세대주 세대원 수급자 수급권자 체납자 납세자 납세의무자 납부자
납부의무자 위반자 행위자 임_차_인 임_대_인 세입자 소_유_자 점_유_자 점유인 매_도_인 매_수_인 양_도_인 양_수_인
상_속_인 피상속인 환_자 환자명 수_령_인 수령자 수취인 의_뢰_인 위_임_인 피위임인 대_리_인 차_주 운_전_자 응시자
지원자 합격자 당첨자 참가자 참여자 학생 학생명 학부모 원_고 피_고 피고인 피의자 참고인 증_인 목격자 당사자
배우자 채_무_자 채_권_자 명의인 명의자 계약자 사망자 실종자 고인 입양인 입소자 이용자명 신청인명 신청자명
민원인명 소유자명 제출인 처분대상자 부과대상자 무연고사망자 피보험자 피부양자 요양보호대상자 서약자 서약인
동의자 동의인 거주자 전입자 건축주 토지주 집주인 친권자 후견인
"""
# Persons whom documents rarely name and often speak of: they announce a name, not whose telephone follows.
PERSON: Final = """
대_상_자 대상자명 가_구_주 이_용_자 이용인 회_원 회원명 입_주_자 입주민 아동 아동명 자녀 자녀명 유족 유족명 유가족
장애인 장애인명 독거노인 독거어르신 노인 어르신 확진자 접촉자 격리자 감염자 의심환자 입원자 퇴원자 부상자 사상자
희생자 이재민 노숙인 수_강_생 수강자 수료생 원생 재원생 장학생 입학생 졸업생 결식아동 위탁아동 보호아동 입양아동
피해아동 학대아동 보호대상아동 입양아 미숙아 민원대표 가구원 가구원명 기간제교사 강사지원자 입주예정자 참석주민
참여주민 주민대표 거주주민대표 실종아동 신생아 출생아 영유아 임산부 임신부 신부
망자 망인 변사자 무연고자 투약자 접종자 수혜자
당첨인 예비당첨자 퇴거자 전출자 말소자 결혼이민자 결혼이민여성 귀화자 북한이탈주민 국가유공자 유공자 보훈대상자
참전유공자 기초수급자 차상위자 후원자 기부자 기탁자 봉사자 구직자 실직자 근로자 참여근로자 사회복무요원 공익요원 면접자
면접대상자 점용자 거주인 동거인 동승자 사고자 음주자 용의자 피내사자 피심인 보증인 연대보증인 채무인 차용인 이체인
송금인 송금자 예약자 방문자 면회자 출입자 탑승자 구매자 주문자 요청자 요청인 문의자 건의자 건의인 내담자 피상담자
질문자 서명자 미납자 연체자 무단점유자 점유주 소_유_주 받는_사람 받는_분 보내는_사람 보내는_분 수신인 명의주 가입자
피해인 가해인 제안인 제보인 신청대표자 대표상속인 선정자 선정대상자 지원대상자 지급대상자 탈락자 참가인 참가학생
참가아동 봉양자 부양의무자 미성년자 피후견인 위_사람 상기인 송달받을_자 송달대상자 가해학생 피해학생 관련학생 여학생
남학생 재학생 전학생 사용자명 소유인 민원신고인 피신청인 피신고인 피해신고인 피고소인 피고발인 피진정인 요양인
병역의무자 고객명 주민명 신고자명 보호자명 환자성명 학생성명
등록자 등록장애인 장애인등록자 수급인 수급대상자 청년 이웃주민 거주주민 마을주민 유학생 연수생 훈련생 실습생 졸업자
외국인 외국인근로자 이주노동자 이주여성 결혼이주여성 다문화가족 한부모가족 북한이탈주민 탈북민 난민신청자 부녀 모녀
형제 자매 남매 부부 쌍둥이 일가족 부친 모친 조부 조모 할머니 할아버지 손자 손녀 사위 시도자 자살시도자 고독사자 행려자
고용주 수임인 체류자
노숙자 부랑인 중독자 피학대아동 피해여성 피해노인 치매환자 치매노인 정신질환자 격리대상자 자가격리자 양성자 의심자
밀접접촉자 백신접종자 독립유공자 무공수훈자 고독노인 취약노인 저소득자 채무불이행자 신용불량자 파산자 파산신청인
경락인 낙찰인 매각인 전세권자 전세입자 임차권자 지상권자 저당권자 근저당권자 등기명의인 토지소유자 건물소유자
건축물소유자 건물주 영업주 신고의무자 이행의무자 철거의무자 무허가건축주 피징계자 징계대상자 휴직자 복직자 퇴직자
전입신고자 전출신고자 세대원명 동거가족 부양가족 상담자 의뢰자 민원제기자 청구대리인 진술자 조사대상자 피조사자 탑승객
보행자 피보호자 피보호아동 하숙생 자취생 분양자 수분양자 예비입주자 청약자 청약당첨자 계약인 구매인 주문인 환우 산모
산부 유아 영아 보육아동 재원아동 입소아동 입소노인 입소인 요양환자 돌봄대상자 위기가구주 응모자 투고자 지원생 신입생
편입생 복학생 휴학생 자퇴생 학습자 참가선수 봉사단원 입양자 파양자 친부 친모 양부 양모 계부 계모 외조부 외조모 미혼모
미혼부 무연고아동 가출인 가출청소년 행방불명자 조난자 익수자 요구조자 구조자 자살자 피살자 익사자 추락자 감전자 중상자
사망인 상해자 피해주민 수해민 철거민 영세민 세입자명 집주인명 어린이 청소년 유자녀 아내 아들 딸 남편 동생 며느리
아버지 어머니 다문화가정 한부모가정 조손가정 상이군경 참전용사 경상자 교육생 모자 부자 한부모 난민 이주민 초등학생
중학생 고등학생 대학생 요양보호사 환경미화원 택시기사 버스기사 운전기사 화물기사 대리기사 배달기사 배달원 택배기사
경비원 미화원 조리원 조리사 간병인 활동지원사 생활지원사 친구 지인 동료 급우 입양부모 위탁부모 양부모 예비부모 부모
계약당사자 당첨권자 임차권등기자 매수자 매도자 매수신청인 입찰자 토지주명 수강신청자 신청학생 체험자 캠프참가자 견학자
접견인 면접자 채용자 채용예정자 임용예정자 합격예정자 불합격자 예비합격자 전입학생 무단횡단자 낚시객 등산객 야영객
관광객 이송환자 응급환자 확진환자 중증환자 재가환자 외래환자 환우회원 투석환자 예방접종자 의심신고자 검사자 피검사자
채혈자 헌혈자 장기기증자 기증자 유가족대표 상주 고인명 사망환자 익명신고자 고발대상자 고소대리인 피고소대리인
변호의뢰인 구속자 수감자 수용자 출소자 재소자 보호관찰대상자 사회봉사명령자 벌금미납자 체납인 납세의무인 납입자 납부인
입금주 환급대상자 환급자 환수대상자 감면대상자 감면자 보조금수령자 지원금수령자 수당수령자 연금수급자 급여수급자
기초연금수급자 장애수당수급자 양육수당수급자 의료급여수급자 생계급여수급자 주거급여수급자 교육급여수급자 차상위계층자
모자가정 부자가정 소년소녀가장 가장 독거가구주 1인가구주 집배원 이장댁 입실자 퇴실자 투숙객 숙박객 세대주명
부양의무자명 위탁아동명 쪽방주민 고시원거주자 노숙인명 거리노숙인 시설입소자 시설퇴소자 발달장애인 지적장애인
지체장애인 청각장애인 시각장애인 뇌병변장애인 정신장애인 중증장애인 경증장애인 장애아동 장애학생 특수교육대상자
다자녀부모 임산부명 난임부부 신혼부부 예비부부 당사자명 참가팀원 단원 봉사단 통학생 등교생 결석생 결석아동 취학아동
취학대상아동 미취학아동 전학생 전입생 유급자 제적자 졸업예정자 수험생 응시생 지원학생 장학대상자 장학금수혜자
근로장학생 유학생 외국인유학생 어학연수생 교환학생 계절근로자 외국인근로자 이주노동자 결혼이주여성 중도입국청소년
노동자 동포 정보주체 탈락자 불참자 미신청자 미수령자 미납자 연체자 퇴소자 재원자 대기자 예비합격생 대여자 차용인
세입자대표 종업원 조합원 응시인 선발자 포기자 대체자 연대보증 차상 차하 참방
농업인 농업경영인 청년농업인 분실자 습득자 연고자 안치자 묘지사용자 반납자 투기자 이의제기자 이의신청인 미수검자 대출자
멘토 멘티 소지자 원아
중국동포 재외동포 고려인동포 유족대표 서명대표
청구인대표 대표청구인 입국자 외국인등록자 공탁자 피공탁자 보조사업자 글쓴이 게시자 칭찬대상자 장남 차남 장녀 차녀
외국인_주민 이송자 구호대상자
To. From: Dear 해고자 피해학생 가해학생 경영주 농장주 축주 점포주 보내는_이 받는_이 보낸_이 보낸_사람 받을_사람
수령_대상 지급_대상 처분_대상 선정_대상 부과_대상
"""
# Where people come from who live here.
COUNTRIES: Final = """
중국 베트남 몽골 필리핀 캄보디아 네팔 태국 타이 우즈베키스탄 카자흐스탄 키르기스스탄 키르기즈스탄 타지키스탄
우크라이나 러시아 인도 인도네시아 방글라데시 파키스탄 스리랑카 미얀마 라오스 말레이시아 싱가포르 일본 대만 타이완
홍콩 미국 캐나다 멕시코 브라질 페루 콜롬비아 영국 독일 프랑스 이탈리아 스페인 호주 뉴질랜드 이란 이라크 시리아 예멘
이집트 모로코 나이지리아 가나 케냐 에티오피아 카메룬 수단 남아공 튀르키예 터키 동티모르 아프가니스탄 조선족
"""
# Those of them whose names may be foreign.
FROM_ABROAD: Final = """
중국동포 재외동포 고려인동포
외국인 외국인_주민 외국인주민 외국인등록자 입국자
외국인근로자 외국인유학생 유학생 교환학생 어학연수생 계절근로자 이주노동자 이주여성 이주민 결혼이민자
결혼이주여성 결혼이민여성 난민 난민신청자 동포 귀화자 다문화가정 다문화가족 노동자 근로자 중도입국청소년
"""
# What else says that foreigners are spoken of.
ABROAD: Final = """
외국인 이민자 이민여성 이주여성 이주노동 다문화 유학생 계절근로 한국어교 난민 체류자 체류기간 체류지 체류자격
국적 결혼이민 passport 여권번호 통역 귀화 국제결혼 홈스테이 교환학생 이중언어 모국 친정
북한이탈 고려인 E-9 F-6 F-4 F-2 H-2 D-2 D-4 E-8 E-7
"""
# Where names are written in Hanja: of families, graves and old registers.
LINEAGE: Final = """
제적 호적 호주 본관 토지대장 임야대장 구대장 등기부 명의인 소유자 묘지 분묘
상속 종중 개명 창씨 사정 망인 한자 漢字
"""
# A list of names follows, or stands below; of whom, the words before it say.
ROSTER: Final = "명_단 명부 연명부 명렬표 출석부"
# Lists whose names are public: those of offices and committees, of who was honoured or stood for election.
PUBLIC_ROSTER: Final = """
위원 의원 직원 임원 간부 공무원 참석 출석 근무 당직 담당 심사 평가단 강사 교수 발표 토론 출연 저자 집필 연구 편집 수상
입상 표창 포상 후보 통장 반장 이장 업체 기업 법인 회사 사업자 선수 감독 부서 대표 발의 조직
"""
# A name, of whomever: also that of an official, which is public.
NAME: Final = "성_명 이_름 성_함 한글성명 영문명 한자명 姓名 氏名 Name NAME name"
# A name that forms often print with a specimen in it.
HOLDER: Final = "예_금_주 예금주명 계좌주 입금자 입금자명 입금인 계좌명의인 계좌명의자"
# Whose name and post the law makes public (Official Information Disclosure Act, art. 9 (1) 6), in the words before it.
OFFICIAL_NAME: Final = """
담당 직위 직급 직책 직명 공무원 부서 주무관 팀장 과장 국장 실장 서기관 사무관 위원 대표 대표자 작성자 결재 기안
검토 협조 발신 책임자 감독관 감리 장관 차관 시장 구청장 의원 회장 강사 교수 저자 발표자 토론자 심사 수상 사업자 업체
법인 <상호 단체 기관
"""
OFFICIAL_COLUMN: Final = "직위 직급 직책 직명 담당업무 담당부서 부서명 부서 소속부서 업체명 상호 기관명 단체명 법인명"
# What is an employee's own affair, and no work of the office.
MATTER: Final = """
휴직 휴가 병가 공가 연가 조퇴 외출 결근 지각 복직 면직 사직 퇴직 징계 직위해제 견책 감봉 정직 해임 파면 인사발령 전보
승진 임용 승급 호봉 육아 모성보호 출산 돌봄 임신 건강검진 진단서 상병 요양 산재 공상 재해보상 연금 가족수당 부양가족
겸직 초과근무 근무상황 근태 복무 출장 복명 여비 경조 부고 당직 신원조회 재직증명 경력증명 급여 가압류 압류 채용
근로계약 전출 전입 파견 음주운전 범죄 소청 고충
"""
# What a citizen asks of an office, and what it answers.
REQUEST: Final = """
신청 허가 승인 통보 통지 회신 처분 등록 발급 결정 민원 접수 청구 체납 압류 영치 과태료 감면 환급 지급 탄원 진정 고발
신고 수급 말소 이의신청
"""
# Those that name somebody right before them.
ABSENCE: Final = "음주운전 휴직 휴가 병가 공가 연가 복직 면직 퇴직 징계 직위해제 건강검진 복무"

# What follows a name and tells of somebody, or begins that: 귀하, 45세), 나래동 거주), (남), (45, 남), 어르신, 외 3인.
TOLD_OF: Final = (
    *"귀하 세) )씨 거주) 년생) (남 (여 어르신 할머니 할아버지".split(),
    "귀 하",
    ") 씨",
    *(before + figure for before in ("외", "외 ", "등", "등 ") for figure in "0123456789"),
    *(sign + sex for sign in (",", ", ", "/", "/ ", "·", "· ") for sex in "남여"),
)
# What is said of somebody right behind the name.
HONORIFICS: Final = ("씨", "氏", "님", "군", "양", "옹")
# Who lives somewhere, before the name.
LIVING: Final = ("거주하는 ", "거주하던 ", "거주 중인 ", "사는 ", "살던 ", "사시는 ")
# Whose home or neighbour somebody is, behind the name; too frequent to announce one.
HOUSEHOLDS: Final = ("가구", "세대", "가족")
# Who somebody is to the person of whom a form speaks, before the name (부: 홍길동); and who is dead.
KIN: Final = (
    *(f"{kin} {family}" for kin in "부모처" for family in SURNAMES[:60]),
    *(f"망 {family}" for family in SURNAMES),
    *(f"{kin}{gap}:" for kin in "부모자녀처父母夫妻子女" for gap in ("", " ")),
    "故",
    *(f"손 {family}" for family in SURNAMES[:60]),
    *(f"{title}{dot} " for title in ("Mr", "Mrs", "Ms") for dot in ("", ".")),
    *LIVING,
)

# Who did or suffers something, before the name, in more words than can be listed: 시위자 홍길동, 주민: 홍길동.
ROLES: Final = tuple(
    f"{end}{gap}{family}" for end in "자인생민" for gap in (" ", ":", ": ", " : ") for family in SURNAMES[:80]
)
# What parts the names of a list, before the next of them.
SERIES: Final = tuple(
    beside
    for beside in (f"{mark}{family}" for mark in (", ", "· ", "  ", "、", "/ ") for family in SURNAMES[:80])
    if beside not in TOLD_OF and beside[-1] not in "나라마사차기전주도지"  # which begin items and other words
)
# What only people have behind their names, or is written for them alone.
PERSONAL: Final = """
년생 (서명 (인) (_인_) ㊞ 이라는_ 라는_총각 에게서_ (서명) 乙: 乙_ 丙: 丙_ 甲: 甲_ 올시다 _사망, _사망) _승계) _한우_
_젖소_ _돼지_ _산란계_ _육계_ 옛_이름 개명_전 개명_후 라고_합니다 라고_해요 초) 중) 고) 초등학교) 중학교) 고등학교) 대)
대학교)
초_1) 초_2) 초_3) 초_4) 초_5) 초_6) 중_1) 중_2) 중_3) 고_1) 고_2) 고_3)
"""
# Those of them whose names are public, or that are no persons.
PUBLIC_ROLES: Final = """
작성자 담당자 책임자 사업자 관리자 감독자 연구자 발표자 토론자 진행자 사회자 지휘자 연주자 제작자 기획자 설계자
시공자 공급자 판매자 개발자 기술자 수상자 당선자 후보자 출연자 참석자 대표자 운영자 지도자 강연자 번역자 편집자
집필자 과학자 선구자 창시자 설립자 창업자 집행자 결재자 검토자 기안자 협조자 감리자 인솔자 조정자 중재자 심사자
평가자 교육자 주최자 주관자 배석자 동석자 발의자 제안설명자 보고자 답변자 질의자 발언자 발행인 편집인 대변인
예술인 문화인 체육인 언론인 정치인 기업인 상공인 장인 명인 시인 법인 개인 주인공 확인 승인 공인 원인 요인 지인
감정인 감사인 기능인 방송인 영화인 음악인 국민 서민 농어민 유권자 후원자 공로자 편저자 공저자 저작자 창작자 안무자
현장대리인
연출자 해설자 기록자 중개인 관리인 지배인 파견자 조사자 점검자 검사자 실무자 종사자 근무자 당직자 입회자 참관인
감시인 보유자 전수자 이수자 전승자 예능보유자 전문가 안내자
"""

# Who gives people their mail, as it is written and said.
MAIL_HOSTS: Final = """
naver gmail daum hanmail nate kakao hotmail outlook yahoo icloud 네이버 지메일 쥐메일 구글 다음 한메일 네이트 카카오
핫메일 야후 아웃룩 파란 엠파스 천리안 드림위즈 프리챌 하나로
""".split()
# What is drawn in place of an at sign.
DRAWN_SIGNS: Final = "★☆◎◉♡ⓐ#&*"
# The at sign and the dot of an address that is spelled to hide it from programs.
SPELLED_MAIL: Final = (
    *"골뱅이 골벵이 앳 엣 에트 ⓐ at) at] at} at> AT) AT] dot _at_ %40 #64".split(),
    *(sign + host for sign in (*DRAWN_SIGNS, "at ", "AT ") for host in MAIL_HOSTS),
)

# Headings that stand beside a name in the tables of offices.
HEADING: Final = """
연번 번호 순번 순위 일련번호 접수번호 관리번호 구분 구 분 성별 나이 연령 만나이 생년월일 생년 출생일 출생연도 생일
주민등록번호 주민번호 주소 거주지 거주동 도로명주소 연락처 전화번호 전화 휴대폰 휴대전화 핸드폰 이메일 비고 금액
지급액 지원액 지원금 보상금 체납액 세목 세대원수 가구원수 관계 국적 학교 학교명 학년 반 학과 직업 종목 점수 결과 등급
상태 일자 날짜 신청일 접수일 확진일 등록일 기간 사유 내용 계좌번호 은행 은행명 예금주 차량번호 면허번호 장애유형
장애정도 급여종류 보호자 접수 동 호 동호수 층 서명 날인 수령일 수령확인 확인 성명 이름 성 명 이 름 성함 신청인 신청자
대상자 이용자 민원인 세대주 가구주 수급자 체납자 당첨자 합격자 학생 아동 회원
"""

# Whose telephone or address it is: the nearest word before decides.
HOME: Final = """
거_주_지 거주_주소 주거지 실거주지 주민등록_주소 주민등록상_주소 주민등록지 등록기준지 본_적 현주소 현거주지
현_거주지 전입지 거소지 자택주소 자택_주소 집주소 집_주소 배송지 배송주소 배송_주소 수령지 수령주소 수령_주소 송달장소
송달주소 송달_주소 최종주소 최종_주소 최후주소 최후_주소 종전주소 종전_주소 전거주지 전주소 전_주소 이전주소
주민등록주소지
송달지 고지서_발송지 우송지 실거주 실제_거주 거주처 거주_시설 주거_시설 전입_예정지 이사_예정지 원주소 출생지
거주_주택 주거_주소 임차_주택 새_거주지 옛_주소 주민등록_주소지 주민등록상_주소지 주민등록상의_주소 실제_주소
실제_거주지 실제_사는_곳 등본상_주소 초본상_주소 거주하는_곳 살고_있는_곳 머무는_곳 지내는_곳 계신_곳
현주소지 현_주소 원적 거소 체류지 실거주주소 실_거주지 거주_장소 거주장소 전출지 댁주소 우편물수령지
본적지 최후주소지 최종주소지 종전주소지 전주소지 실주소
居住地 本籍 原籍 現住所
영업자_주소 대표자_주소 점주_주소
실주소지 신주소 구주소 전입주소 전출주소 거주주소 생활근거지 송달받을_장소 송달받을_곳 송달처 사는_곳 사시는_곳 살던_곳
이사_온_곳 이사온_곳 이사_갈_곳 이사갈_곳 이사할_곳 거처 임시거처 임시_거처 기거지 우편물_수령지 우편수령 우편_수령
우편_수령지
"""
# Where people live, and what says so, in words that announce no address by themselves.
LIVED_IN: Final = """
등본상 초본상 등록상 등본표상 본가 친정 시댁 처가 고향집 하숙집 자취방 셋방 월세방 전셋집 신혼집 새집 주택 곳은
곳: 곳( 곳이 곳인 동네 전입세대 가구: 세대: 가정: 가구( 세대( 가정( 노모 격리장소 격리_장소 격리지
집은 집이 집인 집( 집:
거주: 거주_: 거주_공간 ○○ ○( ○[ *( *[ 댁으로 집으로 자택으로
댁( 댁은 댁: (우) (우_ 귀댁
"""
# What an office does for people in their homes, and what becomes of their mail.
HOME_MATTER: Final = """
긴급복지 기초생활 생계급여 주거급여 차상위 수급자 부재중 수취인_불명 수취_불명 폐문_부재 이사_불명 반송 출산지원
출산축하 출산장려 양육수당 독거 홀몸 위기가구 고독사 가정폭력 아동학대 체납자 첫째아 둘째아 셋째아 넷째아 가정방문
방문요양 방문간호 도시락 반찬 안부 거주불명 귀가_조치
"""
# Who writes a letter and who gets it, before the address.
MAIL: Final = """
보내는_사람 보내는_분 보내는_이 보내는_곳 보내시는_분 보낸_사람 보낸_분 보낸_이 받는_사람 받는_분 받는_이 받는_곳
받으시는_분 받으실_분 받을_사람 받을_분 발신인 발신자 발송인 발송자 수신인 수취인 수령인 수령자
"""
# What leads to a place, and may lead to somebody's home.
ERRAND: Final = f"""
{MAIL} 방문지 방문처 방문_장소 방문_주소 방문_가정 방문한_곳 면담_장소 상담_장소 설치_장소 설치_주소 설치지 설치_위치
시공_장소 교체_장소 수리_장소 점검_장소 수거_장소 수거지 시공지 배달_장소 전달_장소 작업_장소 배달지 배달처 배송지
배송처 경로 순서 동선 코스 차례 노선 가정 농가 가옥 대상자 노인 이재민 돌봄 주거_ 거: 거_: 일정
"""
# What says that somebody is cared for where he lives.
CARE: Final = """
어르신 할머니 할아버지 독거 홀몸 수급자 수급가구 대상자 내담자 보호자 아동 난방 전기장판 라면 거동 식사 안부 우울 낙상
복약 돌봄 사례관리 위기가구 고독 도시락 반찬 연탄 김장 방문간호 방문요양 생필품 건강음료 우유_배달 쌀_배달 목욕 이동세탁
방문접종 방문진료 방문건강 가정방문 가정간호 투약 말벗
"""
HOME_PHONE: Final = """
자_택 집전화 집_전화 자택전화 자택_전화 자택번호 자택_번호 자택전화번호 집전화번호 비상연락처 비상_연락처 집 댁 개인전화
개인_전화 개인연락처 개인_연락처 집으로_전화 집으로_연락 집으로_전화주세요 집으로_연락주세요 집으로_전화_주세요
집으로_연락_주세요 집에_전화 댁으로_전화 댁에_전화 댁_전화 어르신댁 어르신_댁 할머니댁 할머니_댁 할아버지댁 할아버지_댁
부모님댁 부모님_댁 가구_전화 세대_전화 가정_전화 어르신_전화 친정집 시댁_전화 처가댁 아들집 딸집
"""
OFFICE: Final = """
담당 소속 책임자 부서 주무관 팀장 과장 국장 사무실 사무소 직장 회사 근무지 근무처 법인 <상호 업체 사업장 사업자 기관
센터 시청 구청 군청 도청 소재지 위치 장소 문의 대표전화 대표번호 대표_전화 콜센터 팩스 발신 수신처 접수처 제출처
접수_및 우편 홈페이지 본사 지점 지사 영업소 청사 공사 현장 대지 지번 지구 구역 시행_ 시공 은행 병원 학교 단지 시설
행정 안내 발주 회의 모집 행사 교육 점포 매장 식당 주민센터 동사무소 (주) 주식회사 ㈜ 재단 협회 조합
집결 집합 창구
"""
# What has an address that anybody may know, named in the line of it or in those around: besides the words for offices.
PUBLIC_PLACE: Final = """
업_신고 업_등록 업_허가 업_개설 살롱 헤어 네일 본관 별관 법원 경찰 소방 경로당 어린이집 유치원 보건소 보건지소 약국
의원 한의원 마트 편의점 카페 커피 체육관 체육센터 수영장 극장 미술관 박물관 도서관 문화원 문화관 수련관 기념관
복지관 회관 교회 성당 사찰 학원 법인 기업 업소 단체 일대 일원 필지 앞_도로 앞_보도 사거리 교차로 횡단보도 정류소
정류장 주차장 투표소 사업 공고 입찰 개찰 건축허가 신축 준공 철거 재건축 재개발 설치 정비 굴착 구간 노선 공원 광장
시장 상가 빌딩 타워 사옥 호텔 대학 연구소 연구원 접수 제출 찾아오시는 오시는_길 전시 공연 강의 개최 운영 영업 팩스
사무국 사무실 관리소 지상 임야 토지 소유권 투기 파손 주유소 세차장 공장 농장 창고 회의 기숙사 청년몰 공방 서점
미용실 이용원 부동산 공인중개 사무 상호 시설명 업체명 협의회 위원회 연합회 은행 산업 문화재 축제 조경 계약상대자
계약업체 개최지 세무서 우체국 교육청 교육지원청 등기소 출장소 파출소 지구대 세관 검찰 군부대 병무청 노동청 공단
촬영지 대표자 도로명 도로 하천 교량 터널 임대_공고 분양 매각 공매 경매 낙찰 의회 견학 관광 여행 숙박 펜션 민박 출판
북스 상사 (유) 유한회사 (사) (재) 건설 전자 식품 물산 개발 컨설팅 스튜디오 미디어 그룹 상회 치킨 피자 분식 반점 헬스
필라테스 요가 태권도 치과 안경 세탁소 노래 피씨방 당구 목욕탕 사우나 이발 정육 환경 운수 물류 엔지니어링 테크
시스템 호프 주점 꽃집 화원 떡집 베이커리 제과 빵집 철물 인테리어 공업사 정비소 충전소 체험관 갤러리 화랑 공연장
영화관 전시장 홍보관 역사 터미널 담배소매 소매인 개설등록 공항 항만 부두 선착장 캠핑장 야영장 휴양림 생태원 동물원
식물원 수목원 유적 사적 향교 서원 묘역 추모공원 화장장 봉안당 납골당
"""
# Which of them say that a place or a work is spoken of, and not whose it is.
PLACE_MATTER: Final = """
통장 반장 소재지 위치 장소 우편 안내 공사 현장 대지 지번 지구 구역 시행_ 단지 접수_및 수신처 접수처 제출처 발주 모집
행사 교육 물류 필지 사업 공고 건축허가 신축 준공 철거 재건축 재개발 설치 정비 굴착 접수 제출 운영 지상 임야
토지 소유권 투기 파손 도로명 도로 부동산 임대_공고 분양 매각 공매 경매 낙찰 개최 환경 개발 발신 담배소매 집합 집결
통신
"""
# What is somebody's and has doors to the public, besides those of PUBLIC_PLACE.
BODY: Final = """
관내 요양원 요양병원 쉼터 양로원 세무 회계 법무 노무사 변호사 변리사 생가 고택 종가 선생 작가 시인 화백 명예 홍보대사
"""
# What befalls people where they live, besides what offices do for them there.
LIVING_MATTER: Final = """
변사 시신 출입문 인기척 본인 가족 층간소음 누수 거주 입주 세대 전입 전출 이웃 독거 체납 자택 가구 사망 고인 피해
아랫집 윗집 옆집
신생아 부양 간병 요양 낙상 구급 격리 미검침 부재 폐문 배송 문_앞 문앞 현관 경비실 직권말소 무단전출 송달 귀댁 사시
사는 살고 주민등록 등본 이사 세입자 임차 월세 전세 보증금 자가 수도_요금 급수전 요금_감면 이의신청 감면 가옥 동파
집수리 반송 수취인 택배 배달 귀하 집주소 주택 부상 다가구 다세대 원룸 자녀
아이 어머니 아버지 할머니 할아버지 노모 부모님 남편 아내 미수령
"""
# Which of them have blocks and numbered rooms, as estates of flats have.
BODIES: Final = """
청사 시청 구청 군청 도청 본관 별관 법원 경찰 소방 학교 병원 의원 의회 공단 빌딩 사옥 도서관 박물관 연구원 연구소 대학
캠퍼스 호텔 상가 사무실 사무소 테크노 지식산업 물류 공장 창고 (주) 주식회사 ㈜ 유한회사 (유) 업체 법인 협회 재단 조합
회사 은행 규모 공동주택 사업장 점포 매장 영업 낙찰 매각 공매 경매 분양 입찰 공급 전시 교육원 기숙사 생활관 오시는
찾아오시는 소재지 본사 지사 비즈니스 벤처 상공 경로당 어린이집 유치원 관리동 부동산 공인중개 개설 등록증 소매인
"""
# Rooms in which nobody lives.
ROOMS: Final = """
회의실 강의실 교실 사무실 연구실 실험실 강당 병실 창고 상황실 대피소 법정 민원실 민원담당 민원_담당 전시실 자료실 상담실
"""
# Where the city and the state have their seats, in whatever document.
SEATS: Final = "세종대로_110 세종대로110 서소문로_124 덕수궁길_15 세종대로_209 청사로"

ACCOUNT: Final = """
입금은행 환급은행 환불은행 지급은행 거래은행 수취은행 이체은행 계_좌 계좌번호 계_좌_번_호 입금계좌 통+장 통장번호 입금
송금
"""
BANK: Final = """
은+행 농협 수협 신협 축협 새마을금고 우체국 카카오뱅크 토스뱅크 케이뱅크 뱅크 카뱅 토뱅 케뱅 은행명 산림조합 저축은행
"""
BANK_NAME: Final = """
국민 신한 우리 하나 기업 씨티 제일 산업 카카오 토스 케이 대구 부산 경남 광주 전북 제주 외환 새마을 iM KB NH IBK
SC KEB KDB
"""
# Whose account it is: money that comes in to an office or an organisation, or goes out to a person.
PUBLIC_ACCOUNT: Final = """
가상계좌 시금고 구금고 도금고 군금고 후원 기부 기탁 모금 성금 의연금 세외수입 세입 과태료 납부 수납 공금 수강료
참가비 회비 보증금 등록금 사용료 수수료 응시료
"""
PRIVATE_ACCOUNT: Final = """
지급 환급 환불 반환 수령 수급 보상금 급여 개인 본인 신청 납부자 납부의무자 기부자 후원자 지원금 수당 장학금
보조금
"""
# On the plates of diplomats and organisations; and what is said near a motorcycle's.
MISSIONS: Final = (
    *(
        f"{mission}{gap}{figure}"
        for mission in "외교 준외 영사 준영 국기 협정".split()
        for gap in ("", " ")
        for figure in range(10)
    ),
    *("이륜", "오토바이", "스쿠터", "번호판"),
)
# How the number of a flat, a lot or a road's branch ends where it is said, and how that of a house begins.
SPELLED_HOUSES: Final = (
    *(f"{ten}{one}호" for ten in "십백천" for one in "일이삼사오육칠팔구십"),
    *(f"{nought}{one}호" for nought in "공영" for one in "일이삼사오육칠팔구"),
    *(f"{one}백호" for one in "일이삼사오육칠팔구천"),
    *(f"{last}{gap}번{end}" for last in "일이삼사오육칠팔구십백천" for gap in ("", " ") for end in "길지"),
    *(f"{road} {one}{ten}" for road in "로길" for one in "이삼사오육칠팔구" for ten in "십백"),
    *(f"{road} {figure}" for road in "로길동리" for figure in "一二三四五六七八九"),
    *(f"{road} {ten}{one}" for road in "로길" for ten in "십백" for one in "일이삼사오육칠팔구"),
)
# The end of a road or a district before its number, each letter by itself; a line that is broken there.
APART: Final = (
    *(f" {end}{gap}{figure}" for end in "로길동리" for gap in (" ", "  ") for figure in "0123456789"),
    *(f"\n{end}{behind}" for end in "시군구읍면동리로길층" for behind in " ,)"),
    *("\n호", "\n번길", "\n번지"),
    *(f"{end}\n  " for end in "시군구읍면동리로길층"),
    *(f" {figure} {end}" for end in "동호" for figure in "0123456789"),
    *(f"{end} {one} {other}" for end in "로길동리" for one in "123456789" for other in "0123456789"),
)
# What the names of hamlets end in.
HAMLETS: Final = ("마을", "부락", "골", "말", "촌", "터", "뜸")
# Where the number of a house is covered: 마당로 **.
COVERED_HOUSES: Final = tuple(end + gap + mark for end in "로길동리" for gap in ("", " ") for mark in "*○●")
# The ends of romanized roads and districts.
ROMANIZED: Final = ("-ro", "-gil", "-daero", "-dong", "-ri")
CARD: Final = "카드 신용 체크 card Card CARD"
CARD_NUMBER: Final = "카드번호 카드+번호 카_드_번_호"
LICENCE: Final = "면_허 면허번호 면+허+번+호 면허증번호 면허증+번호 면허증"
PASSPORT: Final = "여_권 여_권_번_호 여권사본 여권정보 여권+사본 여행증명서 Passport PASSPORT passport"
HEALTH: Final = """
건강보험 건강보험증 보험증 보험증번호 보험증_번호 건강보험번호 건강보험+번호 의료보험 의료보험증 의료급여증
증번호 증_번호 건강보험+가입자번호
"""
# What is said of health insurance beside the number of an insured person.
INSURANCE_MATTER: Final = """
본인부담 요양급여 의료급여 진료비 보험료 건강보험 건보 피부양 가입자 직장가입 지역가입 자격득실 자격상실 보험증 증번호
"""
RESIDENT: Final = """
주_민_등_록 주_민_등_록_번_호 주민+등록+번호 주민번호 주_민_번_호 주민(등록)번호 주민(법인)등록번호
주민(사업자)등록번호 주민·법인등록번호 주민/법인등록번호
외국인_등록 외국인_등록번호
외국인번호 거소신고 거소신고번호 거소+신고번호 생_년_월_일 주민번호앞 주민번호뒤 주민번호+앞자리 주민번호+뒷자리
주민등록번호+앞자리 주민등록번호+뒷자리 실명번호 실명확인번호 개인식별번호
"""
PHONE: Final = """
전_화 전_화_번_호 연_락_처 연락처+번호 휴+대+폰 휴대폰+번호 휴+대+전+화 휴대전화+번호 핸폰 폰번호 핸+드+폰 핸드폰+번호
電話 電話番號 모바일 모바일+번호 휴대+번호 손전화 이동전화 HP H.P H/P Mobile MOBILE Phone
"""
TELEPHONE: Final = "전화 휴대 핸드폰 연락처 모바일 HP H.P H/P Tel TEL tel Mobile MOBILE mobile phone Phone 폰"
ADDRESS: Final = "주_소 住所 주_소_지 도로명주소 지번주소 영문주소 Address ADDRESS address"
PLATE: Final = """
차_량_번_호 차+번+호 자동차+번호 자동차+등록번호 차량+등록번호 등록번호판 지게차 이륜차 이륜자동차 오토바이 스쿠터
원동기
건설기계 건설기계+등록번호 굴착기 굴삭기 덤프트럭
"""
VEHICLE: Final = """
차_량 번호판 자동차 차번호 차_종 이륜 승용 화물 승합 견인 주차 건설기계 굴착기 굴삭기 덤프 택시 트럭 오토바이
전기차 수소차 경차 렌터카 캠핑카 트레일러 충전구역 과속 신호위반 주정차 하이패스 운행제한
"""
PUBLIC_VEHICLE: Final = """
관용 공용 업무용 업무차량 순찰차 소방차 구급차 행정차량 시내버스 시험차량 소방펌프차 펌프차 물탱크차 사다리차 살수차
제설차 청소차 노면청소 급수차 방역차 의전 집무차 전용차 이동도서관 이동진료 홍보차 지휘차 구조차 경찰차 마을버스
저상버스
"""
PUBLIC_PHONE: Final = "업무용 공용 당직 관용 상황실"
IDENTIFIER: Final = """
법인등록번호 법인+등록+번호 법인(등록)번호 법인번호 법인+번호 사업자등록번호 사업자+등록번호 사업자(등록)번호
사업자번호 식별번호 분류번호 관리번호 접수번호 계약번호 문서번호 고유번호 일련번호 사건번호 공고번호 허가번호
주문번호 운송장번호 송장번호 바코드 후원계좌 모금계좌 납부계좌 기부계좌 기탁계좌 상품코드 물품코드 등기번호
수용가번호 수용가_번호 고객번호 수도번호 선발번호
세출과목 예산과목 납부번호 고지번호 자산번호 목록번호 제조번호 제품번호 시리얼번호 시리얼_번호 기기번호 로트번호 S/N
"""
