"""Signs of mail: who gives people their addresses, and how the at sign is spelled to hide one from programs."""

from typing import Final

# Who gives people their mail, as it is written and said.
MAIL_HOSTS: Final = """
naver gmail daum hanmail nate kakao hotmail outlook yahoo icloud 네이버 지메일 쥐메일 구글 다음 한메일 네이트 카카오
핫메일 야후 아웃룩 파란 엠파스 천리안 드림위즈 프리챌 하나로
""".split()
# What is drawn in place of an at sign.
DRAWN_SIGNS: Final = "★☆◎◉♡ⓐ#&*"
# Where people write to each other by a name that they have chosen.
MESSENGERS: Final = """
카카오톡 카톡 메신저 잘로 Zalo zalo 바이버 시그널 카카오ID 카카오+아이디 톡아이디 텔레그램 라인ID 라인+아이디
카카오+ID kakao+id Kakao+ID KAKAO+ID LINE+ID line+id 라인+id
위챗 왓츠앱 디스코드 인스타그램 인스타 페이스북 페북 트위터 KakaoTalk kakaotalk
네이버+아이디 구글+아이디 다음+아이디 제+아이디 내+아이디 쓴+아이디 쓰는+아이디
Telegram telegram WeChat wechat WhatsApp Instagram instagram
""".split()
# The at sign and the dot of an address that is spelled to hide it from programs.
SPELLED_MAIL: Final = (
    *"골뱅이 골벵이 앳 엣 에트 ⓐ (a) at) at] at} at> AT) AT] dot _at_ %40 #64 DOT".split(),
    *(sign + host for sign in (*DRAWN_SIGNS, "at ", "AT ") for host in MAIL_HOSTS),
)
