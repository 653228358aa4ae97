"""Signs of names: what stands before or behind somebody's, and what parts the names of a list."""

from typing import Final

from screening.words.namewords import SURNAMES

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
_OWN: Final = """
이웃 전처 엄마 아빠 아이 아기 친구 집사람 막내 큰애 작은애 아우 제수 제수씨 형수 처남 처제 매형 막둥이 옆방 손자 손녀
"""
_MATTERS: Final = """
통지 통보 처분 결정 명령 의뢰 신고 신청 청구 접수 취소 환수 반환 감면 등록 이첩 회신 발급 제출 송부 중지 예고 유족 환자
"""
ROLES: Final = (
    *(f"{end}{gap}{family}" for end in "자인생민" for gap in (" ", ":", ": ", " : ") for family in SURNAMES[:80]),
    *(f"{kin} " for kin in _OWN.split()),
    # What an office decides of somebody, in titles: 환수 결정 통지(홍길동).
    *(f"{matter}{mark}" for matter in _MATTERS.split() for mark in ("(", " (", " - ")),
)
# What parts the names of a list, before the next of them.
SERIES: Final = tuple(
    beside
    for beside in (f"{mark}{family}" for mark in (", ", "· ", "  ", "、", "/ ") for family in SURNAMES[:80])
    if beside not in TOLD_OF and beside[-1] not in "나라마사차기전주도지"  # which begin items and other words
)
# What only people have behind their names, or is written for them alone.
PERSONAL: Final = """
(子_ (女_ (夫_ (妻_ (父_ (母_ (처_ (딸_ (아들_ (남편_ (아내_ (모친_ (부친_ (보호자_
_드림 _올림 _배상 (부) (모) (조부) (조모) (처) (남편) (아들) (딸) (배우자) (자녀) (시모) (시부) (장모) (장인)
(손자) (손녀)
년생 (서명 (인) (_인_) ㊞ 이라는_ 라는_총각 에게서_ (서명) 乙: 乙_ 丙: 丙_ 甲: 甲_ 올시다 _사망, _사망) _승계) _한우_
_젖소_ _돼지_ _산란계_ _육계_ 옛_이름 개명_전 개명_후 라고_합니다 라고_해요 초) 중) 고) 초등학교) 중학교) 고등학교) 대)
대학교)
초_1) 초_2) 초_3) 초_4) 초_5) 초_6) 중_1) 중_2) 중_3) 고_1) 고_2) 고_3)
"""
