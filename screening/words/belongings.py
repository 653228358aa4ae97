"""Words for numbers of persons: accounts, cards, telephones, plates, licences, and what numbers are none."""

from typing import Final

from screening.words import places

# Notice on motor vehicle number plates, appendix 1: private, commercial (아바사자, 배 for couriers), rental (하허호).
PLATE_LETTERS: Final = "가나다라마거너더러머버서어저고노도로모보소오조구누두루무부수우주아바사자배하허호"
# Of the armed forces: whole, army, navy, air force, joint.
MILITARY_LETTERS: Final = "국육해공합"

ACCOUNT: Final = """
입금은행 환급은행 환불은행 지급은행 거래은행 수취은행 이체은행 계_좌 계좌번호 계_좌_번_호 입금계좌 통+장 통장번호 입금
송금 口座番號 Account+No Account+Number ACCOUNT+NO ACCOUNT+NUMBER account+no account+number A/C Acct acct
Bank+Account bank+account BANK+ACCOUNT
"""
BANK: Final = """
은+행 농협 수협 신협 축협 새마을금고 우체국 카카오뱅크 토스뱅크 케이뱅크 뱅크 카뱅 토뱅 케뱅 은행명 산림조합 저축은행
"""
# Those that need no word for a bank beside them.
BANKS: Final = "농협|수협|신협|축협|새마을금고|우체국|카카오뱅크|토스뱅크|케이뱅크|카뱅|토뱅|케뱅|산림조합|저축은행"
BANK_NAME: Final = """
국민 신한 우리 하나 기업 씨티 제일 산업 카카오 토스 케이 대구 부산 경남 광주 전북 제주 외환 새마을 iM KB NH IBK
SC KEB KDB
"""
# Whose account it is: money that comes in to an office or an organisation, or goes out to a person.
PUBLIC_ACCOUNT: Final = """
가상계좌 시금고 구금고 도금고 군금고 후원 기부 기탁 모금 성금 의연금 세외수입 세입 과태료 납부 수납 공금 수강료
보조금_전용 참가비 참가료 체험료 교재비 접수비 회비 보증금 등록금 사용료 수수료 응시료
"""
PRIVATE_ACCOUNT: Final = """
신고하신 신고한 등록하신 지정하신 말씀하신 알려주신 제출하신 기재하신 적어주신 요청하신
지급 환급 환불 반환 수령 수급 보상금 급여 개인 본인 신청 납부자 납부의무자 기부자 후원자 지원금 수당 장학금
보조금 받을_사람 받을_분 받는_사람 받는_분
"""
# On the plates of motorcycles, behind the region: 대전 서 다 0000.
WARDS: Final = "동서남북중"
# On the plates of diplomats and organisations; and what is said near a motorcycle's.
MISSIONS: Final = (
    *(
        f"{mission}{gap}{figure}"
        for mission in "외교 준외 영사 준영 국기 협정".split()
        for gap in ("", " ")
        for figure in range(10)
    ),
    *("이륜", "오토바이", "스쿠터", "번호판"),
    *(f"{region} {ward} " for region in places.REGIONS.split("|") for ward in WARDS),
)
# Of a vehicle whose plate is said in words.
SAID_OF_CAR: Final = tuple(
    f"차{said}"
    for said in ("는 ", "가 ", "도 ", "를 ", " 번호", "번호", "량번호", "량 번호", "량은 ", "량이 ", " ", ", ", ":")
)
CARD: Final = "카드 신용 체크 card Card CARD"
CARD_NUMBER: Final = """
카드번호 카드+번호 카_드_번_호 신용카드 체크카드 직불카드 Card+No CARD+NO card+no Card+Number CARD+NUMBER card+number
"""
LICENCE: Final = """
면_허 면허번호 면+허+번+호 면허증번호 면허증+번호 면허증 Driver's+License Drivers+License Driver+License
Driver's+Licence Driving+Licence DRIVER+LICENSE DRIVER'S+LICENSE driver's+license driver+license
"""
PASSPORT: Final = """
여_권 여_권_번_호 여권사본 여권정보 여권+사본 여권+확인 여권+조회 여권+소지 여권+분실 여행증명서 旅券
Passport PASSPORT passport PP+No
"""
HEALTH: Final = """
피보험자번호 피보험자+번호 가입자+번호 가입자번호 건보증번호 건강보험증번호
건강보험 건강보험증 보험증 보험증번호 보험증_번호 건강보험번호 건강보험+번호 의료보험 의료보험증 의료급여증
장기요양인정번호 장기요양번호 인정번호 인정관리번호
증번호 증_번호 건강보험+가입자번호 Insurance+No Insurance+Number INSURANCE+NO
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
주민등록번호+앞자리 주민등록번호+뒷자리 실명번호 실명확인번호 개인식별번호 住民登錄番號 住民番號 외국인등록증
Resident+Registration Resident+No Resident+ID RESIDENT+NO Registration+No RRN SSN Alien+Registration ARC ID+No ID+Number
"""
PHONE: Final = """
전_화 전_화_번_호 연_락_처 연락처+번호 휴+대 휴+대+폰 휴대폰+번호 휴+대+전+화 휴대전화+번호 핸폰 폰번호 핸+드+폰
핸드폰+번호
電話 電話番號 모바일 모바일+번호 휴대+번호 손전화 이동전화 HP H.P H/P Mobile MOBILE mobile Phone PHONE phone Cell+Phone
C.P. M.P. 콜백 회신번호 수신번호
"""
TELEPHONE: Final = "전화 휴대 핸드폰 연락처 모바일 HP H.P H/P Tel TEL tel Mobile MOBILE mobile phone Phone 폰"
# Who somebody is to another, between his name and his telephone.
RELATIONS: Final = """
본인 배우자 남편 아내 처 부 모 부친 모친 아버지 어머니 자 녀 아들 딸 자녀 장남 장녀 차남 차녀 형 누나 오빠 언니 동생
제 매 손자 손녀 며느리 사위 조부 조모 할머니 할아버지 보호자 가족 친구 지인 이웃 이모 고모 삼촌 조카 동거인 세입자
옆집 윗집 아랫집 앞집 옆방 동료 건물주 세대주 누이 남동생 여동생 사촌 시모 시부 장모 장인 처남 처제 매형 형수 형부 제부
올케 시누이 집주인 신청인 민원인 이용자 대상자 부재 결번 통화 독거 내담자 상대 상대방
"""
# What cells end in that are a desk's, and not said of a person.
DESKS: Final = "과 팀 실 국 청 관 원 소 처 점 부 센터 담당 문의 안내 접수 사무 대표 팩스 시 구 군"
PLATE: Final = """
차_량_번_호 차+번+호 차량+번호 차량+번호판 자동차+번호판 자동차+번호 자동차+등록번호 차량+등록번호 등록번호판 지게차
이륜차 이륜자동차 오토바이 스쿠터 원동기
건설기계 건설기계+등록번호 굴착기 굴삭기 덤프트럭 Plate+No License+Plate Vehicle+No Car+No
"""
VEHICLE: Final = """
차_량 번호판 자동차 차번호 차_종 이륜 승용 화물 승합 견인 주차 건설기계 굴착기 굴삭기 지게차 덤프 택시 트럭 오토바이
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
주문번호 운송장번호 송장번호 바코드 가상계좌 후원계좌 모금계좌 납부계좌 기부계좌 기탁계좌 상품코드 물품코드 등기번호
거래번호 거래+번호 전표번호 전표+번호 지출결의서 지출결의번호 승인번호 승인+번호 증빙번호
정류소번호 정류장번호 시료번호 검체번호 유물번호 소장번호 표본번호
수용가번호 수용가_번호 고객번호 수도번호 선발번호
세출과목 예산과목 납부번호 고지번호 자산번호 목록번호 제조번호 제품번호 시리얼번호 시리얼_번호 기기번호 로트번호 S/N
"""
