"""Related documents: why they are related, that withdrawn ones never show, and what finding them costs."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cms.core.records import Body
from cms.derived.lists import FOLLOWER, Period, version
from cms.derived.models import Citation, Keyword, ListedDay, Profile, Relation, Unrelated, Word
from cms.derived.related import discovery, relations
from cms.derived.related.citations import MAX_CITATIONS, citations, number_key
from cms.derived.related.comparing import COMMON, FEW
from cms.derived.related.keywords import MAX_KEYWORDS, STOP_WORDS, keywords
from cms.derived.related.relations import MAX_RELATED, related
from cms.ledger import generation, writing
from cms.ledger.models import Bookmark, Entry
from tests.background import relate
from tests.documents import document_key, make_document
from tests.factories import NOON, SITE, make_post, withdraw

pytestmark = pytest.mark.django_db


def write(*records, texts=None):
    """Publish records; documents have no text but that of ``texts`` by number."""
    texts = {document_key(number): text for number, text in (texts or {}).items()}
    writing.publish(
        [writing.Publication(record=record, body=Body(text=texts.get(record.key, ""))) for record in records]
    )


def settle():
    """Let the worker finish."""
    while relate():
        pass


def pk(number):
    return Entry.objects.get(key=document_key(number)).pk


def reasons(number):
    """The numbers of the related documents, the closest first, each with its reasons and words."""
    found = related([pk(number)])[pk(number)]
    return {int(one.item.data["key"][-4:], 16): " ".join([*one.reasons, *one.words]) for one in found}


def test_documents_of_one_task_card_are_related_in_both_directions():
    write(make_document(1, task="도로"), make_document(2, task="도로"), make_document(3, task="하천"))
    settle()
    assert (reasons(1), reasons(2), reasons(3)) == ({2: "task"}, {1: "task"}, {})


def test_documents_of_one_function_are_related_where_the_task_cards_differ():
    path = ("교통", "도로 관리")
    write(
        make_document(1, task="도로", functions=path),
        make_document(2, task="도로", functions=path),
        make_document(3, task="보도", functions=path),
        make_document(4, functions=("교통",)),
    )
    settle()
    assert reasons(1) == {2: "task", 3: "function"}
    assert reasons(3) == {2: "function", 1: "function"}
    assert reasons(4) == {}


def test_a_document_that_cites_another_is_related_and_the_other_knows():
    write(make_document(1), make_document(2), texts={2: "관련: 자전거팀-1호에 따라 추진합니다."})
    settle()
    assert (reasons(1), reasons(2)) == ({2: "cited-by"}, {1: "cites"})


def test_a_citation_is_found_when_the_cited_document_appears_later_leaves_and_returns():
    write(make_document(2), texts={2: "관련: 자전거팀 - 1"})
    settle()
    assert reasons(2) == {}
    write(make_document(1))
    settle()
    assert (reasons(1), reasons(2)) == ({2: "cited-by"}, {1: "cites"})
    withdraw(document_key(1))
    assert reasons(2) == {}
    settle()
    assert (reasons(2), Relation.objects.count()) == ({}, 0)
    write(make_document(1))
    settle()
    assert (reasons(1), reasons(2)) == ({2: "cited-by"}, {1: "cites"})


def test_two_that_cite_each_other_say_both():
    write(make_document(1), make_document(2), texts={1: "자전거팀-2(2026. 11. 3.)", 2: "자전거팀-1"})
    settle()
    assert (reasons(1), reasons(2)) == ({2: "cites cited-by"}, {1: "cites cited-by"})


def test_the_same_number_of_another_year_is_another_document():
    write(
        make_document(1, number="총무과-7", produced_on=date(2024, 5, 1)),
        make_document(2, number="총무과-7", produced_on=date(2026, 5, 1)),
        make_document(3, produced_on=date(2026, 6, 1)),
        make_document(4, produced_on=date(2026, 6, 1)),
        make_document(5, produced_on=date(2026, 4, 1)),
        texts={3: "총무과-7", 4: "총무과-7(2024. 5. 1.)", 5: "총무과-7"},
    )
    settle()
    assert [reasons(number) for number in (3, 4, 5)] == [{2: "cites"}, {1: "cites"}, {}]


def test_the_day_beside_a_number_may_be_that_of_approval():
    write(
        make_document(1, produced_on=date(2026, 5, 1), approved_on=date(2026, 5, 4)),
        make_document(2),
        texts={2: "자전거팀-1('26.5.4.)호"},
    )
    settle()
    assert reasons(2) == {1: "cites"}


def test_rare_words_in_common_relate_documents_and_are_told():
    write(
        make_document(1, title="한강 수달 서식지 보호"),
        make_document(2, title="수달 서식지의 울타리"),
        make_document(3, title="한강 불꽃축제"),
    )
    settle()
    assert reasons(1) == {2: "keywords 수달 서식지"}
    assert reasons(2) == {1: "keywords 수달 서식지"}
    assert reasons(3) == {}


def test_words_that_many_documents_have_relate_none():
    write(*[make_document(number, title="하천 준설") for number in range(1, FEW + 2)])
    settle()
    assert reasons(1) == {}
    assert FEW + 1 > (FEW + 1) // COMMON


def test_a_citation_counts_more_than_words_and_words_more_than_a_task_card():
    write(
        make_document(1, title="수달 서식지 울타리", task="자연"),
        make_document(2, title="수달 서식지 울타리"),
        make_document(3, title="점용료", task="자연"),
        make_document(4, title="감사 자료"),
        *[make_document(number) for number in range(10, 40)],
        texts={1: "자전거팀-4"},
    )
    settle()
    assert list(reasons(1)) == [4, 2, 3]


def test_of_equals_those_released_closest_are_closest():
    at = [NOON + timedelta(days=30 * number) for number in range(4)]
    write(*[make_document(number, task="도로", published_at=at[number]) for number in range(4)])
    settle()
    assert list(reasons(0)) == [1, 2, 3]
    assert list(reasons(3)) == [2, 1, 0]


def test_each_keeps_at_most_ten_and_the_best():
    write(
        *[
            make_document(number, task="도로", title=f"{'가나다라마바사아자차카타파하'[number]}길")
            for number in range(14)
        ]
    )
    settle()
    assert {len(reasons(number)) for number in range(14)} == {MAX_RELATED}
    assert 13 not in reasons(0)
    write(make_document(99, task="도로"), texts={99: "자전거팀-0"})
    settle()
    assert next(iter(reasons(0).items())) == (99, "cited-by task")
    assert len(reasons(0)) == MAX_RELATED


def test_each_of_many_that_cite_a_document_finds_it_when_it_appears():
    citing = list(range(100, 130))
    write(*[make_document(number) for number in citing], texts=dict.fromkeys(citing, "자전거팀-1"))
    settle()
    write(make_document(1))
    settle()
    assert {tuple(reasons(number).items()) for number in citing} == {((1, "cites"),)}
    assert len(reasons(1)) == MAX_RELATED


def test_a_withdrawn_document_leaves_at_once_and_without_a_trace_of_its_words():
    write(make_document(1, title="홍길동 진정서", task="민원"), make_document(2, title="홍길동 진정서", task="민원"))
    settle()
    assert reasons(2) == {1: "task keywords 홍길동 진정서"}
    withdraw(document_key(1), document_key(2))
    assert related([pk(1), pk(2)]) == {pk(1): [], pk(2): []}
    settle()
    tables = (Relation, Profile, Keyword, Citation, Word, Unrelated)
    assert {table.__name__: table.objects.count() for table in tables} == {table.__name__: 0 for table in tables}


def test_words_of_a_text_that_was_covered_are_not_told_before_the_new_text_is_read():
    names = dict.fromkeys((1, 2), "홍길동 홍길동")
    write(make_document(1, title="수달 울타리"), make_document(2, title="수달 울타리"), texts=names)
    settle()
    assert (reasons(1), reasons(2)) == ({2: "keywords 수달 울타리 홍길동"}, {1: "keywords 수달 울타리 홍길동"})
    write(make_document(1, title="수달 울타리", masked=True), texts={1: "홍** 홍**"})
    assert (reasons(1), reasons(2)) == ({}, {})
    settle()
    assert (reasons(1), reasons(2)) == ({2: "keywords 수달 울타리"}, {1: "keywords 수달 울타리"})


def test_a_place_that_becomes_free_is_filled_again():
    write(*[make_document(number, task="도로") for number in range(1, 13)])
    settle()
    leaver = next(iter(reasons(1)))
    withdraw(document_key(leaver))
    assert len(reasons(1)) == MAX_RELATED - 1
    settle()
    assert len(reasons(1)) == MAX_RELATED
    assert leaver not in reasons(1)


def test_a_changed_document_is_related_anew():
    write(make_document(1, task="도로"), make_document(2, task="도로"), make_document(3, task="하천"))
    settle()
    write(make_document(2, task="하천"))
    settle()
    assert (reasons(1), reasons(2), reasons(3)) == ({}, {3: "task"}, {2: "task"})


def test_an_expired_document_is_not_shown():
    write(make_document(1, task="도로"), make_document(2, task="도로"))
    settle()
    Entry.objects.filter(pk=pk(2)).update(expires_us=1)
    assert reasons(1) == {}


def test_closed_documents_are_related_by_their_record_alone():
    write(
        make_document(1, openness="closed", title="제목 비공개 문서", task="감사"),
        make_document(2, openness="closed", title="제목 비공개 문서"),
        make_document(3, task="감사"),
    )
    settle()
    assert (reasons(1), reasons(2)) == ({3: "task"}, {})


def test_posts_have_no_relations_and_other_cities_are_not_ours():
    write(make_post(1), make_document(1, task="도로"), make_document(2, task="도로", site="elsewhere"))
    settle()
    assert reasons(1) == {}
    assert Profile.objects.count() == 2


def test_what_is_killed_is_done_again_and_what_is_done_is_not(monkeypatch):
    write(make_document(1, task="도로"), make_document(2, task="도로"))

    def killed(matches):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr(discovery, "_store", killed)
        relate()
    assert (Profile.objects.count(), Word.objects.count(), Bookmark.objects.filter(sequence__gt=0).count()) == (0, 0, 0)
    assert relate() == 2
    before = list(Relation.objects.order_by("pk").values())
    words = list(Word.objects.order_by("word").values_list("word", "documents"))
    assert relate() == 0
    Bookmark.objects.update(sequence=0)
    assert relate() == 2
    assert list(Relation.objects.order_by("pk").values()) == before
    assert list(Word.objects.order_by("word").values_list("word", "documents")) == words


def test_a_backlog_is_done_in_batches():
    write(*[make_document(number, task="도로") for number in range(1, 8)])
    assert [relate(limit=3) for _ in range(4)] == [3, 3, 1, 0]
    assert {len(reasons(number)) for number in range(1, 8)} == {6}


def test_relations_stale_the_caches_and_change_no_entry(monkeypatch, django_capture_on_commit_callbacks):
    write(make_document(1, task="도로"), make_document(2, task="도로"))
    before = list(Entry.objects.values())
    clock = list(writing.Clock.objects.values())
    token = generation.current()
    with django_capture_on_commit_callbacks(execute=True):
        relate()
    assert generation.current() != token
    assert (list(Entry.objects.values()), list(writing.Clock.objects.values())) == (before, clock)


def test_relations_of_a_page_are_read_in_one_query():
    write(*[make_document(number, task="도로") for number in range(1, 6)])
    settle()
    ids = [pk(number) for number in range(1, 6)]
    with CaptureQueriesContext(connection) as queries:
        found = related(ids)
    assert (len(queries), {len(ones) for ones in found.values()}) == (1, {4})
    assert related([]) == {}


def test_the_number_of_statements_does_not_grow_with_the_batch():
    def cost(first, last):
        numbers = range(first, last)
        write(*[make_document(number, task=f"과제{number % 3}", title=f"수달 {number}") for number in numbers])
        with CaptureQueriesContext(connection) as queries:
            assert relate() == len(numbers)
        return len(queries)

    cost(1, 3)
    assert cost(3, 5) == cost(10, 60)


def test_a_list_keeps_its_version_while_other_days_change():
    november = Period("2026-11", date(2026, 11, 1), date(2026, 12, 1))
    write(make_document(1))
    unfollowed = version(SITE, november)
    settle()
    followed = version(SITE, november)
    assert followed == unfollowed
    write(make_document(2, published_at=NOON - timedelta(days=60)), make_post(1))
    assert version(SITE, november) != followed
    settle()
    assert version(SITE, november) == followed
    write(make_document(1, published_at=NOON - timedelta(days=61)))
    settle()
    assert version(SITE, november) != followed
    days = {str(day) for day in ListedDay.objects.values_list("day", flat=True)}
    assert days == {"2026-11-05", "2026-09-06", "2026-09-05"}
    assert Bookmark.objects.get(name=f"{FOLLOWER}:{SITE}").sequence == writing.Clock.objects.get().sequence


def test_without_any_document_in_its_days_a_list_has_a_version_too():
    write(make_document(1))
    settle()
    empty = version(SITE, Period("2020-01", date(2020, 1, 1), date(2020, 2, 1)))
    assert (empty.tag.partition(".")[0], empty.changed_at.isoformat()) == ("0", "2020-01-01T00:00:00+09:00")


@pytest.mark.parametrize(
    ("title", "text", "expected"),
    [
        ("자전거도로 정비", "자전거도로를 정비하고자 합니다. 자전거도로는 좁습니다.", ["자전거도로", "정비"]),
        ("어린이집 급식", "어린이집의 급식을", ["어린이집", "급식"]),
        ("", "시민의 뜻. 시민이 원한다", ["시민"]),
        ("", "도로 도로", ["도로"]),
        ("회의 결과 보고", "", []),
        ("e-Gov 포털 API", "", ["gov", "포털", "api"]),
        ("123 ~ 2026 !!", "", []),
        ("마을버스 노선", "마을버스에서는 노선으로", ["마을버스", "노선"]),
    ],
)
def test_keywords_are_nouns_without_particles(title, text, expected):
    assert keywords(title, text) == expected


def test_a_text_has_a_bounded_number_of_keywords():
    words = [f"{first}{last}" for first in "가나다라마바사" for last in "각난닫랄맘"]
    assert len(keywords(" ".join(words), "")) == MAX_KEYWORDS
    assert keywords("", "가" * 100_000) == []
    assert {"보고", "계획", "관련"} <= STOP_WORDS


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("관련: 정보공개정책과-1234(2021. 2. 10.)호", ["정보공개정책과-1234@2021-02-10"]),
        ("총무과 - 55 및 교통정책과–2726호", ["총무과-55", "교통정책과-2726"]),
        ("자전거팀-7('26.11.3.)", ["자전거팀-7@2026-11-03"]),
        ("자전거팀-7 (2026년 11월 3일)", ["자전거팀-7@2026-11-03"]),
        ("자전거팀-7(2026.13.45.)", ["자전거팀-7"]),
        ("자전거팀-7, 자전거팀-7", ["자전거팀-7"]),
        ("전화 02-2133-6686, 전화02-2133-6686", []),
        ("2026-11-03 A-1", []),
        ("자전거팀-123456789", []),
    ],
)
def test_document_numbers_are_found_in_a_text(text, expected):
    assert [str(citation) for citation in citations(text)] == expected


def test_a_document_does_not_cite_itself():
    assert citations("자전거팀 - 7", own=number_key("자전거팀 -7")) == []


@pytest.mark.parametrize("text", ["가" * 50_000, ("가" * 40 + "-") * 2_000, "가나 - 1( ' 2 " * 5_000, "가-1" * 20_000])
def test_hostile_texts_are_read_in_bounded_work(text):
    assert len(citations(text)) <= MAX_CITATIONS
    assert len(keywords(text, text)) <= MAX_KEYWORDS


def test_hostile_texts_are_related_as_data():
    hostile = "수달' OR 1=1 -- \\ \" { } %s 서식지"
    write(make_document(1, title=hostile, number="=1+1@x y"), make_document(2, title=hostile, task="a'b%"))
    settle()
    assert reasons(1) == {2: "keywords 수달 서식지"}
    assert relations.REASONS == ("cites", "cited-by", "task", "function", "keywords")
