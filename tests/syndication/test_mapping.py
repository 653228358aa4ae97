from dataclasses import asdict, fields, replace
from datetime import timedelta

import pytest

from cms.core import kinds
from cms.core.licences import licence
from cms.core.records import (
    Advance,
    Attendee,
    Body,
    Decision,
    Document,
    Expense,
    Link,
    Meeting,
    Official,
    Post,
    Research,
)
from syndication.entries import Category, Person
from syndication.kinds import ROWS
from syndication.mapping import BODY_LEFT_OUT, BODY_MAPPING, entry, open_keys, rights_notice
from tests.factories import (
    NOON,
    make_body,
    make_city,
    make_closed,
    make_committee,
    make_document,
    make_file,
    make_image,
    make_meeting,
    make_post,
    make_released_terms,
    make_tag,
    make_task,
    make_terms,
    make_translation,
)


class Terms:
    """A vocabulary in memory."""

    def __init__(self, terms):
        self.terms = {(term.scheme, term.key): term for term in terms}
        self.city = next(term for term in terms if term.scheme == "city")

    def term(self, scheme, key):
        return self.terms.get((scheme, key))

    def open_terms(self, scheme, keys):
        return {key: self.terms[scheme, key] for key in keys if (scheme, key) in self.terms}


TERMS = Terms([*make_released_terms(), make_tag("한강"), make_task("tram"), make_committee("tram")])
DAY = NOON.date() - timedelta(days=99)
COMMON = {
    "key": "00000000-0000-4000-8000-00000000ffff",
    "iri": "https://other.example/id/post/other",
    "url": "https://saebyeol.example/traffic/other/",
    "site": "other",
    "language": "en",
    "title": "다른 제목",
    "summary": "다른 요약",
    "published_at": NOON - timedelta(days=1),
    "modified_at": NOON + timedelta(days=1),
    "publisher": "transport",
    "topics": ("health", "traffic"),
    "tags": ("한강",),
    "image": make_image(7, credit="다른 곳"),
    "licence": "cc-by-nc-nd-4.0",
    "translations": (make_translation(),),
    "version": 9,
    "files": (make_file(2, credit="다른 곳"),),
}
OTHER = {
    Post: COMMON | {"website": "bike", "byline": "", "images": (make_image(3),)},
    Document: COMMON
    | {
        "management_number": "1",
        "number": "다른 번호",
        "genre": "research",
        "produced_on": DAY,
        "approved_on": DAY,
        "openness": "closed",
        "grounds": (7,),
        "reason": "다른 이유",
        "review_on": DAY,
        "review_stage": "다른 단계",
        "retention": "10",
        "retained_until": DAY,
        "officials": (Official(name="최바다"),),
        "task": "tram",
        "functions": ("다른",),
        "masked": True,
        "expense": Expense(),
        "research": Research(),
        "advance": Advance(),
    },
    Meeting: COMMON
    | {
        "committee": "tram",
        "status": "cancelled",
        "held_at": NOON,
        "place": "다른 곳",
        "agenda": (Decision(item="다른 안건"),),
        "attendees": (Attendee(name="최바다"),),
        "openness": "closed",
        "grounds": (7,),
        "reason": "다른 이유",
        "review_on": DAY,
        "review_stage": "다른 단계",
        "links": (Link(url="https://other.example/", title="다른"),),
    },
}
# Each says some of its fields only in some circumstances.
RECORDS_OF = {
    Post: (make_post(1), make_post(1, byline="")),
    Document: (make_document(1), make_closed(1), make_document(1, openness="partial", officials=(), summary="")),
    Meeting: (make_meeting(1), make_meeting(1, openness="partial", grounds=(6,))),
}


def mapped(post, body=None, terms=TERMS):
    used = {scheme: terms.open_terms(scheme, keys) for scheme, keys in open_keys(post).items()}
    return entry(post, body or make_body(), vocabulary=terms, used=used)


def changed_by(before, after):
    was, now = asdict(mapped(*before)), asdict(mapped(*after))
    return {name for name in was if was[name] != now[name]}


def test_every_field_of_every_record_is_mapped_or_left_out_with_a_reason():
    assert list(ROWS.registered()) == [kind.name for kind in kinds.registered()]
    for kind in kinds.registered():
        row, names = ROWS[kind.name], {spec.name for spec in fields(kind.record)}
        assert names == row.fields.keys() | row.left_out.keys()
        assert not row.fields.keys() & row.left_out.keys()
        assert all(row.left_out.values())
    assert {spec.name for spec in fields(Body)} == BODY_MAPPING.keys() | BODY_LEFT_OUT.keys()
    assert all(BODY_LEFT_OUT.values())


@pytest.mark.parametrize(("cls", "name"), [(cls, name) for cls in OTHER for name in sorted(OTHER[cls])])
def test_a_field_changes_what_the_mapping_says_and_nothing_else(cls, name):
    found = set()
    for record in RECORDS_OF[cls]:
        found |= changed_by((record,), (replace(record, **{name: OTHER[cls][name]}),))
    assert found == set(ROWS[cls.kind].fields.get(name, ()))


@pytest.mark.parametrize("name", ["html", "text"])
def test_a_field_of_the_body_changes_what_the_mapping_says(name):
    post = make_post(1)
    assert changed_by((post,), (post, replace(make_body(), **{name: "다른"}))) == set(BODY_MAPPING.get(name, ()))


def test_the_author_is_the_byline_else_the_unit_else_the_city():
    unit = Person("자전거팀", "https://saebyeol.example/units/bike-team/")
    city = Person("새별시", "https://saebyeol.example/")
    assert mapped(make_post(1)).authors == (Person("기자단"),)
    assert mapped(make_post(1)).publisher == unit
    assert mapped(make_post(1, byline="")).authors == (unit,)
    assert mapped(make_post(1, byline="", publisher=None)).authors == (city,)
    assert mapped(make_post(1, byline="", publisher="abolished")).authors == (city,)
    assert mapped(make_post(1, publisher=None)).publisher is None


def test_categories_name_their_vocabulary_and_are_in_the_language_of_the_item():
    post = make_post(1, language="en", website="bike", topics=("traffic", "abolished"), tags=("자전거", "unknown"))
    base = "https://saebyeol.example/id"
    assert mapped(post).categories == (
        Category(f"{base}/field", "traffic", "Traffic"),
        Category(f"{base}/website", "bike", "Saebyeol Bike"),
        Category(f"{base}/tag", "자전거", "자전거"),
    )


def test_a_kogl_licence_names_the_near_creative_commons_licence_without_claiming_it():
    found = mapped(make_post(1, image=None))
    assert found.licence is licence("kogl-1")
    assert found.rights == (
        "공공누리 제1유형: 출처표시. 가장 가까운 크리에이티브 커먼즈 이용허락: https://creativecommons.org/licenses/by/4.0/"
    )
    english = rights_notice(licence("kogl-1"), "ja")
    assert english == (
        "KOGL Type 1: Attribution. Nearest Creative Commons licence: https://creativecommons.org/licenses/by/4.0/"
    )


def test_material_with_another_licence_or_a_credit_is_named_in_the_rights():
    post = make_post(
        1,
        licence="cc-by-4.0",
        language="en",
        image=make_image(licence="all-rights-reserved", credit=""),
        files=(make_file(1, licence="cc-by-4.0"), make_file(2, licence="cc-by-nc-4.0", credit="Archive")),
    )
    assert mapped(post).rights == (
        "Creative Commons Attribution 4.0 International. Cover image: ©. 계획 2: Archive, CC BY-NC 4.0."
    )


def test_an_item_without_a_known_licence_states_none():
    for key in ("", "licence-of-2031"):
        found = mapped(make_post(1, licence=key, image=None))
        assert (found.licence, found.rights) == (None, "")


def test_a_term_without_a_page_in_the_language_has_a_name_and_no_address():
    terms = Terms([make_city(urls={}), *make_terms()[1:]])
    assert mapped(make_post(1, byline="", publisher=None), terms=terms).authors == (Person("새별시"),)


def test_a_document_tells_its_number_kind_day_and_openness_before_its_text():
    found = mapped(make_document(1, masked=True))
    assert found.html == (
        "<p>자전거팀-1 · 결재문서 · 2026-11-04 · 공개 · 개인정보를 가리고 공개한 문서</p><p>본문 1 &amp; 더</p>"
    )
    assert found.authors == (Person("이새벽"),)
    assert found.publisher.name == "자전거팀"
    concepts = "https://saebyeol.example/data/catalogue"
    assert found.categories == (
        Category("https://saebyeol.example/id/task", "bike-roads", "자전거길 관리"),
        Category(f"{concepts}#openness", "open", "공개"),
        Category(f"{concepts}#genres", "approval", "결재문서"),
    )


def test_a_closed_document_tells_why_and_nothing_of_its_content():
    found = mapped(make_closed(1), Body())
    why = "비공개 (정보공개법 제9조 제1항 제5호: 감사·입찰·인사·내부 검토). 내부 검토 과정에 있는 사항"
    assert found.summary == why
    assert found.html == f"<p>자전거팀-1 · 결재문서 · 2026-11-04 · {why}</p>"
    assert (found.files, found.licence) == ((), None)


def test_a_meeting_tells_when_where_and_on_what():
    meeting = make_meeting(1, links=(Link(url="https://council.example/?a=1&b=2", title="<회의록>"),))
    found = mapped(meeting)
    assert found.html == (
        "<p>2026-11-12 12:00 · 새별시청 3층 회의실 · 개최</p><ol><li>자전거길 정비 계획: 원안가결</li></ol>"
        '<ul><li><a href="https://council.example/?a=1&amp;b=2">&lt;회의록&gt;</a></li></ul><p>본문 1 &amp; 더</p>'
    )
    assert [category.label for category in found.categories] == ["자전거정책위원회", "공개"]
    closed = mapped(make_meeting(1, openness="closed", grounds=(5,), agenda=()), Body())
    assert closed.html == (
        "<p>2026-11-12 12:00 · 새별시청 3층 회의실 · 개최 · "
        "비공개 (정보공개법 제9조 제1항 제5호: 감사·입찰·인사·내부 검토)</p>"
    )


def test_words_that_nobody_knows_are_told_as_they_are():
    found = mapped(make_document(1, genre="decree", openness="ajar", number=""))
    assert [category.label for category in found.categories[1:]] == ["ajar", "decree"]
    assert found.html.startswith("<p>2026-11-04 · ajar</p>")
