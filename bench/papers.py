"""Documents of an office made up from a seed: what it writes, and the forms that citizens fill in.

Forms carry marks («kind:value») where their personal data is. All of it is made up: births to come, exchanges that were
never opened, towns and roads that are not on the map.
"""

import random
from collections.abc import Callable, Sequence

from screening import Kind
from screening.words.namewords import NOT_NAMES, SYLLABLES

_SEED = 20210210

_NOUNS = """
도로 보수 공사 계획 시설물 안전 점검 결과 예산 집행 현황 주민 의견 수렴 회의 개최 협조 요청 자료 제출 사업 추진
방침 시민 참여 위원회 구성 운영 조례 개정 정보공개 청구 처리 기간 연장 통지 교통 신호 체계 개선 공원 녹지 조성
하천 정비 상수도 급수 불편 민원 해소 복지 급여 대상 조사 지원 단체 보조금 정산
""".split()
_ENDS = "을 를 에 대하여 관련하여 의 및 와 에서 으로 위한 따른".split()
_VERBS = "합니다 하고자 합니다 바랍니다 통보합니다 시행합니다 알려드립니다 검토하였습니다 제출합니다".split()
_UNITS = "도로계획과 정보공개정책과 공원녹지과 급수운영과 교통정책과 복지정책과".split()

_SURNAMES = "김이박최정강조윤장임한오서신권황안송류홍전고문손양배백허남심노하곽성차주우구민진나지엄채원천방"
_CITIES = (
    "서울특별시 누리구",
    "서울시 마당구",
    "부산광역시 나래구",
    "경기도 누리시 마당구",
    "전라남도 나래군",
    "강원특별자치도 누리시",
)
_ROADS = "마당로 나래로 누리대로 마당로12길 나래로3가길 새마당길".split()
_BANKS = "국민은행 신한은행 농협 우리은행 하나은행 우체국 새마을금고 카카오뱅크".split()
_LETTERS = "가나다라마거너더러머버서어저고노도로모보소오조구누두루무부수우주하허호"


class Papers:
    """A seeded source of documents: what an office writes, and forms that citizens fill in, with marks."""

    def __init__(self, seed: int = _SEED) -> None:
        self._random = random.Random(seed)

    def approval(self, characters: int) -> str:
        """An approval document without personal data, but with all that looks like it."""
        pick, number = self._random.choice, self._random.randint
        lines = [f"수신 {pick(_UNITS)}장\n(경유)\n제목 {pick(_NOUNS)} {pick(_NOUNS)} {pick(_NOUNS)}\n"]
        while sum(map(len, lines)) < characters:
            lines.append(self._random.choices(_LINES, weights=(8, 1, 1))[0](self))
        lines.append(
            f"주무관 이가온 팀장 박나래 {pick(_UNITS)}장 代김다솜\n협조자\n시행 {pick(_UNITS)}-{number(1, 20000)} "
            f"(2021. {number(1, 12)}. {number(1, 28)}.) 접수\n우 04524 서울특별시 중구 세종대로 110 / "
            f"전화 02-2133-{number(1000, 9999)} /전송 02-2133-{number(1000, 9999)} / office@seoul.go.kr / 부분공개(6)"
        )
        return "\n".join(lines)

    def table(self, rows: int) -> str:
        """A spreadsheet of works: numbers, amounts, dates, units."""
        number, pick = self._random.randint, self._random.choice
        lines = ["연번\t관리번호\t사업명\t부서\t금액\t착공일"]
        lines += [
            f"{row}\t2104{number(10**10, 10**11 - 1)}\t{pick(_NOUNS)} {pick(_NOUNS)} 공사\t{pick(_UNITS)}"
            f"\t{number(1, 999)},{number(100, 999)},000\t2021-{number(1, 12):02}-{number(1, 28):02}"
            for row in range(rows)
        ]
        return "\n".join(lines)

    def form(self) -> str:
        """A form or a letter with personal data, marked as the labelled cases are."""
        return self._random.choice(_FORMS)(self)

    def sentence(self) -> str:
        """A sentence such as offices write."""
        pick = self._random.choice
        words = [pick(_NOUNS) + (pick(_ENDS) if self._random.random() < 0.4 else "") for _ in range(18)]
        return f"  {pick('가나다라')}. {' '.join(words)} {pick(_VERBS)}."

    def reference(self) -> str:
        """Documents and notices by their numbers."""
        pick, number = self._random.choice, self._random.randint
        return (
            f"{number(1, 9)}. {pick(_UNITS)}-{number(1, 30000)}(2021. {number(1, 12)}. {number(1, 28)}.)호 및 "
            f"서울특별시 공고 제2021-{number(1, 4000)}호와 관련하여 {pick(_NOUNS)} {pick(_NOUNS)}을 {pick(_VERBS)}."
        )

    def amounts(self) -> str:
        """Money, dates and hours."""
        number = self._random.randint
        return (
            f"  - 소요예산: 금{number(1, 999)},{number(100, 999)},{number(100, 999)}원(25만 3000원 포함), "
            f"기간 2021. {number(1, 6)}. {number(1, 28)}. ~ 2021. {number(7, 12)}. {number(1, 28)}. {number(9, 18)}:00"
        )

    def name(self) -> str:
        while True:
            name = self._random.choice(_SURNAMES) + "".join(self._random.choices(SYLLABLES, k=2))
            if name not in NOT_NAMES and name[:2] not in NOT_NAMES:
                return f"«{Kind.PERSON_NAME}:{name}»"

    def resident(self) -> str:
        number = self._random.randint
        birth = f"{number(27, 99)}{number(1, 12):02}{number(1, 28):02}"
        return f"«{Kind.RESIDENT_NUMBER}:{birth}-{number(3, 4)}{number(0, 999999):06}»"

    def mobile(self) -> str:
        shape = self._random.choice(
            ("010-0000-{:04}", "0100000{:04}", "010 0000 {:04}", "010.0000.{:04}", "+82-10-0000-{:04}")
        )
        return f"«{Kind.MOBILE}:{shape.format(self._random.randint(0, 9999))}»"

    def telephone(self) -> str:
        shape = self._random.choice(("02-000-{:04}", "031-000-{:04}", "(02) 000-{:04}", "051.000.{:04}"))
        return f"«{Kind.HOME_PHONE}:{shape.format(self._random.randint(0, 9999))}»"

    def account(self) -> str:
        groups = self._random.choice(((6, 2, 6), (3, 3, 6), (4, 3, 6), (3, 6, 5), (3, 4, 4, 2), (3, 2, 6), (4, 2, 7)))
        return (
            f"«{Kind.BANK_ACCOUNT}:{'-'.join(''.join(self._random.choices('0123456789', k=size)) for size in groups)}»"
        )

    def plate(self) -> str:
        number = self._random.choice((f"{self._random.randint(1, 99):02}", str(self._random.randint(100, 699))))
        gap = self._random.choice(("", " "))
        return f"«{Kind.VEHICLE_PLATE}:{number}{self._random.choice(_LETTERS)}{gap}{self._random.randint(0, 99):04}»"

    def address(self) -> str:
        pick, number = self._random.choice, self._random.randint
        base = f"{pick(_CITIES)} {pick(_ROADS)} {number(1, 999)}"
        if self._random.random() < 0.3:
            base = f"{pick(_CITIES)} 마당동 {number(1, 999)}-{number(1, 40)}"
        flat = pick(
            (
                "",
                "",
                f", {number(101, 120)}동 {number(101, 2005)}호",
                f" 나래아파트 {number(101, 120)}동 {number(101, 999)}호",
            )
        )
        return f"«{Kind.HOME_ADDRESS}:{base}{flat}»"

    def email(self) -> str:
        letters = "".join(self._random.choices("abcdefghijklmnop", k=6))
        return f"«{Kind.EMAIL}:{letters}@example.com»"

    def bank(self) -> str:
        return self._random.choice(_BANKS)


_LINES: Sequence[Callable[[Papers], str]] = (Papers.sentence, Papers.reference, Papers.amounts)
_FORMS: Sequence[Callable[[Papers], str]] = (
    lambda p: (
        f"1. 민원인 {p.name()}({p.resident()})이 도로 보수를 요청함.\n 주소: {p.address()}\n 연락처: {p.mobile()}"
    ),
    lambda p: (
        f"신 청 인\n성명 {p.name()}\n생년월일 2030. 1. 1.\n주소 {p.address()}\n"
        f"전화번호 {p.telephone()}\n휴대전화 {p.mobile()}\n"
    ),
    lambda p: f"□ 청구인: {p.name()}\n  - 주소 : {p.address()}\n  - 이메일 : {p.email()}\n",
    lambda p: (
        "연번\t성명\t주민등록번호\t계좌번호\n"
        + "".join(f"{row}\t{p.name()}\t{p.resident()}\t{p.account()}\n" for row in range(3))
    ),
    lambda p: f"위반차량 {p.plate()}, 소유자 {p.name()}, 주소 {p.address()}",
    lambda p: f"{p.bank()} {p.account()} (예금주: {p.name()})",
    lambda p: f"수신 {p.name()} 귀하\n귀하께서 제출하신 민원에 대하여 답변드립니다. 문의 도로과 02-000-1234",
    lambda p: f'성명,연락처,주소\n{p.name()},{p.mobile()},"{p.address()}"\n{p.name()},{p.mobile()},"{p.address()}"\n',
    lambda p: f"피해자 {p.name()}은 2021. 2. 10. 14:00경 신고하였으며, 거주지는 {p.address()}이다.",
    lambda p: (
        f"| 순번 | 신청인 | 차량번호 | 연락처 |\n|---|---|---|---|\n| 1 | {p.name()} | {p.plate()} | {p.mobile()} |"
    ),
    lambda p: f"보호자 성명: {p.name()} (관계: 부), 비상연락처: {p.mobile()}, 자택 {p.telephone()}",
    lambda p: f"제보자 이메일 {p.email()}로 회신하였음. {p.mobile()}으로 문자 발송. 이름 : {p.name()}",
)
