"""Words over the columns of tables, and what stands in some of them."""

from typing import Final

# What stands before another word of a heading: 최종 주소, 신청 휴대폰.
FORE: Final = """
현 전 구 신 새 옛 실 최종 실제 최근 신청 등록 입금
환급 환불 지급 수령 납부 보험 보험증 비상 긴급 도로명 주민등록 본인 개인 여권
차량 운전 면허 장기요양
"""
# Headings besides those that stand beside a name in the tables of offices, and what others end in.
MORE: Final = """
지번 지목 편입 소재지 강좌 과목 권역 동호 동호수 차종 품목 신청품목
병명 대상 좌석 종목 시간 장소 물품 수량 담당 사업 조치 처분 비율
서명
"""
ENDS: Final = """
명 일 일자 번호 구분 여부 액 비고 지 처 사유 종류 유형 상태 결과 내용 기간 관계 등급 인원 은행 계좌 점수 과목 세목
"""
# Those who are a column's that no cue word is in, by the end of its heading; and who is no citizen there.
PERSONS: Final = "자 인 민 생 가정 환자 아동 회원 어르신 점주 선주 농가주"
BODIES: Final = "국민 상대자 사업자 시행자 낙찰자 수요자 공급자 수행자"
# Whose telephone or address is no person's.
OFFICES: Final = """
기관 센터 사무 업체 업소 회사 직장 학교 문의 대표_전화 시설 관리소 부서 접수처 발급 사업장 매장 점포
"""
# Of an official, in a line below a table.
POSTS: Final = """
담당 주무관 팀장 과장 국장 실장 사무관 서기관 원장 관장 소장 교장 교감 점장 담임 강사 심판 심판장 총무 지도사
"""
KIN: Final = """
본인 처 자 녀 모 부 손 남편 아내 배우자 자녀 부친 모친 장남 장녀 차남 차녀 손자 손녀 조카 외손 형 제 매 며느리 사위
"""
# What longer words end in that are businesses and bodies, and no names.
BODY_ENDS: Final = """
농원 농장 푸드 케미칼 상사 산업 건설 조합 법인 협회 재단 상회
식품 유통 개발 환경 전자 기업 공사 공단 마트 식당 가정 동아리
학교 병원 의원 약국 교회 센터 회관 사무소 은행 주민 가구 세대 호텔 문고 서점 미디어 시스템 테크 물산 축산 수산 종합
엔지니어링 단체 분식 섬유 영업소
"""
# What belongs to a village or a city, by the end of its name; a pattern.
HALLS: Final = "마을회관|경로당|보건소|보건지소|보건진료소|어울림센터|주민센터|행정복지센터|주간보호(?:센터)?|영업소"
