"""The search of the editor: pages, drafts, pictures and files in Korean, and nothing to whoever may not know of it."""

import json

import pytest
from django.urls import reverse
from wagtail.log_actions import LogContext
from wagtail.models import Page

from cms.core.models import File, Image
from cms.news.models import PostPage
from cms.search.editing import indexes
from cms.search.models import IndexedText, Noted
from tests.background import keep_editor
from tests.content import draft_post, make_user, published_post, released_document, section
from tests.core.media import make_file, make_image
from tests.news.editor import sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("prepared_archive")]


def searched(user, text, model=Page, *, begins=True, **over):
    """The titles that somebody finds, the best first."""
    with LogContext(user=user):
        pages = model.objects.all()
        found = pages.autocomplete(text, **over) if begins else pages.search(text, **over)
        return [one.title for one in found]


@pytest.fixture
def root():
    return make_user("root", is_superuser=True)


KOREAN = [
    "자전거도로", "자전거 도로를", "자전거도로에서", "도로 정비공사", "자전거도로정비공사", "ㅈㅈㄱㄷㄹ", "wkwjsrj",
    "자전", "자저", "공사", "자전거 도로 정비 공사는 언제", "道路 정비공사",
]  # fmt: skip


@pytest.mark.parametrize("typed", KOREAN)
def test_a_draft_is_found_as_people_type_korean(root, typed):
    for title in ("자전거도로 정비공사 안내", "자전거도로 점검", "어린이집 모집"):
        draft_post(title, tags=())
    # How a word is read, such as by its beginning, is told by what the public knows alone.
    for slug in ("news", "more"):
        published_post("자전거도로 정비공사 소식", slug=slug, tags=())
    keep_editor()
    assert "자전거도로 정비공사 안내" in searched(root, typed)
    assert "어린이집 모집" not in searched(root, typed)


def test_a_whole_word_is_asked_for_where_it_is_not_being_typed(root):
    published_post("Bicycle lanes")
    keep_editor()
    assert searched(root, "bicyc") == ["Bicycle lanes"]
    assert searched(root, "bicyc", begins=False) == []
    assert searched(root, "bicycle", begins=False) == ["Bicycle lanes"]


@pytest.mark.parametrize(
    ("typed", "titles"),
    [
        ('"도로 점검"', ["자전거 도로 점검"]),
        ("도로 -공사", ["자전거 도로 점검"]),
        ("정비는", ["자전거 도로 공사"]),
        ("-도로", []),
        ("unit:도로", ["자전거 도로 공사", "자전거 도로 점검"]),
        ("지하철", []),
    ],
)
def test_quotes_and_a_minus_mean_what_they_mean_to_the_public(root, typed, titles):
    published_post("자전거 도로 공사", lead="정비합니다", slug="works")
    published_post("자전거 도로 점검", slug="check")
    keep_editor()
    assert sorted(searched(root, typed, begins=False)) == titles


def test_a_word_of_a_draft_is_read_like_any_unknown_one_by_whoever_may_not_read_it():
    published_post("나루시장 두부 가게", slug="shop")
    draft_post("꿹쯟한 계획")
    keep_editor()
    colleague = make_user("colleague")
    for typed in ("나루시장두부꿹쯟", "나루시장두부퀡큅"):
        assert searched(colleague, typed, begins=False) == searched(colleague, typed) == []


def test_a_page_is_found_by_what_stands_in_it_and_in_its_tags(root):
    draft_post("안내", lead="가로등을 고칩니다", tags=("야간조명",))
    keep_editor()
    for typed in ("가로등", "야간조명", "본문입니다"):
        assert searched(root, typed) == ["안내"], typed


def test_what_is_edited_is_found_by_what_it_says_now_and_what_is_deleted_not_at_all(root):
    post = draft_post("가로등 점검")
    keep_editor()
    post.title = "신호등 점검"
    post.save_revision()
    keep_editor()
    assert [searched(root, typed) for typed in ("가로등", "신호등")] == [["가로등 점검"]] * 2
    post.save()
    keep_editor()
    assert [searched(root, typed) for typed in ("가로등", "신호등")] == [[], ["신호등 점검"]]
    Page.objects.get(pk=post.pk).delete()
    assert searched(root, "신호등") == []
    keep_editor()
    assert not IndexedText.objects.filter(index_name="editor:pages", key__in=(2 * post.pk, 2 * post.pk + 1)).exists()
    assert not Noted.objects.exists()


def test_documents_and_their_folders_stay_out(root):
    document = released_document(1, title="가로등 점검")
    keep_editor()
    assert searched(root, "가로등") == searched(root, document.get_parent().title) == []
    client = sign_in("root", admin=True)
    listed = client.get(reverse("wagtailadmin_pages:search")).context["page_obj"].object_list
    assert not {"documentpage", "folder"} & {page.content_type.model for page in listed}


# Who knows what of a public post that somebody goes on writing, and whose draft has another word than the public reads.


@pytest.fixture
def edited():
    post = published_post("자전거길 개통", owner=make_user("author"))
    draft = post.get_latest_revision_as_object()
    draft.title, draft.lead = "자전거길 개통 연기", "감사 결과를 기다립니다"
    draft.save_revision()
    keep_editor()
    return post


def test_a_word_of_a_draft_tells_nobody_else_that_it_is_there(edited, root):
    stranger = sign_in().user
    for typed in ("연기", "감사 결과", '"감사 결과"', "개통 연기 감사"):
        assert searched(edited.owner, typed) == searched(root, typed) == ["자전거길 개통"], typed
        assert searched(stranger, typed) == [], typed
    assert searched(stranger, "자전거길") == searched(stranger, "본문입니다") == ["자전거길 개통"]


def test_what_the_public_reads_covered_tells_nobody_what_is_under_it(root):
    post = published_post("공지", lead="문의 안내", owner=root)
    PostPage.objects.filter(pk=post.pk).update(lead="문의 홍길동과장")
    indexes.PAGES.take_in([post.pk])
    keep_editor()
    assert searched(root, "홍길동과장") == ["공지"]
    assert searched(sign_in().user, "홍길동과장") == []
    assert searched(sign_in().user, "문의 안내") == ["공지"]


def test_who_is_not_known_finds_no_page(root):
    published_post("자전거길 개통")
    keep_editor()
    assert list(Page.objects.autocomplete("자전거길")) == []
    assert searched(make_user("gone", is_active=False), "자전거길") == []
    assert searched(root, "자전거길") == ["자전거길 개통"]


def test_what_becomes_public_without_being_written_is_found_by_all():
    from wagtail.models import PageViewRestriction

    published_post("자전거길 개통", owner=make_user("author"))
    restriction = PageViewRestriction.objects.create(page=section(), restriction_type=PageViewRestriction.LOGIN)
    keep_editor()
    stranger = sign_in().user
    assert searched(stranger, "자전거길") == []
    restriction.delete()
    keep_editor()
    assert searched(stranger, "자전거길") == ["자전거길 개통"]


def test_an_alias_is_found_as_its_source_is():
    post = published_post("자전거길 개통", owner=make_user("author"))
    post.create_alias(parent=section("health"), update_slug="alias")
    keep_editor()
    assert searched(sign_in().user, "자전거길") == ["자전거길 개통"] * 2


# As the editor asks.


def test_what_is_found_keeps_to_the_filters_and_the_order_of_a_list(root):
    titles = ["나 자전거", "가 자전거", "다 자전거"]
    posts = [draft_post(title) for title in titles]
    published_post("라 자전거", parent=section("health"))
    keep_editor()
    with LogContext(user=root):
        pages = PostPage.objects.child_of(section())
        assert {page.title for page in pages.search("자전거")} == set(titles)
        ordered = pages.order_by("title").search("자전거", order_by_relevance=False)
        assert [page.title for page in ordered] == sorted(titles)
        assert ([page.title for page in ordered[1:]], ordered.count(), ordered[1:3].count()) == (
            sorted(titles)[1:],
            3,
            2,
        )
        assert [page.title for page in pages.filter(locked=False, title__startswith="가").search("자전거")] == [
            "가 자전거"
        ]
        found = Page.objects.search("자전거")
        assert dict(found.facet("live")) == {False: 3, True: 1}
        assert sorted(found.annotate_score("score")[0].score for _ in found)[0] > 0
        keys = Page.objects.filter(live=False).values_list("pk", flat=True).search("자전거").results()
        assert sorted(keys) == sorted(post.pk for post in posts)


@pytest.mark.parametrize("typed", ["", "   ", "-", '"', "가" * 10_000, "\x00", "' OR 1=1 --", "\u202e", "ㅈ"])
def test_whatever_is_typed_is_answered(typed):
    draft_post("자전거길")
    keep_editor()
    client = sign_in("root", admin=True)
    for name in LISTS:
        assert client.get(reverse(name), asked(name, typed)).status_code == 200, name


def asked(name, typed):
    return {"search" if "api" in name else "q": typed}


LISTS = [
    "wagtailadmin_explore_root", "wagtailadmin_pages:search", "wagtailadmin_choose_page_search",
    "wagtailimages:index", "wagtailimages_chooser:choose_results", "wagtaildocs:index",
    "wagtaildocs_chooser:choose_results", "wagtailadmin_api:pages:listing", "wagtailadmin_api:images:listing",
    "wagtailadmin_api:documents:listing",
]  # fmt: skip


@pytest.mark.parametrize("name", LISTS)
def test_every_list_and_chooser_of_the_editor_finds_in_korean(name):
    draft_post("자전거도로 정비")
    make_image("자전거도로 사진")
    make_file("자전거도로 계획")
    for other in ("어린이집", "보건소"):
        draft_post(other, tags=())
        make_image(other)
        make_file(other)
    keep_editor()
    client = sign_in("root", admin=True)
    for typed in ("자전거 도로를", "자전거도로에서"):
        answer = client.get(reverse(name), asked(name, typed)).content.decode()
        answer = json.dumps(json.loads(answer), ensure_ascii=False) if "api" in name else answer
        answer = answer.replace(typed, "")
        assert ("자전거도로" in answer, "어린이집" in answer) == (True, False), typed


def test_the_library_is_found_by_title_description_credit_and_tags(root):
    image = make_image("강변", description="해질녘 둔치", credit="홍보과")
    image.tags.add("노을")
    image.save()
    make_file("예산서", credit="재정과")
    keep_editor()
    for typed in ("강변", "둔치에서", "홍보과", "노을"):
        assert searched(root, typed, Image) == ["강변"], typed
    assert (searched(root, "재정과", File), searched(root, "재정과", Image)) == (["예산서"], [])
    File.objects.get().delete()
    assert searched(root, "재정과", File) == []


def test_an_object_that_cannot_be_taken_in_stops_no_other(root, monkeypatch):
    wrong, right = draft_post("가로등 점검"), draft_post("가로등 교체")
    own = indexes.pages._own

    def refused(page):
        if page.pk == wrong.pk:
            raise ValueError("broken")
        return own(page)

    with monkeypatch.context() as patched:
        patched.setattr(indexes.pages, "_own", refused)
        indexes.step()
    assert searched(root, "가로등") == [right.title]
    assert set(Noted.objects.values_list("key", flat=True)) == {wrong.pk}
