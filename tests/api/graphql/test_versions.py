"""Former versions of items: in one answer with what they are of, and at a price."""

from typing import Any

import pytest

from api.graphql.context import Context
from api.graphql.execution import run
from cms.core.records import Body, Decision
from cms.ledger import keeping, versions, writing
from cms.ledger.hosts import CityHost
from cms.ledger.models import Entry
from cms.ledger.writing import Publication
from tests.api.graphql.conftest import Ask
from tests.api.graphql.test_engines import both
from tests.background import relate
from tests.factories import (
    HOST,
    SITE,
    document_key,
    make_body,
    make_document,
    make_image,
    make_meeting,
    make_post,
    make_section,
    management_number,
    meeting_key,
    post_key,
    store,
)

pytestmark = pytest.mark.usefixtures("city")
ALL = "title summary body { html text } ... on Post { byline tags { key } }"
LIST = f"{{ posts(first: 20) {{ nodes {{ title versions(first: 2) {{ version changedAt record {{ {ALL} }} }} }} }} }}"


@pytest.fixture(autouse=True)
def kept(settings: Any, monkeypatch: pytest.MonkeyPatch, city: None) -> None:
    settings.MADANG_KEPT_VERSIONS = 5
    monkeypatch.setattr(versions, "_rules", [lambda: "rules"])


def publish(*titles: str, numbers: Any = (1,)) -> None:
    """One after the other, judged clear."""
    for title in titles:
        body = Body(html=f'<p>{title}</p><img src="{make_image(1).url}">', text=title)
        records = [make_post(number, title=title, tags=("자전거", "한강")) for number in numbers]
        writing.publish([Publication(record=record, body=body, page_id=None) for record in records])
    judge()


def judge() -> None:
    ids = list(Entry.objects.values_list("pk", flat=True))
    keeping.settle([(one, list(one.versions)) for one in keeping.waiting(ids)], entry_ids=ids, rules="rules")


def test_a_version_is_the_record_as_it_was_with_its_body(ask: Ask) -> None:
    publish("하나", "둘", "셋")
    fields = f"{{ key title versions(first: 2) {{ version record {{ __typename key version {ALL} }} }} }}"
    post = ask(f'{{ post(key: "{post_key(1)}") {fields} }}')["data"]["post"]
    image = f'<img src="{make_image(1).url}">'
    assert (post["title"], [version["version"] for version in post["versions"]]) == ("셋", [3, 2])
    assert post["versions"][0]["record"] == {
        "__typename": "Post",
        "key": post_key(1),
        "version": 3,
        "title": "둘",
        "summary": make_post(1).summary,
        "body": {"html": f"<p>둘</p>{image}", "text": "둘"},
        "byline": "기자단",
        "tags": [{"key": "자전거"}, {"key": "한강"}],
    }


def test_the_body_of_the_item_is_not_that_of_a_version(ask: Ask) -> None:
    publish("하나", "둘")
    fields = "{ versions { record { body { text } } } body { text } }"
    answer = ask(f'{{ post(key: "{post_key(1)}") {fields} }}')["data"]["post"]
    assert answer["body"]["text"] == "둘"
    assert [one["record"]["body"]["text"] for one in answer["versions"]] == ["하나", make_body(1).text]


def test_both_engines_tell_the_same() -> None:
    publish("하나", "둘", "셋", numbers=range(1, 4))
    compiled, general = both(LIST)
    assert compiled == general
    assert compiled.count("둘") == 9


def test_an_item_that_was_never_changed_has_none(ask: Ask) -> None:
    assert ask(f'{{ post(key: "{post_key(2)}") {{ versions {{ version }} }} }}')["data"] == {"post": {"versions": []}}


def test_of_a_version_the_versions_are_those_of_its_item(ask: Ask) -> None:
    publish("하나", "둘")
    fields = "{ versions(first: 1) { record { versions(first: 1) { version record { title } } } } }"
    (version,) = ask(f'{{ post(key: "{post_key(1)}") {fields} }}')["data"]["post"]["versions"]
    assert version["record"]["versions"] == [{"version": 2, "record": {"title": "하나"}}]


def test_a_document_has_versions_too(ask: Ask) -> None:
    for title in ("하나", "둘"):
        writing.publish([Publication(record=make_document(1, title=title), body=Body())])
    judge()
    fields = "{ versions { record { title ... on Document { managementNumber files { url } } } } }"
    (version,) = ask(f'{{ document(key: "{document_key(1)}") {fields} }}')["data"]["document"]["versions"]
    record = make_document(1)
    assert version["record"] == {
        "title": "하나",
        "managementNumber": record.management_number,
        "files": [{"url": record.files[0].url}],
    }


@pytest.mark.parametrize("number", [1, 20])
def test_a_list_with_versions_costs_as_many_queries_whatever_its_length(
    django_assert_num_queries: Any, number: int
) -> None:
    publish("하나", "둘", "셋", numbers=range(10, 10 + number))
    text = LIST.replace("first: 20", f"first: {number}")
    context = Context(CityHost(SITE, HOST))
    assert context.vocabulary.city.key == SITE
    run(text, Context(CityHost(SITE, HOST)))
    # The list, the versions and what is public of their pictures, their tags, and their bodies, with the same pictures.
    with django_assert_num_queries(5):
        data, errors = run(text, context)
    assert not errors
    nodes = data["posts"]["nodes"]
    assert [len(node["versions"]) for node in nodes] == [2] * number


def test_changes_with_versions_cost_as_many_queries_whatever_their_number(django_assert_num_queries: Any) -> None:
    publish("하나", "둘", "셋", numbers=range(10, 30))
    since = Entry.objects.get(key=post_key(10)).sequence - 1
    for number in (1, 20):
        asked = "{ nodes { record { versions(first: 2) { version } } } }"
        text = f"{{ changes(since: {since}, first: {number}) {asked} }}"
        context = Context(CityHost(SITE, HOST))
        run(text, context)
        # The changes, and the versions and what is public of their pictures.
        with django_assert_num_queries(3):
            data, errors = run(text, Context(CityHost(SITE, HOST)))
        assert not errors
        assert [len(node["record"]["versions"]) for node in data["changes"]["nodes"]] == [2] * number


X = f'x: post(key: "{post_key(10)}")'
MANY = " ".join(f"a{number}: posts(first: 20) {{ nodes {{ key }} }}" for number in range(20))
SOME = "a: posts(first: 20) { nodes { versions(first: 1) { version } } }"


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The entries that versions are asked of, in the order in which they are."""
    asked: list[int] = []
    of_entries = versions.of_entries

    def of_those(ids: Any, *, first: int) -> Any:
        asked.extend(sorted(ids))
        return of_entries(ids, first=first)

    monkeypatch.setattr(versions, "of_entries", of_those)
    return asked


def pk(key: str) -> int:
    return Entry.objects.get(key=key).pk


def test_of_documents_that_meetings_name_too(read: list[int]) -> None:
    agenda = [Decision(item="안건", documents=(management_number(number),)) for number in (1, 2, 3)]
    records = [*map(make_document, (1, 2, 3)), *(make_meeting(n, agenda=(agenda[n - 1],)) for n in (1, 2, 3))]
    store(records, [make_section()])
    x = f'x: meeting(key: "{meeting_key(2)}") {{ agenda {{ documents {{ versions {{ version }} }} }} }}'
    both(f"{{ meetings {{ nodes {{ documents {{ key }} agenda {{ documents {{ key }} }} }} }} {x} }}")
    assert read == [pk(document_key(2))] * 2


def test_of_related_documents_too(read: list[int]) -> None:
    records = [make_document(number) for number in range(1, 5)]
    writing.publish([Publication(record=record, body=Body()) for record in records])
    while relate():
        pass
    x = f'x: document(key: "{document_key(1)}") {{ related {{ node {{ versions {{ version }} }} }} }}'
    both(f"{{ documents {{ nodes {{ related {{ node {{ key }} }} }} }} {x} }}")
    assert read == [pk(document_key(number)) for number in (2, 3, 4)] * 2


@pytest.mark.parametrize(
    ("asked", "read", "texts"),
    [
        (f"{MANY} {X} {{ versions {{ version }} }}", 2, 0),
        (f"{X} {{ versions {{ version }} }} {MANY}", 2, 0),
        (f"{SOME} {MANY}", 10, 0),
        (f"{SOME} {X} {{ versions(first: 1) {{ version }} }}", 10 + 1, 0),
        (f"{SOME} {X} {{ versions(first: 1) {{ record {{ versions {{ version }} }} }} }}", 10 + 1 + 2, 0),
        (f"{SOME} {X} {{ versions {{ record {{ body {{ text }} }} }} }}", 10 + 2, 2),
    ],
)
def test_versions_are_read_of_those_items_that_are_asked_for_them(
    monkeypatch: pytest.MonkeyPatch, asked: str, read: int, texts: int
) -> None:
    publish("하나", "둘", "셋", numbers=range(10, 20))
    records, bodies = [], []
    from_data, bodies_of = versions.from_data, versions.bodies
    monkeypatch.setattr(versions, "from_data", lambda of, data: records.append(data) or from_data(of, data))
    monkeypatch.setattr(versions, "bodies", lambda rows: bodies.extend(rows) or bodies_of(rows))
    compiled, general = both(f"{{ {asked} }}")
    assert compiled == general
    # By each of the two engines.
    assert (len(records), len(bodies)) == (2 * read, 2 * texts)


def test_where_none_are_kept_none_are_asked_for(settings: Any, django_assert_num_queries: Any) -> None:
    publish("하나", "둘")
    settings.MADANG_KEPT_VERSIONS = 0
    text = "{ posts(first: 20) { nodes { title versions { version record { title body { html } } } } } }"
    run(text, Context(CityHost(SITE, HOST)))
    with django_assert_num_queries(1):
        data, errors = run(text, Context(CityHost(SITE, HOST)))
    assert (errors, {len(node["versions"]) for node in data["posts"]["nodes"]}) == ([], {0})


@pytest.mark.parametrize("first", [0, 101, -1])
def test_their_number_has_bounds(ask: Ask, first: int) -> None:
    (error,) = ask(f'{{ post(key: "{post_key(1)}") {{ versions(first: {first}) {{ version }} }} }}')["errors"]
    assert (error["message"], error["extensions"]["code"]) == ("must be between 1 and 100", "BAD_INPUT")


def test_many_versions_of_many_items_are_refused_for_what_they_cost(ask: Ask) -> None:
    asked = "{ posts(first: 100) { nodes { versions(first: 50) { record { body { html } } } } } }"
    (error,) = ask(asked)["errors"]
    assert error["message"] == "costs more than 20000: ask for fewer items at once"
