"""Finding texts, and their order."""

import numpy as np
import pytest

from retrieval import Index, Synonyms, Text, queries, ranges, synonyms
from retrieval.index import MemoryShelf
from retrieval.lexicon import MemoryLexicon
from retrieval.ranking import matching, ranked
from retrieval.scoring import Scoring, terms_of
from retrieval.segments import segment_of
from retrieval.squeezing import parts_of_all

TABLE = synonyms.read(["인공지능 = AI"])


def found(texts, query, table=TABLE):
    """The titles of the hits that match, in their order."""
    texts = [
        text if isinstance(text, Text) else Text(key=number, moment=0, title=text) for number, text in enumerate(texts)
    ]
    titles = {text.key: text.title for text in texts}
    return [titles[hit.key] for hit in Index(texts, synonyms=table).search(query).hits if hit.matches]


@pytest.mark.parametrize(
    "query", ["학교밖청소년", "학교 밖 청소년", "학교밖 청소년을", "學校 밖 靑少年", "gkrry 밖 청소년"]
)
def test_blanks_particles_hanja_and_mode_make_no_difference(query):
    assert found(["학교 밖 청소년 지원", "도로 점용 허가"], query) == ["학교 밖 청소년 지원"]


def test_the_title_counts_more_than_the_summary_and_that_more_than_the_body():
    texts = [
        Text(key=1, moment=0, title="가", body="도로 점용"),
        Text(key=2, moment=0, title="나", summary="도로 점용"),
        Text(key=3, moment=0, title="도로 점용"),
    ]
    assert found(texts, "도로 점용") == ["도로 점용", "나", "가"]


def test_newer_comes_before_older_at_equal_worth():
    texts = [Text(key=number, moment=moment, title="도로 점용") for number, moment in enumerate([5, 9, 7])]
    assert [hit.moment for hit in Index(texts).search("도로").hits] == [9, 7, 5]


def test_what_has_every_concept_comes_before_what_has_one_often():
    assert found(["드론 드론 드론", "산림 드론 이용", "산림 산림"], "드론 산림")[0] == "산림 드론 이용"


def test_what_matches_comes_before_what_is_only_near_whatever_that_scores():
    near = [Text(key=number, moment=0, title="도로 도로 도로") for number in range(1, 9)]
    texts = [*near, Text(key=9, moment=0, title="가나다", body="하천과 도로 " + "나무와 " * 600)]
    hits = Index(texts).search("도로 하천").hits
    assert [hit.key for hit in hits if hit.matches] == [9]
    assert (hits[0].key, len(hits)) == (9, 9)


def test_what_stands_beside_a_text_by_just_the_name_typed_counts_as_its_title():
    texts = [
        Text(key=1, moment=0, title="가", aside="교통\n정류장"),
        Text(key=2, moment=9, title="나", aside="교통정책과\n정류장"),
    ]
    first, second = Index(texts).search("교통").hits
    assert (first.key, second.key) == (1, 2)
    assert first.score > second.score


@pytest.mark.parametrize(
    ("typed", "stands"), [("11월", "11월까지"), ("15일", "15일에"), ("17곳", "17곳을"), ("5분", "5분")]
)
def test_a_number_is_found_with_what_it_counts_whatever_particle_follows(typed, stands):
    apart = f"{typed[-1]}까지 {typed[:-1]}명, 1{typed}"
    texts = [Text(key=1, moment=0, title="가", body=f"신청은 {stands} 받는다"), Text(key=2, moment=9, title=apart)]
    assert found(texts, typed) == ["가"]


def test_a_word_that_only_a_body_has_comes_before_the_words_of_titles_that_it_may_be_a_slip_of():
    texts = [
        Text(key=1, moment=0, title="검사", body="도핑"),
        *(Text(key=n, moment=n, title="도피") for n in range(2, 5)),
    ]
    answer = Index(texts).search("도핑")
    assert [hit.key for hit in answer.hits] == [1, 4, 3, 2]
    assert answer.query.readings == (("도핑", "도피"),)


def test_a_synonym_is_found_and_a_quoted_word_is_not_replaced():
    assert found(["AI 공모전", "영상 공모전"], "인공지능") == ["AI 공모전"]
    assert found(["AI 공모전", "영상 공모전"], '"인공지능"') == []


def test_quoted_words_stand_together():
    assert found(["우리의 정원 식물", "정원에 있는 우리의 식물"], '"우리의 정원"') == ["우리의 정원 식물"]


def test_what_is_left_out_is_left_out():
    assert found(["청소년 공모전", "청소년 쉼터"], "청소년 -공모전") == ["청소년 쉼터"]


def test_a_query_of_which_little_is_there_gets_suggestions_only():
    answer = Index([Text(key=1, moment=0, title="결혼 축하금 안내")]).search("시민청 결혼식 예약")
    assert not answer.matches
    assert [hit.key for hit in answer.hits] == [1]


def test_two_things_looked_for_must_both_be_there_to_match():
    texts = ["수수료 징수 규칙", "화장품 안전"]
    assert found(texts, "반려견 수수료") == []
    assert found(texts, "화장품 안전") == ["화장품 안전"]


def test_of_three_things_looked_for_one_may_be_missing():
    texts = ["지진 대피장소 안내", "지진 연구", *(f"도로 점용 {number}" for number in range(40))]
    assert found(texts, "지진 흔들림 대피장소") == ["지진 대피장소 안내"]
    assert found(texts, "지진 흔들림") == []


@pytest.mark.parametrize(
    ("title", "query"), [("제112조", "12조"), ("126일", "26일"), ("12879호", "2879"), ("e-mail", "ai")]
)
def test_a_number_or_a_word_of_other_letters_is_not_found_within_another(title, query):
    assert found([title, *(f"도로 {number}" for number in range(1000, 1020))], query) == []


@pytest.mark.parametrize(
    ("title", "query"), [("제12조제3항", "12조 3항"), ("7월26일", "26일"), ("급수과-2879", "급수과 2879")]
)
def test_numbers_are_found_whatever_syllables_stand_beside_them(title, query):
    assert found([title, "도로"], query) == [title]


def test_a_part_of_a_synonym_proves_nothing():
    table = synonyms.read(["환경공무관 = 청소부"])
    assert found(["환경 연구", "환경공무관 채용", "도로 점용"], "청소부", table) == ["환경공무관 채용"]


@pytest.mark.parametrize("query", ["", " ", '"', "-도로", "()[]{}*+?", "\0", "\ud800", "\u202e", "가" * 10_000])
def test_no_query_is_an_error(query):
    assert found(["도로 점용"], query) == []


def test_an_empty_index_finds_nothing():
    assert found([], "도로") == []


@pytest.mark.parametrize(
    ("title", "query", "marked"),
    [
        ("학교 밖 청소년 지원", "학교밖청소년", ["학교 밖 청소년"]),
        ("광화문 현판 교체", "현판을", ["현판"]),
        ("ＡＩ 시대", "인공지능", ["ＡＩ"]),
        ("MAIL과 AI", "ai", ["AI"]),
        ("女性 정책", "여성", ["女性"]),
        ("소나무재선충 방제", "소나무병", ["소나무"]),
        ("면적 100㎡ 이상", "m2", ["㎡"]),
        ("도로 점용", "하천", []),
    ],
)
def test_what_was_found_is_marked_in_the_letters_of_the_text(title, query, marked):
    index = Index([Text(key=1, moment=0, title=title)], synonyms=TABLE)
    assert [title[begin:end] for begin, end in ranges(title, index.search(query).query)] == marked


def test_without_a_table_nothing_means_the_same():
    assert found(["AI 공모전"], "인공지능", Synonyms({})) == []


def test_a_number_beside_a_text_does_not_go_on_into_the_next_one():
    index = Index([Text(key=1, moment=1, title="계획", aside="감사담당관-17\n20260001")])
    assert [hit.key for hit in index.search('"감사담당관-17"').hits] == [1]


@pytest.mark.parametrize("typed", ["자전거팀-2041", "2026112890000003"])
def test_the_text_whose_own_number_it_is_comes_before_those_that_name_it(typed):
    own = Text(key=1, moment=1, title="대여소 점검 결과", aside="자전거팀-2041\n2026112890000003\n2026 11 28\n자전거팀")
    others = [
        Text(key=2, moment=2, title="자전거팀-2041에 따른 계약", body="2026112890000003 자전거팀-2041 " * 5),
        Text(key=3, moment=3, title="회의록 2026112890000003", summary="2026112890000003 자전거팀-2041"),
    ]
    assert Index([own, *others]).search(typed).hits[0].key == 1


@pytest.mark.parametrize(("number", "looked_at"), [(1_200, 1_200), (900, 6_900)])
def test_what_has_only_the_common_word_is_not_looked_at_where_many_texts_have_the_rare_one(number, looked_at):
    rare = [Text(key=key, moment=key, title="자원봉사활동기본법 제정") for key in range(number)]
    common = [Text(key=5_000 + key, moment=key, title=f"조례 제1조 {key}") for key in range(6_000)]
    others = [Text(key=20_000 + key, moment=key, title="다른 이야기") for key in range(4_000)]
    segment = segment_of([*rare, *common, *others])
    query = queries.read("자원봉사활동기본법 제1조", lexicon=MemoryLexicon(rare), synonyms=TABLE)
    frequencies = {
        term: len(postings.places) for term in terms_of(query) if (postings := segment.postings(term)) is not None
    }
    scored = Scoring(query, total=len(segment.columns), frequencies=frequencies).scored(MemoryShelf(segment))
    assert len(scored.places) == looked_at


def test_what_is_near_shares_most_of_the_question_first_whatever_it_is_worth_and_next_to_nothing_is_not_shown():
    texts = [
        Text(key=1, moment=1, title="하천과 나무", body="하천 " * 9),
        Text(key=2, moment=2, title="나무 심기"),
        Text(key=3, moment=3, title="도로 하천 지도"),
        *(Text(key=number, moment=number, title=f"하천 {number}") for number in range(10, 40)),
    ]
    answer = Index(texts).search("도로 나무 가로등 신호등")
    assert not answer.matches
    assert [hit.key for hit in answer.hits][:2] == [3, 2]
    assert all(hit.key < 10 for hit in answer.hits)


def test_what_matches_is_told_without_ranking_as_with_it():
    said = [
        "도로 점용 112조",
        "도로점용료 12조",
        "도로 점",
        "AI 도로 인공지능",
        "눈",
        "눈 치우기 11월 3일",
        "11월 13일 점용",
    ]
    texts = [Text(key=number, moment=number, title=one, body=said[-number]) for number, one in enumerate(said)]
    shelf, parts = MemoryShelf(segment_of(texts)), dict(enumerate(parts_of_all(texts)))
    kept = {key: "\n".join(of_text.values()) for key, of_text in parts.items()}
    for asked in (
        "도로 점용",
        "점용 12조",
        "인공지능",
        "눈",
        "11월 3일 눈",
        '"도로 점용" 12조',
        "도로점용료 인공지능",
        "-도로",
    ):
        query = queries.read(asked, lexicon=MemoryLexicon(texts), synonyms=TABLE)
        frequencies = {term: len(found.places) for term in terms_of(query) if (found := shelf.postings(term))}
        scoring = Scoring(query, total=len(texts), frequencies=frequencies)
        every = scoring.candidates(shelf, np.arange(len(texts)))
        scored = scoring.scored(shelf)
        if not query.without:
            assert scoring.matching(shelf).tolist() == scored.places[scored.matches].tolist()
        assert set(matching(scoring, every, kept)) == {hit.key for hit in ranked(scoring, every, parts) if hit.matches}


def test_what_has_a_word_in_its_title_is_near_however_common_that_word_is():
    texts = [Text(key=number, moment=0, title=f"업무 {number}", body="도서관 비치") for number in range(1, 30)]
    texts += [Text(key=40, moment=0, title="도서관 행사"), Text(key=41, moment=0, title="쪽지", body="잠자리 들기")]
    hits = Index(texts).search("도서관에서 잠자기").hits
    assert [(hit.key, hit.matches) for hit in hits] == [(40, False), (41, False)]


def test_the_end_of_a_short_word_within_another_is_not_near_it():
    texts = [Text(key=1, moment=0, title="갑자기 내린 비"), Text(key=2, moment=0, title="잠자리 표본")]
    assert [hit.key for hit in Index(texts).search("잠자기").hits] == [2]


def test_a_syllable_that_is_repeated_is_not_found_in_each_word_that_has_it_twice():
    assert found(["화가가 그린 그림"], "가가가가") == []
    assert found(["가가가가 모임"], "가가가가") == ["가가가가 모임"]


def test_who_types_a_phrase_finds_its_words_called_otherwise_and_what_means_the_same_as_the_phrase():
    table = synonyms.read(["flu vaccine > 독감주사", "vaccine = vaccination", "독감주사 = 독감접종"])
    texts = ["Flu vaccination is free", "독감접종 안내", "Flu season"]
    assert found(texts, "flu vaccine", table) == ["독감접종 안내", "Flu vaccination is free"]
