"""Words for whose names are public, and for what is an employee's own affair."""

from typing import Final

# Lists whose names are public: those of offices and committees, of who was honoured or stood for election.
PUBLIC_ROSTER: Final = """
위원 의원 직원 임원 간부 공무원 참석 출석 근무 당직 담당 심사 평가단 강사 교수 발표 토론 출연 저자 집필 연구 편집 수상
입상 표창 포상 후보 통장 반장 이장 업체 기업 법인 회사 사업자 선수 감독 부서 대표 발의 조직
"""
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
# Those of them whose names are public, or that are no persons.
PUBLIC_ROLES: Final = """
수행자 소송수행자
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
