"""The identity of a city: what its IRIs and feed ids hang on, fixed with its first public address."""

import io
from importlib import import_module

import pytest
from django.apps import apps
from django.core.checks import run_checks
from django.core.management import CommandError, call_command
from wagtail.models import Site

from cms.core.hosts import is_public
from cms.ledger import generation
from cms.ledger.models import Entry, TermRow
from cms.subsites.models import Identity
from tests.content import HOST, new_city, publish, published_post, section

BASE = f"http://{HOST}"
NEW = "https://news.example.org"
fill = import_module("cms.ledger.migrations.0024_fill_identity").fill


def move(address):
    call_command("set_address", address, stdout=io.StringIO())
    generation.replace()  # as its commit does


def iris():
    entries = Entry.objects.values_list("record__iri", flat=True)
    return {iri.partition("/id/")[0] for iri in (*entries, *TermRow.objects.values_list("data__iri", flat=True))}


def urls():
    return {url.partition("/traffic/")[0] for url in Entry.objects.values_list("record__url", flat=True)}


@pytest.mark.parametrize(
    ("name", "public"),
    [
        ("news.example.org", True),
        ("saebyeol.example", True),
        ("xn--9n2bp8q.xn--3e0b707e", True),
        ("8.8.8.8", True),
        ("[2606:4700::1111]", True),
        ("203.0.113.7", True),
        ("[2001:db8::1]", True),
        ("test.org", True),
        ("localhost", False),
        ("city.localhost", False),
        ("madang", False),
        ("madang.local", False),
        ("madang.test", False),
        ("madang.invalid", False),
        ("madang.internal", False),
        ("madang.lan", False),
        ("madang.home.arpa", False),
        ("127.0.0.1", False),
        ("127.1", False),
        ("2130706433", False),
        ("a.0x7f", False),
        ("0.0.0.0", False),
        ("10.1.2.3", False),
        ("172.31.0.1", False),
        ("192.168.0.5", False),
        ("169.254.1.1", False),
        ("100.64.0.1", False),
        ("224.0.0.1", False),
        ("255.255.255.255", False),
        ("[::1]", False),
        ("[::]", False),
        ("[fe80::1]", False),
        ("[fd00::1]", False),
        ("[::ffff:10.0.0.1]", False),
        ("[ff02::1]", False),
    ],
)
def test_what_only_one_machine_or_network_knows_is_not_public(name, public):
    assert is_public(name) is public


@pytest.mark.django_db
def test_the_first_public_address_is_the_base_for_good_whatever_follows():
    new_city(host="127.0.0.1")
    post = published_post("길", slug="road")
    assert (iris(), Identity.objects.count()) == ({"http://127.0.0.1"}, 0)
    for address in ("http://127.0.0.1:8001", "http://10.1.2.3:8000", "http://city.localhost", "http://madang"):
        move(address)
        assert (iris(), urls(), Identity.objects.count()) == ({address}, {address}, 0)
    for address in (BASE, f"https://{HOST}", NEW, f"{BASE}:8080", "http://127.0.0.1:8001"):
        move(address)
        assert (iris(), urls()) == ({BASE}, {address})
    publish(post, title="다른 길")
    published_post("새 길", slug="new")
    Site.objects.get().delete()
    publish(post, title="또 다른 길")
    assert iris() == {BASE}
    assert list(Identity.objects.values_list("city", "base")) == [("saebyeol", BASE)]


@pytest.mark.usefixtures("prepared_city")
@pytest.mark.django_db
def test_each_city_has_its_own_and_a_site_that_is_saved_in_the_editor_fixes_it():
    new_city("dalmaru", "localhost", default=False)
    assert dict(Identity.objects.values_list("city", "base")) == {"saebyeol": BASE}
    other = Site.objects.get(hostname="localhost")
    other.hostname = "dalmaru.example"
    other.save()
    both = {"saebyeol": BASE, "dalmaru": "http://dalmaru.example"}
    assert dict(Identity.objects.values_list("city", "base")) == both
    other.delete()
    Site.objects.filter(hostname=HOST).update(hostname="dalmaru.example")
    call_command("reconcile", stdout=io.StringIO())
    assert dict(Identity.objects.values_list("city", "base")) == both
    assert {row.data["iri"].partition("/id/")[0] for row in TermRow.objects.filter(site="saebyeol")} == {BASE}


@pytest.mark.usefixtures("prepared_city")
@pytest.mark.django_db
def test_a_store_of_before_keeps_the_base_that_it_has_published():
    new_city("dalmaru", "localhost", default=False)
    Identity.objects.all().delete()
    for _ in range(2):
        fill(apps, None)
        assert list(Identity.objects.values_list("city", "base")) == [("saebyeol", BASE)]


@pytest.mark.usefixtures("prepared_city")
@pytest.mark.django_db
def test_what_was_published_under_a_public_base_keeps_its_iri_for_life():
    """A store of before had entries under the base of each domain; what had gone before a move comes back as itself."""
    post = published_post("길", slug="road")
    post.unpublish()
    row = Entry.objects.get()
    row.record["iri"] = f"https://older.example/id/post/{post.key}"
    row.save()
    publish(post)
    row.refresh_from_db()
    assert (row.record["iri"], row.state, row.version) == (f"https://older.example/id/post/{post.key}", "public", 3)
    call_command("reconcile", stdout=io.StringIO())
    row.refresh_from_db()
    assert row.version == 3, "it is current, so reconcile leaves it"


@pytest.mark.usefixtures("prepared_city")
@pytest.mark.django_db
def test_a_translation_is_named_as_it_names_itself(client):
    post = published_post("길", slug="road")
    road = published_post("A road", slug="road", parent=section(language="en"), translation_key=post.translation_key)
    publish(post)
    row = Entry.objects.get(key=post.key)
    row.record["iri"] = f"https://older.example/id/post/{post.key}"
    row.save()
    generation.replace()
    data = client.get(f"/data/post/{road.key}.jsonld", headers={"Host": HOST}).json()
    assert [one["@id"] for one in data["translationOfWork"]] == [row.record["iri"]]
    page = client.get("/en/traffic/road/", headers={"Host": HOST}).content.decode()
    assert f'"@id": "{row.record["iri"]}"' in page or f'"@id":"{row.record["iri"]}"' in page
    data = client.get(f"/data/post/{post.key}.jsonld", headers={"Host": HOST}).json()
    assert [one["@id"] for one in data["workTranslation"]] == [f"{BASE}/id/post/{road.key}"]


def tell(*arguments):
    out = io.StringIO()
    call_command("identity", *arguments, stdout=out)
    return out.getvalue().splitlines()


def told():
    return [(message.id, message.msg) for message in of_identity()]


def of_identity(**over):
    return run_checks(**{"tags": ["identity"], "include_deployment_checks": True, "databases": ["default"]} | over)


@pytest.mark.django_db
def test_the_start_and_a_command_say_what_it_is_and_whether_it_is_fixed():
    Site.objects.all().delete()
    assert (tell(), told()) == ([], [])
    new_city(host="127.0.0.1")
    assert tell() == ["saebyeol: http://127.0.0.1 (provisional)"]
    begins = "its IRIs and feed ids begin with"
    said = f"The identity of saebyeol is provisional: {begins} http://127.0.0.1, today's address."
    assert told() == [("madang.I002", said)]
    assert all(message.hint for message in of_identity())
    move(NEW)
    assert tell("saebyeol") == [f"saebyeol: {NEW} (fixed)"]
    assert told() == [("madang.I001", f"The identity of saebyeol is fixed: {begins} {NEW}.")]
    assert of_identity(databases=None) == [], "a check that asks no database says nothing"
    assert of_identity(include_deployment_checks=False) == [], "no command has an issue with it"


@pytest.mark.django_db
def test_a_base_can_be_fixed_before_the_city_is_public_and_never_after_it_has_published():
    new_city(host="127.0.0.1")
    assert tell("--fix", "HTTPS://News.Example.org./")[-1] == f"saebyeol: {NEW} (fixed)"
    assert iris() == {NEW}
    assert tell("--fix", BASE)[-1] == f"saebyeol: {BASE} (fixed)", "nothing has been published under the other"
    published_post("길", slug="road")
    assert iris() == {BASE}
    assert tell("--fix", BASE) == [f"saebyeol: {BASE} (fixed)"]
    new_city("dalmaru", "localhost", default=False)
    for arguments, message in {
        ("saebyeol", "--fix", NEW): "is http://saebyeol.example and stays it",
        ("dalmaru", "--fix", BASE): "is the identity of saebyeol",
        ("dalmaru", "--fix", "http://10.1.2.3"): "is not a public address",
        ("dalmaru", "--fix", f"{NEW}/path"): "is not a public address",
        ("--fix", NEW): "name the city that is meant, one of: saebyeol, dalmaru",
        ("nowhere",): "there is no city 'nowhere'",
    }.items():
        with pytest.raises(CommandError, match=message):
            tell(*arguments)
    assert dict(Identity.objects.values_list("city", "base")) == {"saebyeol": BASE}


@pytest.mark.usefixtures("prepared_city")
@pytest.mark.django_db
def test_an_item_that_moves_to_another_city_keeps_its_iri_which_leads_there(client):
    new_city("dalmaru", "dalmaru.example", default=False)
    post = published_post("길", slug="road")
    other = published_post("달 길", slug="moon", parent=section(code="dalmaru"))
    post.move(section(code="dalmaru"), pos="last-child")
    generation.replace()
    row = Entry.objects.get(key=post.key)
    thing, there = f"/id/post/{post.key}", "http://dalmaru.example"
    assert (row.site, row.record["iri"]) == ("dalmaru", f"{BASE}{thing}")
    found = {host: client.get(thing, headers={"Host": host}) for host in (HOST, "dalmaru.example")}
    assert [(answer.status_code, answer["Location"]) for answer in found.values()] == [
        (301, f"{there}{thing}"),
        (303, f"{there}/traffic/road/"),
    ]
    for suffix in ("ttl", "jsonld"):
        document = f"/data/post/{post.key}.{suffix}"
        led, described = (client.get(document, headers={"Host": host}) for host in (HOST, "dalmaru.example"))
        assert (led.status_code, led["Location"], described.status_code) == (301, f"{there}{document}", 200)
    assert client.get(f"/data/post/{other.key}.ttl", headers={"Host": HOST}).status_code == 404
    card = client.get("/oembed", {"url": f"{BASE}{thing}"}, headers={"Host": HOST})
    assert card.json()["title"] == "길"
    assert client.get(f"/id/post/{other.key}", headers={"Host": HOST}).status_code == 404, "it never was of this city"
    assert client.get(f"/id/post/{other.key}x", headers={"Host": HOST}).status_code == 404
