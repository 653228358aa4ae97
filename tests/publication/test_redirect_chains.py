"""Redirects that lead to redirects: whatever is added anywhere, each is followed to where it ends, or is refused."""

from itertools import permutations

import pytest
from django.test import Client
from django.utils.translation import override

from cms.core.errors import BadInput
from cms.core.models import Redirect
from cms.core.redirects import read_source
from cms.ledger import generation
from cms.publication.redirects import chains, making, tables
from cms.publication.redirects.chains import Wishes
from tests.content import BASE_URL, HOST

pytestmark = pytest.mark.django_db
OLD = "https://old.example.org"
END = "https://elsewhere.example/"
TOO_LONG = "Too many redirects lead to one another: "


@pytest.fixture(autouse=True)
def post(prepared_post):
    return prepared_post


def add(source, url, *, itself=None):
    """Store a redirect as the form does; the refusal where there is one."""
    one = making.settled(f"{OLD}{source}", page_id=None, url=url, permanent=True)
    try:
        with override("en"):
            chains.refuse(one, among=Wishes(), itself=itself)
    except BadInput as error:
        return error.message
    row = Redirect.objects.filter(pk=itself).first() or Redirect()
    making.filled(row, one).save()
    generation.replace()  # as the commit does
    return ""


def chain(*names):
    """Links from each name to the next one, and from the last one away."""
    urls = [f"{OLD}/{name}" for name in names[1:]] + [END]
    return [(f"/{name}", url) for name, url in zip(names, urls, strict=True)]


def led(path, host="old.example.org"):
    answer = Client().get(path, headers={"host": host})
    return (answer.status_code, answer.get("Location"))


def judged(*lines):
    with override("en"):
        return [line.error for line in tables.judged("\n".join(lines))]


def test_five_may_lead_to_one_another_in_whatever_order_they_are_made():
    for order in list(permutations(chain(*"abcde")))[::17]:
        Redirect.objects.all().delete()
        assert [add(*one) for one in order] == [""] * 5, order
        assert led("/a") == (301, END), order


@pytest.mark.parametrize("missing", range(6))
def test_the_sixth_is_refused_by_name_wherever_it_belongs(missing):
    links = chain(*"abcdef")
    last = links.pop(missing)
    assert [add(*one) for one in reversed(links)] == [""] * 5
    before = list(Redirect.objects.values_list("path", "url"))
    way = " → ".join([f"{OLD}/a/", *(f"{OLD}/{name}" for name in "bcdef")])
    told = f"{TOO_LONG}{way}." if missing == 0 else f"{TOO_LONG}{way} → {END}."
    assert add(*last) == told
    assert list(Redirect.objects.values_list("path", "url")) == before


def test_a_branch_is_as_long_as_its_longest_way_and_a_change_is_judged_without_what_it_replaces():
    for one in [*chain(*"abcd"), *chain("x", "c"), *chain("y", "d")]:
        add(*one)
    Redirect.objects.filter(path="/d/").update(url=f"{OLD}/e", toward="")
    Redirect.objects.get(path="/d/").save()
    assert add("/e", f"{OLD}/f") == ""
    assert add("/f", END).startswith(f"{TOO_LONG}{OLD}/a/ → ")
    first = Redirect.objects.get(path="/a/")
    assert add("/a", END, itself=first.pk) == ""
    assert add("/f", END) == "", "the ways that are left have five"
    assert [led(f"/{name}") for name in "abxy"] == [(301, END)] * 4


def test_the_paths_of_the_city_and_queries_are_followed_too(post):
    lines = [f"/c{number}/,{BASE_URL}/c{number + 1}/?x={number}" for number in range(5)] + [f"/c5/,{END}"]
    assert [bool(error) for error in judged(*lines)] == [True, *[False] * 5]
    tables.keep(tables.judged("\n".join(lines[1:])))
    row = making.settled("/c6/", page_id=post.pk, url="", permanent=True)
    Redirect.objects.filter(path="/c5/").update(url=f"{BASE_URL}/c6/?p=1")
    Redirect.objects.get(path="/c5/").save()
    with override("en"), pytest.raises(BadInput, match=rf"^{TOO_LONG}/c1/ → .*/c6/\?p=1 → {BASE_URL}/traffic/road/\.$"):
        chains.refuse(row, among=Wishes())


def test_a_file_is_judged_with_what_is_stored_before_and_behind_its_lines():
    for one in chain("a", "b") + chain("e", "f"):
        add(*one)
    Redirect.objects.filter(path="/b/").update(url=f"{OLD}/c")
    Redirect.objects.get(path="/b/").save()
    middle = [f"{OLD}/c,{OLD}/d", f"{OLD}/d,{OLD}/e"]
    way = " → ".join([f"{OLD}/a/", *(f"{OLD}/{name}" for name in "bcdef"), END])
    for order in (middle, middle[::-1]):
        assert judged(*order) == ["", f"{TOO_LONG}{way}."]
    assert judged(middle[0], f"{OLD}/d,{END}") == ["", ""]


def test_what_was_stored_too_long_is_led_on_in_more_steps_and_a_circle_nowhere():
    for path, url in chain(*(f"c{number}" for number in range(20))):
        source = read_source(f"{OLD}{path}")._asdict()
        Redirect.objects.create(site="saebyeol", url=url, **source)
    generation.replace()
    way = [led("/c0")]
    while way[-1][1] != END:
        way.append(led(way[-1][1].removeprefix(OLD)))
    assert (len(way), {status for status, _ in way}) == (3, {301})
    Redirect.objects.filter(path="/c4/").update(url=f"{OLD}/c2")
    assert [led(f"/c{number}")[0] for number in (0, 2, 4)] == [421] * 3


def test_a_circle_that_is_stored_and_too_long_to_be_seen_is_led_on():
    for number in range(12):
        source = read_source(f"/c{number}/")._asdict()
        Redirect.objects.create(site="saebyeol", url=f"{BASE_URL}/c{(number + 1) % 12}/", **source)
    generation.replace()
    ways = {number: led(f"/c{number}/", HOST) for number in (0, 4, 8)}
    assert ways == {number: (301, f"{BASE_URL}/c{(number + 4) % 12}/") for number in ways}


def test_a_file_whose_lines_all_lead_to_one_path_costs_each_line_as_much(monkeypatch):
    """Such as those of a site whose pages have numbers: the query alone tells one from another."""
    rows = [
        making.settled(f"{OLD}/?old={number}", page_id=None, url=f"{END}?p={number}", permanent=True).row("file", "")
        for number in range(50)
    ]
    Redirect.objects.bulk_create(rows)
    asked, calls = chains._asked, []
    monkeypatch.setattr(chains, "_asked", lambda url: calls.append(url) or asked(url))
    counts = []
    for lines in (20, 40):
        calls.clear()
        assert judged(*(f"/?p={number},{END}?p={number}" for number in range(lines))) == [""] * lines
        counts.append(len(calls) - len(rows))
    assert counts[0] > 0 and counts[1] == 2 * counts[0]


def test_an_end_to_which_thousands_lead_is_found_by_its_index(django_assert_max_num_queries):
    rows = [
        making.settled(f"{OLD}/{number}", page_id=None, url=f"{OLD}/end", permanent=True).row("file", "")
        for number in range(1_200)
    ]
    Redirect.objects.bulk_create(rows)
    one = making.settled(f"{OLD}/end", page_id=None, url=END, permanent=True)
    with django_assert_max_num_queries(8):
        chains.refuse(one, among=Wishes())
