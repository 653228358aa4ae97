"""Reading queries."""

from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval import queries, synonyms
from retrieval.lexicon import MemoryLexicon
from retrieval.queries import By
from retrieval.segments import Text

TITLES = [
    "구제역 방역",
    "구제역 소독",
    "청소년 수련관",
    "청소년의 날",
    "청소년 쉼터",
    "광화문 현판",
    "현판 교체",
    "자전거도로 정비",
    "github 보안",
    "구급차 배치",
]
LEXICON = MemoryLexicon([Text(key=number, moment=0, title=title) for number, title in enumerate(TITLES)])
SYNONYMS = synonyms.read(["행정안전부 = 행안부", "혼자 살다 죽은 사람 > 고독사", "개인형 이동장치 = 킥보드  # 두 바퀴"])


def read(text, **how):
    return queries.read(text, lexicon=LEXICON, synonyms=SYNONYMS, **how)


def ways(text):
    return [[(way.text, way.by) for way in concept.ways] for concept in read(text).concepts]


def test_a_known_word_is_looked_for_as_typed():
    assert ways("구제역") == [[("구제역", By.TYPED)]]


def test_particles_are_taken_off():
    assert ways("구제역에서는 현판을") == [[("구제역", By.TYPED)], [("현판", By.TYPED)]]


def test_a_word_that_only_looks_as_if_it_had_a_particle_stays():
    assert ways("자전거도로") == [[("자전거도로", By.TYPED)]]


@pytest.mark.parametrize(
    ("typed", "parts"),
    [
        ("청소년구제역방역", ["청소년", "구제역", "방역"]),
        ("광화문현판교체를", ["광화문", "현판", "교체"]),
        ("청소년없는말", ["청소년없는말"]),
        ("청소년에", ["청소년"]),
        ("구제역x방역", ["구제역x방역"]),
    ],
)
def test_a_word_that_nobody_writes_is_read_as_the_known_ones_it_is_made_of(typed, parts):
    assert ways(typed) == [[(part, By.TYPED)] for part in parts]
    assert [concept.typed for concept in read(f'"{typed}"').concepts] == [typed]


def test_a_day_in_three_words_is_looked_for_as_one_thing():
    (day,) = ways("2021년 2월 10일에")
    assert ("2021 02 10", By.WRITTEN) in day
    assert [len(concept) for concept in ways("2021년 2월 30일")] == [1, 1, 1]


def test_what_was_typed_syllable_by_syllable_is_one_word():
    assert ways("구 제 역 방역") == [[("구제역", By.TYPED)], [("방역", By.TYPED)]]
    assert ways("구 제") == [[("구", By.TYPED)], [("제", By.TYPED)]]


def test_a_verb_only_helps_beside_something_else():
    beside, alone = read("자전거도로 빌려요"), read("빌려요")
    assert [concept.only_helps for concept in beside.concepts] == [False, True]
    assert [concept.only_helps for concept in alone.concepts] == [False]
    assert ways("구제역 어디로 가야 하나요") == ways("구제역")


def test_words_that_only_ask_are_left_out_unless_there_is_nothing_else():
    assert ways("구제역은 어떻게 대비해야 하나요?") == [[("구제역", By.TYPED)], [("대비", By.TYPED)]]
    assert ways("어떻게") == [[("어떻게", By.TYPED)]]


def test_synonyms_are_other_ways_and_lead_one_way_where_the_table_says_so():
    assert ways("행안부는") == [[("행안부", By.TYPED), ("행정안전부", By.SYNONYM)]]
    assert ways("혼자 살다 죽은 사람") == [[("혼자 살다 죽은 사람", By.TYPED), ("고독사", By.SYNONYM)]]
    assert ways("고독사") == [[("고독사", By.TYPED)]]


def test_a_synonym_within_a_word_is_replaced():
    assert ("개인형 이동장치주차", By.SYNONYM) in ways("킥보드주차")[0]


def test_the_wrong_mode_of_the_keyboard_is_read_and_said():
    assert ways("rnrmqck") == [[("rnrmqck", By.TYPED), ("구급차", By.KEYBOARD)]]
    assert read("햐소ㅕㅠ").readings == (("햐소ㅕㅠ", "github"),)


def test_a_latin_word_that_the_index_knows_stays():
    assert ways("GitHub") == [[("github", By.TYPED)]]


def test_initials_are_the_words_that_have_them():
    assert ways("ㅊㅅㄴ") == [[("청소년", By.INITIALS)]]
    assert ways("ㅋㅋㅋ") == [[("ㅋㅋㅋ", By.TYPED)]]


@pytest.mark.parametrize(
    "slip", ["구재역", "구제욕", "구제여", "구젱역", "제구역", "귀제역", "구제여ㄱ", "구구제역", "굿제역", "구제격"]
)
def test_one_slip_of_the_finger_is_offered_where_the_word_is_unknown(slip):
    assert ("구제역", By.SPELLING) in ways(slip)[0]


def test_a_word_written_as_it_is_heard_is_offered_as_it_is_spelt():
    lexicon = MemoryLexicon([Text(key=1, moment=0, title="음악 놀이"), Text(key=2, moment=0, title="음악 노리")])
    query = queries.read("으막", lexicon=lexicon, synonyms=SYNONYMS)
    assert query.readings == (("으막", "음악"),)


@pytest.mark.parametrize(("word", "titles"), [("채용", "내용"), ("공고", "공개"), ("공고", "공공"), ("납부", "날부터")])
def test_a_word_of_two_syllables_is_no_slip_for_any_other(word, titles):
    lexicon = MemoryLexicon([Text(key=1, moment=0, title=titles)])
    assert queries.read(word, lexicon=lexicon, synonyms=SYNONYMS).readings == ()


@pytest.mark.parametrize("slip", ["현핀", "현팜", "형판", "현반"])
def test_a_word_of_two_syllables_is_a_slip_where_the_letters_are_near_or_alike(slip):
    assert read(slip).readings == ((slip, "현판"),)


def test_a_word_that_the_table_has_is_no_slip():
    lexicon = MemoryLexicon([Text(key=1, moment=0, title="심의회")])
    table = synonyms.read(["시의회 의원 = 시의원"])
    assert queries.read("시의회", lexicon=lexicon, synonyms=table).readings == ()
    assert queries.read("시의회", lexicon=lexicon, synonyms=SYNONYMS).readings == (("시의회", "심의회"),)


def test_a_known_word_is_never_corrected():
    assert read("현판").readings == ()


def test_what_is_quoted_is_met_by_nothing_else():
    (concept,) = read("“광화문 판현”").concepts
    assert concept.is_exact
    assert [(way.text, way.by) for way in concept.ways] == [("광화문 판현", By.TYPED)]


def test_minus_and_fields_are_no_concepts():
    query = read('구제역 -소독 -"방역 대책" 부서:"동물 보호과" year:2026 https://www.a.kr/b')
    assert [concept.typed for concept in query.concepts] == ["구제역", "a.kr/b"]
    assert query.without == ("소독", "방역 대책")
    assert query.fields == (("unit", "동물 보호과"), ("year", "2026"))


@pytest.mark.parametrize(
    ("text", "fields"),
    [
        ("부서:도로과", [("unit", "도로과")]),
        ("Unit: 도로과", [("unit", "도로과")]),
        ("문서번호：정보공개정책과－1234", [("number", "정보공개정책과-1234")]),
        ("unit:unit:도로과", [("unit", "unit:도로과")]),
        ("연도:2026년 year:2025", [("year", "2026"), ("year", "2025")]),
        (normalize("NFD", "부서:도로과"), [("unit", "도로과")]),
        ("unit:도로\u200b과\ud800", [("unit", "도로과")]),
        ("unit:", []),
        ('unit:""', []),
        ("unit: -도로과", []),
        ("year:올해", []),
        ("title:도로과", []),
    ],
)
def test_fields_have_english_and_korean_names_and_what_is_no_field_is_text(text, fields):
    assert list(read(text).fields) == fields


@pytest.mark.parametrize(
    ("text", "concepts"),
    [
        ('"광화문 현판', ["광화문", "현판"]),
        ('광화문" 현판"', ["광화문", "현판"]),
        ('""', []),
        ('" "', []),
        ("unit:", ["unit"]),
        ("year:올해", ["year:올해"]),
        ("(청소년 OR 구제역) AND NOT github*", ["청소년", "구제역", "github"]),
        ("청소년^2 NEAR/3 +현판~", ["청소년^2", "NEAR/3", "현판"]),
        ("title:[가 TO 나] {x} \\ /y/", ["title", "가", "나", "x", "y"]),
        ("year > 1 OR 1=1;--", ["year", "1", "1=1"]),
        ("청소년,현판 1,000원", ["청소년", "현판", "1,000원"]),
        ("- -- * ~ ^ ( ) :", []),
        ("구\u200b제\u202e역\0현판", ["구제역", "현판"]),
        ("제12조제3항 12조의2제1항제3호", ["제12조", "제3항", "12조의2", "제1항", "제3호"]),
        ("정보공개정책과-1234", ["정보공개정책과-1234"]),
    ],
)
def test_what_is_no_operator_here_is_text(text, concepts):
    assert [concept.typed for concept in read(text).concepts] == concepts


@pytest.mark.parametrize("text", ["-소독", '-"방역 대책"', "--소독", "year:2026 -소독", "-unit:도로과"])
def test_a_query_may_have_nothing_but_what_must_be_absent_and_fields(text):
    query = read(text)
    assert query.concepts == ()
    assert query.without


def test_what_must_be_absent_in_a_field_must_be_absent_as_a_word():
    assert read("-부서:도로과").without == ("도로과",)


@pytest.mark.parametrize("day", ["2026-07-26", "2026.7.26", "2026/07/26", "20260726"])
def test_a_day_is_found_however_it_is_written(day):
    assert {"2026년 7월 26일", "2026 7 26"} <= {text for text, _ in ways(day)[0]}


@pytest.mark.parametrize("number", ["2026-13-26", "2026-2-30", "202607260", "2026-7/26", "20267"])
def test_what_is_no_day_is_a_number(number):
    assert len(ways(number)[0]) == 1


def test_numbers_with_a_mark_between_them_stay_two():
    assert ways("2021-2022") == [[("2021 2022", By.TYPED)]]


def test_a_key_held_with_shift_counts():
    assert ways("Tmfprl") == [[("tmfprl", By.TYPED), ("쓰레기", By.KEYBOARD)]]
    assert ways("RNRMQCK") == [[("rnrmqck", By.TYPED), ("구급차", By.KEYBOARD)]]
    assert ways("rnwpdur2") == [[("rnwpdur2", By.TYPED)]]


def test_initials_of_two_words_in_a_row_are_read_where_no_word_has_them_all():
    assert ways("ㅊㅅㄴㄱㅈㅇ") == [[("청소년 구제역", By.INITIALS)]]


@pytest.mark.parametrize("text", ["rnrmqck", "ㅊㅅㄴ", "구재역", "햐소ㅕㅠ"])
def test_as_typed_nothing_is_read_otherwise(text):
    assert read(text).readings
    query = read(text, as_typed=True)
    assert query.readings == ()
    assert query.understood == query.typed == text


def test_a_query_says_how_it_was_understood():
    query = read('  RNRMQCK “광화문 현판”  -"방역 대책" 부서：도로과 구재역?  연도:2026년')
    assert query.typed == 'RNRMQCK "광화문 현판" 구재역 -"방역 대책" unit:도로과 year:2026'
    assert query.understood == '구급차 "광화문 현판" 구제역 -"방역 대책" unit:도로과 year:2026'


SIGNS = st.lists(
    st.sampled_from(
        [
            *'가구제역ㅊㅅㄴㅎrRk2 "“-:,()^*~/\\%_.;조항\0\ud800\u202e\u200b女ᄀ',
            "unit:",
            "년도:",
            "2026",
            " 구재역 ",
            "http://",
        ]
    ),
    max_size=40,
).map("".join)


class Counted:
    """A lexicon that counts what it is asked."""

    def __init__(self):
        self.asked = 0

    def counts(self, words):
        self.asked += len(words)
        return LEXICON.counts(words)

    def with_initials(self, initials, *, limit):
        self.asked += limit
        return LEXICON.with_initials(initials, limit=limit)


@given(SIGNS)
def test_what_was_typed_is_the_same_query_in_its_one_form(text):
    query = read(text)
    assert read(query.typed) == query


@given(SIGNS)
def test_as_typed_any_text_has_no_readings(text):
    assert read(text, as_typed=True).readings == ()


@pytest.mark.parametrize(
    "text", ["가나다라마바사 " * 2000, "ㄱ" * 10_000, "gksrmf " * 2000, "-" * 10_000, '"' * 10_000]
)
def test_a_long_query_asks_the_lexicon_no_more_than_a_short_one(text):
    lexicon = Counted()
    queries.read(text * 10_000, lexicon=lexicon, synonyms=SYNONYMS)
    assert lexicon.asked <= 16 * 1_000


@given(st.text(max_size=300) | SIGNS)
def test_any_text_is_a_query_of_bounded_size(text):
    query = read(text)
    assert len(query.concepts) <= 16
    assert all(1 <= len(concept.ways) <= 8 for concept in query.concepts)
    assert all(way.text for concept in query.concepts for way in concept.ways)


@pytest.mark.parametrize("line", ["혼자", "= =", "> 고독사", "혼자 >", " = 혼자"])
def test_a_line_of_the_table_without_two_words_is_refused_with_its_number(line):
    with pytest.raises(synonyms.BadLine, match="line 2:"):
        synonyms.read(["a = b", line])


def test_what_is_typed_several_times_is_looked_for_once_where_it_stands_last():
    query = read("소독을 방역 소독 0 0 0 0")
    assert [concept.ways[0].text for concept in query.concepts] == ["방역", "소독", "0"]
    # Quoted it is another thing.
    assert len(read('"소독" 소독').concepts) == 2
