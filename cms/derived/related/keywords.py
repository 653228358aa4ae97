"""The keywords of a Korean document, found without a dictionary.

A word is a run of Hangul or of Latin letters. Particles and the endings of 하다 and 되다 are stripped where what is
left can carry them: 을 and 은 follow a final consonant, 를 and 는 a vowel. Particles that are also the last syllable of
many nouns (로 of 도로, 도 of 제도) are stripped only where the same text has the word without them, or with another of
them. What every office writes in every letter is no keyword; how rare the others are is weighed in comparing.
"""

import re
from collections import Counter
from functools import lru_cache
from typing import Final

MAX_KEYWORDS: Final = 12
# A word of the title counts as often as this many in the text.
_TITLE_WEIGHT: Final = 3
# Characters of the text that are read: what a document is about, it says at its beginning.
_READ: Final = 4_000
_LONGEST: Final = 20
_WORD: Final = re.compile(r"[가-힣]{2,}|[A-Za-z][A-Za-z0-9]+")
_VERB: Final = re.compile(
    r"(?<=[가-힣]{2})(하|되|시키)(고자|기로|도록|므로|면서|였[가-힣]*|는[가-힣]?|여야?|고|며|면|기|지|던)$"
    r"|(?<=[가-힣]{2})(합니다|됩니다|한다|된다|하겠[가-힣]+|해야|하여|되어|했[가-힣]+|됐[가-힣]+|입니다|이며|이고|이다)$"
)
# Each with what it must follow: a final consonant, a vowel, or either.
_CLOSED, _EITHER, _VOWEL = range(3)
_AFTER_BOTH: Final = "에서는 에서도 에서의 에서 에게서 에게 에는 에도 까지 부터 마다 처럼 보다 에"
_AFTER_FINAL: Final = "으로써 으로서 으로의 으로부터 으로는 으로도 으로 이나 이란 을 은"
_AFTER_VOWEL: Final = "란 를 는 와"
_PARTICLES: Final = tuple(
    sorted(
        (
            *(
                (text, _EITHER)
                for text in "에서는 에서도 에서의 에서 에게서 에게 에는 에도 까지 부터 마다 처럼 보다".split()
            ),
            *((text, _CLOSED) for text in _AFTER_FINAL.split()),
            *((text, _VOWEL) for text in _AFTER_VOWEL.split()),
        ),
        key=lambda pair: -len(pair[0]),
    )
)
_DOUBTFUL: Final = tuple("이 가 과 도 로 만 나".split())
# Of which nouns 의 is the last syllable: 회의, 심의, 협의 …
_NOUNS_IN_UI: Final = tuple(f"{syllable}의" for syllable in "회심협논동합결주정문건강토질이열상창")
STOP_WORDS: Final = frozenset(
    """
    가능 감사 강화 개선 개최 검토 결과 결정 결재 경우 계획 계획서 공고 공문 공유 공지 관계 관련 관하 관한 구성
    국장 귀하 귀중 규정 근거 금년 금번 기관 기본 기안 기재 기준 기타 기한 내부 내역 내용 년도 다음 담당 담당자
    당일 대상 대하 대한 대비 등록 따라 따른 또한 마련 만료 매우 목적 문서 문의 반영 발송 발생 방법 방안 변경
    별도 별첨 보고 보고서 본부 부서 부분 부탁 붙임 비고 비공개 사무 사본 사업 사용 사유 사전 사항 상기 상반기
    생략 서류 서식 서울 서울시 서울특별시 선정 설명 세부 소관 송부 수립 수신 승인 시장 시정 시행 신청 신청서
    신규 실시 실적 아래 아울러 안내 알림 업무 업체 예정 완료 요구 요청 요청서 우리 위하 위한 위해 유관 의거 의견
    의뢰 이상 이하 이후 이전 인하 일부 일시 일자 일정 일체 있는 있습니다 자료 자체 장소 재배정 적극 전체 접수
    정기 제목 제출 제외 조치 조사 종료 주무관 주요 주관 중간 지급 지난 지원 지정 지침 진행 집행 참고 참석 첨부
    처리 총괄 최종 추가 추진 추후 통보 통지 통하 통한 특별 팀장 파악 포함 필요 하반기 하오니 하시기 해당 향후
    현재 현황 협의 협조 확인 확정 활용 회신 회의 공개 바랍니다 바라며 그리고 그러나 끝으로 아니하 없음 있음 이를
    모든 각종 각각 통해 대해 관해 the of and for to in on at by an or is are be as with from this that
    """.split()
)


def keywords(title: str, text: str) -> list[str]:
    """At most :data:`MAX_KEYWORDS` words, those first that the title has or the text repeats most."""
    titled, read = _words(title), _words(text[:_READ])
    stems = _stems(titled.keys() | read.keys())
    counted: dict[str, int] = {}
    for words, weight in ((titled, _TITLE_WEIGHT), (read, 1)):
        for word, count in words.items():
            stem = stems.get(word, word)
            counted[stem] = counted.get(stem, 0) + count * weight
    # A word that the text has once and the title has not says little; equals stay in the order of appearance.
    found = [word for word, count in counted.items() if count > 1 and word not in STOP_WORDS and len(word) > 1]
    return sorted(found, key=counted.__getitem__, reverse=True)[:MAX_KEYWORDS]


def _words(text: str) -> dict[str, int]:
    """The number of times that each word stands in a text, in the order of first appearance."""
    counted: dict[str, int] = {}
    for written, count in Counter(_WORD.findall(text)).items():
        if len(written) <= _LONGEST:
            word = _without_ending(written)
            counted[word] = counted.get(word, 0) + count
    return counted


@lru_cache(maxsize=50_000)
def _without_ending(word: str) -> str:
    """The word without an ending of 하다 or 되다 and without a particle that is hardly ever part of a noun."""
    word = _VERB.sub("", word.casefold())
    if word.endswith("의") and len(word) > 2 and not word.endswith(_NOUNS_IN_UI):
        return word[:-1]
    for particle, follows in _PARTICLES:
        stem = word.removesuffix(particle)
        if stem is not word and len(stem) > 1 and follows in (_EITHER, _VOWEL if _ends_in_vowel(stem) else _CLOSED):
            return stem
    return word


def _stems(words: set[str]) -> dict[str, str]:
    """Words with a doubtful particle, and without it: where the text has it bare, or with two such particles."""
    doubtful = [(word, word[:-1]) for word in words if word.endswith(_DOUBTFUL) and len(word) > 2]
    forms = Counter(stem for _, stem in doubtful)
    return {word: stem for word, stem in doubtful if stem in words or forms[stem] > 1}


def _ends_in_vowel(word: str) -> bool:
    """Return whether a Hangul word ends without a final consonant (Unicode 3.12: each vowel has 28 syllables)."""
    return (ord(word[-1]) - 0xAC00) % 28 == 0
