"""Making redirects: in the editor and from files, and what is refused, by name."""

from html import unescape
from io import StringIO
from itertools import product
from unicodedata import normalize
from uuid import NAMESPACE_URL, uuid5

import pytest
from django.contrib.auth.models import Permission
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override
from wagtail.models import PageViewRestriction

from cms.core.acquaintance import acquaintance
from cms.core.delimited import decoded
from cms.core.errors import BadInput
from cms.core.models import Redirect
from cms.ledger import generation
from cms.publication.reconcile import reconcile
from cms.publication.redirects import tables
from tests.content import BASE_URL, HOST, draft_post, make_user, published_post, section
from tests.news.editor import sign_in

pytestmark = pytest.mark.django_db
LIST = "/admin/redirects/"
ADD = f"{LIST}new/"
IMPORT = f"{LIST}import/"


@pytest.fixture(autouse=True)
def post(prepared_post):
    return prepared_post


@pytest.fixture
def manager():
    """Somebody who is no administrator and may manage redirects."""
    user = make_user("keeper")
    names = ("add_redirect", "change_redirect", "delete_redirect", "access_admin")
    user.user_permissions.set(Permission.objects.filter(codename__in=names))
    return signed_in(user)


def signed_in(user):
    client = Client(headers={"host": HOST, "accept-language": "en"})
    client.force_login(user)
    return client


def stored():
    return [(str(row), row.page_id, row.url, row.permanent) for row in Redirect.objects.order_by("pk")]


def save(client, address, *, page="", to="", permanent="on", where=ADD):
    """The errors by field, or what is told after it was saved."""
    data = {"address": address, "page": getattr(page, "pk", page), "to": to, "permanent": permanent}
    answer = client.post(where, data, follow=True)
    generation.replace()  # as the commit does
    if "form" in (answer.context or {}) and answer.context["form"].errors:
        with override("en"):
            return {name: " ".join(map(str, errors)) for name, errors in answer.context["form"].errors.items()}
    return told_in(answer)


def told_in(answer):
    """The first line of each message."""
    return [unescape(str(message)).partition("\n")[0] for message in answer.context["messages"]]


def judged(*lines):
    with override("en"):
        found = tables.judged("\n".join(lines))
    return [line.error or ("done" if line.is_done else "new") for line in found]


def test_a_redirect_is_made_changed_and_removed_in_the_editor(manager, post):
    assert save(manager, " HTTPS://Old.Example.org//a?b=1&a=2 ", page=post) == [
        "Redirect 'https://old.example.org/a/?a=2&b=1' created."
    ]
    assert stored() == [("https://old.example.org/a/?a=2&b=1", post.pk, "", True)]
    row = Redirect.objects.get()
    where = f"{LIST}edit/{row.pk}/"
    form = manager.get(where).context["form"]
    assert (form["address"].value(), form["page"].value()) == ("https://old.example.org/a/?a=2&b=1", post.pk)
    save(manager, f"{BASE_URL}/gone", to="https://elsewhere.example/x", permanent="", where=where)
    assert stored() == [("/gone/", None, "https://elsewhere.example/x", False)]
    text = manager.get(LIST).content.decode()
    assert "/gone/" in text and "https://elsewhere.example/x" in text and "temporary" in text
    assert "/gone/" in manager.get(f"{LIST}?address=/gone").content.decode()
    assert "/gone/" not in manager.get(f"{LIST}?address=/other").content.decode()
    manager.post(f"{LIST}delete/{row.pk}/")
    assert stored() == []


def test_an_address_of_our_own_that_is_typed_is_kept_as_its_page(manager, post):
    draft = draft_post("초안", slug="draft")
    manager = sign_in("chief", admin=True)  # who may know the draft
    for number, to in enumerate([f"{BASE_URL}/traffic/road", "/traffic/road/", "/traffic/draft/", "/en/health/"]):
        save(manager, f"/old-{number}/", to=to)
    english = section("health", language="en")
    assert [row[1] for row in stored()] == [post.pk, post.pk, draft.pk, english.pk]
    save(manager, "/statistics-of-before/", to="/statistics/")
    save(manager, "/filtered/", to="/traffic/?after=x")
    assert "to" in save(manager, "/refused/", to="/traffic/2099/01/x")
    assert [row[1:3] for row in stored()[4:]] == [
        (None, f"{BASE_URL}/statistics/"),
        (None, f"{BASE_URL}/traffic/?after=x"),
    ]


WRONG = [
    ("old", "https://a.example/", "address", "Begin with a slash"),
    ("/old/#part", "https://a.example/", "address", "is never sent to a server"),
    ("/%B1%E6/", "https://a.example/", "address", "not in UTF-8"),
    ("/" + "a" * 1501, "https://a.example/", "address", "too long"),
    ("/ol\nd/", "https://a.example/", "address", "holds characters that no address has"),
    ("https://old.example.org/a\tb", "https://a.example/", "address", "holds characters that no address has"),
    ("/?" + "&".join(f"a{number}" for number in range(201)), "https://a.example/", "address", "too long"),
    ("http://a..b/", "https://a.example/", "address", "no web address"),
    ("https://:443/old/", "https://a.example/", "address", "no web address"),
    ("https://", "https://a.example/", "address", "The name of the website is missing after “https://”."),
    ("HTTP:///old/?a=b", "https://a.example/", "address", "The name of the website is missing after “http://”."),
    ("/admin/pages/", "https://a.example/", "address", "belongs to the editor"),
    ("/old/", "javascript:alert(1)", "to", "neither a path nor a web address"),
    ("/old/", "ftp://a.example/", "to", "neither a path nor a web address"),
    ("/old/", "//a.example/", "to", "neither a path nor a web address"),
    ("/old/", "https://a.example/b\nc", "to", "neither a path nor a web address"),
    ("/old/", "https://a b/", "to", "neither a path nor a web address"),
    ("/old/", "/nothing/here/", "to", "There is nothing at “http://saebyeol.example/nothing/here/”."),
    ("/old/", "", "page", "Choose a page or write a web address"),
    ("/old/", "/old/?x=1", "to", "There is nothing at"),
    ("/statistics/", "/statistics/?x=1", "address", "in a circle: /statistics/ → http://saebyeol.example/statistics/?x=1"),
]  # fmt: skip


def test_what_is_no_redirect_is_refused_where_it_is_wrong(manager):
    for address, to, field, error in WRONG:
        found = save(manager, address, to=to)
        assert list(found) == [field] and error in found[field], (address, to, found)
    assert stored() == []


def test_duplicates_and_circles_are_refused_by_name(manager, post):
    assert save(manager, "/traffic/road", page=post) == {
        "address": "This would lead round in a circle: /traffic/road/ → http://saebyeol.example/traffic/road/."
    }
    save(manager, "/a/", to="https://old.example.org/b")
    assert save(manager, "/A/../a", page=post) == {
        "address": "“/a/” is redirected already, to “https://old.example.org/b”."
    }
    save(manager, "https://old.example.org/b", to="https://old.example.org/c?x=1")
    way = "https://old.example.org/c/ → http://saebyeol.example/a/ → https://old.example.org/b → https://old.example.org/c?x=1"
    assert save(manager, "https://old.example.org/c", to="/a/") == {
        "address": f"This would lead round in a circle: {way}."
    }
    assert len(stored()) == 2
    first = Redirect.objects.get(path="/a/")
    assert save(manager, "/a/", to="https://old.example.org/c?x=1", where=f"{LIST}edit/{first.pk}/") == [
        "Redirect '/a/' updated."
    ]


def test_an_address_that_leads_on_for_its_spelling_may_be_led_to_and_is_no_step_of_its_own(manager):
    targets = {
        "/rss": "/feed.rss", "/traffic/atom.xml": "/traffic/feed.atom", "/en/index.xml": "/en/feed.rss",
        "/feed/": "/feed.rss", "/units": "/units/", "/favicon.ico": "/favicon.ico",
        "/apple-touch-icon.png": "/apple-touch-icon.png",
    }  # fmt: skip
    for number, to in enumerate(targets):
        assert save(manager, f"/old-{number}/", to=to) == [f"Redirect '/old-{number}/' created."]
    led = [Client().head(f"/old-{number}/", headers={"host": HOST})["Location"] for number in range(len(targets))]
    assert led == [f"{BASE_URL}{there}" for there in targets.values()]
    for nowhere in ("/nothing/rss", "/traffic/road/rss"):
        assert "There is nothing at" in save(manager, "/old/", to=nowhere)["to"]


def test_a_redirect_from_a_public_page_is_kept_and_its_author_is_told(manager, post):
    other = published_post("다른 길", slug="other")
    told = save(manager, "/traffic/road/", page=other)
    assert "There is a public page at “/traffic/road/”: the redirect begins when that page has gone." in told
    assert save(manager, "/traffic/road/?print=1", page=other) == ["Redirect '/traffic/road/?print=1' created."]


def test_who_may_not_manage_redirects_makes_none(post):
    client = signed_in(make_user("author"))
    client.get("/admin/")
    for where in (LIST, ADD, IMPORT, f"{LIST}file/"):
        assert client.get(where).status_code in {302, 403}, where
        client.post(where, {"address": "/old/", "page": post.pk, "text": "/old/,/traffic/road/"})
    assert stored() == []


def test_a_manager_is_not_told_of_pages_that_are_not_theirs_to_know(manager, post):
    secret = draft_post("비밀", slug="secret")
    PageViewRestriction.objects.create(page=post, restriction_type="login")
    Redirect.objects.create(site="saebyeol", path="/old/", page=secret)
    assert save(manager, "/other/", page=secret) == {"page": "This page is not known to you."}
    for where in (LIST, f"{LIST}edit/{Redirect.objects.get().pk}/", f"{LIST}file/", f"{ADD}?page={secret.pk}"):
        answer = manager.get(where)
        text = b"".join(answer) if answer.streaming else answer.content
        assert answer.status_code == 200 and "비밀" not in text.decode() and "secret" not in text.decode(), where


def test_each_line_of_a_file_says_what_it_would_do(post):
    Redirect.objects.create(site="saebyeol", path="/there/", page=post)
    Redirect.objects.create(site="saebyeol", path="/taken/", url="https://elsewhere.example/")
    assert judged(
        "from,to,permanent",
        "/a,/traffic/road/,no",
        "",
        "https://old.example.org/?p=1,http://saebyeol.example/traffic/road/",
        "/there/,/traffic/road,yes",
        "/taken/,/traffic/road/,",
        "/A/../a/,/en/traffic/,",
        "/b/,/nothing/,",
        "/c/,/d/,",
        "/d/,https://elsewhere.example/,",
        "/d2/,/d/,",
        "/e/,https://elsewhere.example/,perhaps",
        "x,https://elsewhere.example/",
    ) == [
        "new",
        "new",
        "done",
        "“/taken/” is redirected already, to “https://elsewhere.example/”.",
        "An earlier line redirects “/a/” already, to “http://saebyeol.example/traffic/road/”.",
        "There is nothing at “http://saebyeol.example/nothing/”.",
        "new",
        "new",
        "new",
        "“perhaps” does not say whether it is permanent: write yes or no, or leave it empty.",
        "Begin with a slash, as in /old/, or write the whole address, as in https://old.example.org/.",
    ]
    circle = judged("https://o.example/a,https://o.example/b", "https://o.example/b,https://o.example/a")
    assert circle == [
        "new",
        "This would lead round in a circle: https://o.example/b/ → https://o.example/a → https://o.example/b.",
    ]


def test_a_file_is_read_in_each_encoding_and_with_each_mark(post):
    for encoding, mark in product(["utf-8", "utf-8-sig", "utf-16", "cp949"], ",;\t"):
        text = f"to{mark}permanent{mark}from\r\n/traffic/road/{mark}임시{mark}/길/\r\n"
        (line,) = tables.judged(decoded(text.encode(encoding), most=tables.MOST_BYTES))
        assert (line.number, line.source, line.wish.page_id, line.wish.permanent) == (2, "/길/", post.pk, False)


YES = [
    "",
    "1",
    "y",
    "Yes",
    "ＹＥＳ",
    "O",
    "○",
    "TRUE",
    "301",
    "308",
    "Permanent",
    "영구",
    "예",
    "네",
    normalize("NFD", "예"),
]
NO = [
    "0",
    "N",
    "no",
    "x",
    "Ｘ",
    "×",
    "False",
    "302",
    "307",
    "temporary",
    "임시",
    "아니오",
    "아니요",
    normalize("NFD", "아니오"),
]


def test_a_file_says_in_many_ways_whether_a_redirect_is_permanent():
    rows = "\n".join(f"/{number}/,https://a.example/,{word}" for number, word in enumerate([*YES, *NO]))
    lines = tables.judged(f"출발 주소,도착,영구\n{rows}")
    assert [(line.error, line.wish and line.wish.permanent) for line in lines] == [
        *[("", True)] * len(YES),
        *[("", False)] * len(NO),
    ]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"\xff\xff", "neither in UTF-8 nor in CP949"),
        (b"a" * 1_000_001, "larger than 1,000,000 bytes"),
        (b"/a,/b\n" * 10_001, "more than 10,000 lines"),
        (b"\n\n", "no lines"),
        (b'"/a,/b\n', "no CSV"),
    ],
)
def test_what_is_no_such_file_is_refused_whole(data, said):
    with override("en"), pytest.raises(BadInput, match=said):
        tables.judged(decoded(data, most=tables.MOST_BYTES))


def test_the_command_changes_all_or_nothing_and_nothing_twice(post, tmp_path):
    file, out = tmp_path / "redirects.csv", StringIO()
    file.write_text("/a/,/traffic/road/\n/b/,/nothing/\n", encoding="utf-8")
    with pytest.raises(CommandError, match="1 new, 0 there already, 1 wrong: nothing was changed"):
        call_command("import_redirects", str(file), stdout=out)
    assert out.getvalue() == "line 2: /b/ -> /nothing/: There is nothing at “http://saebyeol.example/nothing/”.\n"
    assert stored() == []
    file.write_text("/a/,/traffic/road/\n/traffic/,https://elsewhere.example/,no\n", encoding="utf-8")
    dry = StringIO()
    call_command("import_redirects", str(file), dry_run=True, stdout=dry)
    assert dry.getvalue().splitlines() == [
        "line 1: /a/ -> http://saebyeol.example/traffic/road/ (permanent): new",
        "line 2: /traffic/ -> https://elsewhere.example/ (temporary): new, begins when the public page there has gone",
        "Would be: 2 new, 0 there already, 0 wrong",
    ]
    assert stored() == []
    call_command("import_redirects", str(file), stdout=StringIO())
    kept = stored()
    assert kept == [("/a/", post.pk, "", True), ("/traffic/", None, "https://elsewhere.example/", False)]
    exported = StringIO()
    call_command("export_redirects", stdout=exported)
    assert exported.getvalue() == (
        "from,to,permanent\r\n/a/,http://saebyeol.example/traffic/road/,yes\r\n/traffic/,https://elsewhere.example/,no\r\n"
    )
    file.write_text(exported.getvalue(), encoding="utf-8")
    again = StringIO()
    call_command("import_redirects", str(file), stdout=again)
    assert (again.getvalue(), stored()) == ("0 new, 2 there already, 0 wrong\n", kept)


def test_a_file_is_shown_in_the_editor_before_it_is_kept(manager, post, tmp_path):
    file = tmp_path / "redirects.csv"
    file.write_text("/a/,/traffic/road/\n/b/,/nothing/\n", encoding="cp949")
    assert 'type="file"' in manager.get(IMPORT).content.decode()
    with file.open("rb") as opened:
        text = manager.post(IMPORT, {"file": opened}).content.decode()
    assert "There is nothing at “http://saebyeol.example/nothing/”." in text and "1 line has an error" in text
    assert 'name="text"' not in text
    file.write_text("/a/,/traffic/road/\n", encoding="cp949")
    with file.open("rb") as opened:
        answer = manager.post(IMPORT, {"file": opened})
    assert stored() == []
    shown = answer.context["checked"].initial["text"]
    answer = manager.post(IMPORT, {"text": shown}, follow=True)
    assert (told_in(answer), len(stored())) == (["1 redirect is made."], 1)
    assert Redirect.objects.get().origin == "file"


def test_lines_with_the_same_error_are_shown_together_with_their_numbers(manager):
    lines = ["/a/,/nothing/", "/b/,/health/", "x,/health/", "/c/,/neither/", "/health/,/health/", "/traffic/,/traffic/"]
    answer = manager.post(IMPORT, {"file": StringIO("\n".join(lines))})
    with override("en"):
        found = {said: [(line.number, own) for line, own in alike] for said, alike in answer.context["errors"]}
    assert found == {
        "There is nothing at “…”.": [(1, f"“{BASE_URL}/nothing/”"), (4, f"“{BASE_URL}/neither/”")],
        "Begin with a slash, as in /old/, or write the whole address, as in https://old.example.org/.": [(3, "")],
        "This would lead round in a circle: “…”.": [
            (5, f"/health/ → {BASE_URL}/health/"),
            (6, f"/traffic/ → {BASE_URL}/traffic/"),
        ],
    }
    text = unescape(answer.content.decode())
    assert text.count("There is nothing at") == 1 and "line 4" in text and "4 lines have errors" not in text
    assert [line.number for line in answer.context["lines"]] == [2]


def test_the_list_says_where_each_redirect_leads(manager, post):
    Redirect.objects.create(site="saebyeol", path="/old/", page=post)
    Redirect.objects.create(site="saebyeol", path="/away/", url="https://elsewhere.example/%EA%B8%B8")
    text = manager.get(LIST).content.decode()
    assert f"{BASE_URL}/traffic/road/" in text and "https://elsewhere.example/길" in text


def test_reconcile_completes_what_was_written_behind_our_back(post):
    row = Redirect.objects.create(site="saebyeol", path="/old/", page=section())
    Redirect.objects.filter(pk=row.pk).update(path="/older/", place="")
    assert [repair for repair in reconcile() if repair] == [1]
    kept = Redirect.objects.get()
    assert (kept.place, kept.digest == row.digest) == ("saebyeol:field:traffic:ko", False)
    assert [repair for repair in reconcile() if repair] == []


def test_the_form_of_a_page_lists_what_leads_to_it_and_how_to_add_more(manager, post):
    post.slug = "way"
    post.save_revision().publish()
    row = Redirect.objects.create(site="saebyeol", host="old.example.org", path="/길/", page=post, permanent=False)
    place = Redirect.objects.create(site="saebyeol", path="/verkehr/", page=section())
    administrator = signed_in(make_user("chief", is_superuser=True))
    text = administrator.get(f"/admin/pages/{post.pk}/edit/").content.decode()
    assert "/traffic/road/" in text and "a former address" in text
    assert f'<a href="{LIST}edit/{row.pk}/">https://old.example.org/길/</a>' in text and "a temporary redirect" in text
    assert f'href="{ADD}?page={post.pk}"' in text
    assert f"{LIST}edit/{place.pk}/" in administrator.get(f"/admin/pages/{section().pk}/edit/").content.decode()
    assert administrator.get(f"{ADD}?page={post.pk}").context["form"]["page"].value() == post.pk


def test_whoever_may_edit_a_page_and_no_redirects_sees_addresses_without_links(post):
    writer = sign_in("writer")
    mine = published_post("내 글", slug="mine", owner=writer.user)
    url = f"/admin/pages/{mine.pk}/edit/"
    assert "이 페이지로 오는 주소" not in writer.get(url).content.decode()
    row = Redirect.objects.create(site="saebyeol", path="/old-mine/", page=mine)
    text = writer.get(url).content.decode()
    assert "/old-mine/" in text
    assert f"{LIST}edit/{row.pk}/" not in text and ADD not in text


def test_the_menu_of_settings_opens_the_list():
    from cms.publication.redirects.views import RedirectViewSet

    assert RedirectViewSet().menu_url == LIST


def test_a_page_that_a_manager_may_not_know_is_told_by_no_refusal(manager):
    hidden = draft_post("비밀 계획", slug="secret-draft")
    save(sign_in("chief", admin=True), "/has/", page=hidden)
    before = stored()
    assert save(manager, "/has/", to="https://elsewhere.example/") == {
        "address": "“/has/” is redirected already, to “a page that you do not know”."
    }
    for path in ("/traffic/secret-draft/", "/traffic/secret-draft/?a=1", "/traffic/no-such-post/"):
        assert save(manager, "/new/", to=path) == {"to": f"There is nothing at “{BASE_URL}{path}”."}
    answer = manager.post(IMPORT, {"file": StringIO("/has/,/traffic/\n/new/,/traffic/secret-draft/\n")})
    assert "“a page that you do not know”" in unescape(answer.content.decode())
    assert f"There is nothing at “{BASE_URL}/traffic/secret-draft/”." in unescape(answer.content.decode())
    assert stored() == before


def test_another_name_for_the_city_that_only_the_settings_know_is_the_city(manager, post, settings):
    settings.MADANG_FURTHER_HOSTS = ["alias.example"]
    said = save(manager, "/lp/", to="https://alias.example/lp/")
    assert set(said) == {"to"}
    assert save(manager, "/old/", to="https://alias.example/traffic/road/") == ["Redirect '/old/' created."]
    assert stored() == [("/old/", post.pk, "", True)]


def test_looking_at_a_file_holds_no_transaction(manager, monkeypatch):
    from django.db import connection

    inside = []
    real = tables.judged

    def looking(*asked):
        inside.append(len(connection.savepoint_ids))
        return real(*asked)

    outside = len(connection.savepoint_ids)
    monkeypatch.setattr(tables, "judged", looking)
    assert manager.post(IMPORT, {"file": StringIO("/a/,/traffic/\n")}).status_code == 200
    assert inside == [outside]


def test_a_chain_that_nobody_follows_is_refused_in_whatever_order_its_lines_come():
    lines = [f"/c{number}/,/c{number + 1}/" for number in range(9)] + ["/c9/,/traffic/road/"]
    for order in (lines, lines[::-1]):
        told = dict(zip(order, judged(*order), strict=True))
        assert told["/c9/,/traffic/road/"] == "new"
        assert any(said.startswith("Too many redirects lead to one another: /c") for said in told.values())


def test_a_file_costs_as_many_queries_with_one_line_as_with_two_hundred(post):
    published = [published_post(f"길 {number}", slug=f"road-{number}") for number in range(3)]
    draft = draft_post("초안", slug="draft")
    Redirect.objects.create(site="saebyeol", path="/there/", page=post)
    targets = [
        *(f"/traffic/{page.slug}/" for page in (*published, draft)),
        "/en/traffic/",
        "/there/?y=2",
        "https://elsewhere.example/",
    ]
    kinds = ["/old-{}/", "/2012/05/{}/", "https://old.example.org/{}?p=1", "/traffic/{}/feed.atom", "/traffic/road/"]
    lines = [f"/a{number}/,/a{number + 1}/" for number in range(4)] + ["/a4/,/traffic/"]
    lines += [f"{kinds[number % 4].format(number)},{targets[number % 7]}" for number in range(190)]
    lines += [f"/filtered-{number}/,/traffic/?after={number}" for number in range(5)]
    each_kind = [*lines[:33], lines[-1]]
    for known in (set, acquaintance(make_user("keeper")).known_of):
        queries_of(each_kind, known)
        asked = [queries_of(wanted, known) for wanted in (lines[5:6], each_kind, lines)]
        assert asked[0] <= asked[1] == asked[2] <= 20, asked
    assert {line.target for line in tables.judged("\n".join(lines), known) if line.error} == {"/traffic/draft/"}


OUTPUTS = [
    "/media/images/old-{n}.jpg", "/files/2012/{n}.pdf", "/attachments/{key}/b/c.pdf", "/id/post/{key}",
    "/data/post/{key}.ttl", "/id/tag/t{n}", "/data/unit/u{n}.ttl", "/id/function/f{n}", "/data/function/f{n}/g.ttl",
    "/open-data/documents/2012-{n}.csv", "/x{n}/feed.rss", "/feed{n}.xml", "/x{n}/documents/feed.atom", "/2012/05/{n}/",
    "https://old.example.org/id/post/{key}", "/there/?y={n}", "/en/x{n}/", "/x{n}/rss", "/static/{n}.css",
    "/traffic/?n={n}",
]  # fmt: skip


def test_lines_from_and_to_addresses_of_every_output_are_judged_by_a_few_queries(post):
    Redirect.objects.create(site="saebyeol", path="/there/", page=post)
    addresses = [text.format(n=n, key=uuid5(NAMESPACE_URL, str(n))) for n in range(10) for text in OUTPUTS]
    for kinds in (
        [f"{one},https://e.example/" for one in addresses],
        [f"/old{n}/,{a}" for n, a in enumerate(addresses)],
    ):
        few, many = kinds[: len(OUTPUTS)], kinds
        queries_of(few, set)
        asked = [queries_of(lines, set) for lines in (few, many)]
        assert asked[0] == asked[1] <= 25, asked


def queries_of(lines, known):
    with CaptureQueriesContext(connection) as asked:
        tables.judged("\n".join(lines), known)
    return len(asked)


def test_a_thousand_redirects_to_one_page_are_kept_by_few_queries(django_assert_max_num_queries):
    lines = tables.judged("\n".join(f"/old-{number}/,/traffic/" for number in range(1_000)))
    with django_assert_max_num_queries(30):
        assert tables.keep(lines) == 1_000
    assert set(Redirect.objects.values_list("place", flat=True)) == {"saebyeol:field:traffic:ko"}
