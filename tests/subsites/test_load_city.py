import json
from datetime import date

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import Page, Site

from cms.committees.models import CommitteePage, CommitteesPage
from cms.ledger.models import TermRow
from cms.publication.reconcile import reconcile
from cms.releases.models import DocumentsPage
from cms.subsites import terms
from cms.subsites.models import CityPage, Field, FieldPage, OrganisationUnit, WebsitePage

pytestmark = pytest.mark.django_db

SMALL = {
    "city": {"key": "hill", "names": {"ko": "언덕시", "en": "Hill"}, "languages": ["ko", "en"], "licence": "cc-by-4.0"},
    "fields": [{"key": "traffic", "names": {"ko": "교통", "en": "Traffic"}, "host": "traffic.example"}],
    "units": [
        {"key": "hall", "names": {"ko": "시청", "en": "Hall"}, "telephone": "0100-120"},
        {"key": "bikes", "parent": "hall", "names": {"ko": "자전거팀", "en": "Bicycle Team"}},
    ],
    "websites": [{"key": "bike", "field": "traffic", "language": "ja", "title": "自転車", "unit": "bikes"}],
}

DOCUMENTS = {"key": "documents", "names": {"ko": "공개문서", "en": "Documents"}, "descriptions": {"ko": "모두"}}
COMMITTEES = {"key": "committees", "names": {"ko": "위원회", "en": "Committees"}}
BOARD = {"key": "hall", "title": "게시판"}
COUNCIL = {
    "key": "council",
    "title": "자전거위원회",
    "category": "자문",
    "established_on": "2020-05-01",
    "unit": "bikes",
    "members": [{"name": "가위원", "role": "위원장", "since": "2026-01-01"}, {"name": "나위원"}],
}


def load(tmp_path, data, name="city.json"):
    file = tmp_path / name
    file.write_text(data if isinstance(data, str) else json.dumps(data), encoding="utf-8")
    call_command("load_city", str(file), verbosity=0)


def counts():
    return [model.objects.count() for model in (Page, Site, Field, OrganisationUnit, CityPage, FieldPage, WebsitePage)]


def test_the_default_city_has_twelve_fields_in_two_languages_and_websites_in_others(capsys):
    call_command("load_city")
    assert "12 fields" in capsys.readouterr().out
    assert terms.cities() == ["saebeol"]
    found = list(terms.city_terms(terms.Source("saebeol")))
    fields = [term for term in found if term.scheme == "field"]
    assert len(fields) == 12
    assert all({"ko", "en"} <= term.urls.keys() for term in fields)
    assert {term.language for term in found if term.scheme == "website"} == {"ko", "en", "ja", "zh-hans"}


def test_wagtails_welcome_page_goes_and_its_site_becomes_the_citys(tmp_path, settings):
    settings.MADANG_BASE_URL = "http://hill.example:8000"
    load(tmp_path, SMALL)
    site = Site.objects.get(is_default_site=True)
    assert (site.hostname, site.port) == ("hill.example", 8000)
    assert site.root_page.specific == CityPage.objects.get(locale__language_code="ko")
    assert {type(page.specific) for page in Page.objects.filter(depth=2)} == {CityPage}


def test_a_field_with_a_host_name_is_at_the_root_of_it(tmp_path, settings):
    settings.MADANG_BASE_URL = "http://hill.example:8000"
    load(tmp_path, SMALL)
    urls = {page.locale.language_code: page.full_url for page in FieldPage.objects.select_related("locale")}
    assert urls == {
        "ko": "http://traffic.example:8000/",
        "en": "http://traffic.example:8000/en/",
        "ja": "http://traffic.example:8000/ja/",
    }
    assert WebsitePage.objects.get().full_url == "http://traffic.example:8000/ja/bike/"


def test_loading_again_changes_nothing(tmp_path):
    load(tmp_path, SMALL)
    before = counts(), list(Page.objects.order_by("pk").values_list("pk", "latest_revision_id"))
    load(tmp_path, SMALL)
    assert (counts(), list(Page.objects.order_by("pk").values_list("pk", "latest_revision_id"))) == before


def test_what_is_public_is_looked_at_together_however_many_websites_a_city_has(tmp_path):
    def looks(*numbers):
        websites = [{**SMALL["websites"][0], "key": f"site-{number}"} for number in numbers]
        with CaptureQueriesContext(connection) as asked:
            load(tmp_path, {**SMALL, "websites": websites})
        return sum(TermRow._meta.db_table in query["sql"] for query in asked)

    load(tmp_path, SMALL)
    assert looks(1, 2) == looks(3, 4, 5, 6, 7, 8)
    assert TermRow.objects.filter(site="hill", scheme="website").count() == 9
    assert list(reconcile()) == [0]


def test_loading_a_changed_file_changes_what_it_names(tmp_path):
    load(tmp_path, SMALL)
    unit = {**SMALL["units"][1], "names": {"ko": "자전거과", "en": "Bicycle Division"}}
    load(tmp_path, {**SMALL, "units": [SMALL["units"][0], unit]})
    assert OrganisationUnit.objects.get(key="bikes").name_en == "Bicycle Division"


def test_the_city_keeps_the_host_name_that_it_was_given_in_the_editor(tmp_path):
    load(tmp_path, SMALL)
    Site.objects.filter(is_default_site=True).update(hostname="news.hill.example", port=443)
    load(tmp_path, SMALL)
    assert Site.objects.get(is_default_site=True).root_url == "https://news.hill.example"


def test_toml_says_the_same_as_json(tmp_path):
    load(
        tmp_path,
        '[city]\nkey = "hill"\nlanguages = ["ko"]\nnames = { ko = "언덕시" }\n'
        '[[fields]]\nkey = "traffic"\nnames = { ko = "교통", en = "Traffic" }\n',
        "city.toml",
    )
    assert FieldPage.objects.get().title == "교통"


def sections():
    return list(Page.objects.type(DocumentsPage, CommitteesPage, CommitteePage).order_by("path"))


def test_the_default_city_has_its_documents_and_its_committees_in_its_own_language():
    call_command("load_city", verbosity=0)
    assert [(page.slug, page.locale.language_code) for page in sections()] == [
        ("documents", "ko"),
        ("committees", "ko"),
        *(
            (key, "ko")
            for key in (
                "urban-planning",
                "information-disclosure",
                "transport-policy",
                "participatory-budget",
                "contract-review",
            )
        ),
    ]
    rows = TermRow.objects.filter(site="saebeol")
    keys = rows.filter(scheme="section").values_list("key", flat=True)
    assert sorted(keys) == ["committees", "documents", "events", "notices"]
    assert [len(row.data["members"]) for row in rows.filter(scheme="committee").order_by("pk")] == [5, 3, 4, 3, 2]


def test_a_city_without_sections_gets_none(tmp_path):
    load(tmp_path, SMALL)
    assert sections() == []


def test_loading_a_city_again_adds_the_sections_that_its_file_now_names(tmp_path):
    load(tmp_path, SMALL)
    before = counts()
    load(tmp_path, {**SMALL, "sections": [DOCUMENTS, COMMITTEES], "committees": [COUNCIL]})
    assert [page.title for page in sections()] == ["공개문서", "위원회", "자전거위원회"]
    assert counts() == [before[0] + 3, *before[1:]]
    committee = CommitteePage.objects.get()
    assert (committee.code, committee.unit.key, committee.established_on) == ("council", "bikes", date(2020, 5, 1))
    assert [member.name for member in committee.members.all()] == ["가위원", "나위원"]


def test_loading_sections_and_committees_again_changes_nothing_until_the_file_does(tmp_path):
    plan = {**SMALL, "sections": [DOCUMENTS, COMMITTEES], "committees": [COUNCIL]}
    load(tmp_path, plan)
    before = [(page.pk, page.latest_revision_id) for page in sections()]
    load(tmp_path, plan)
    assert [(page.pk, page.latest_revision_id) for page in sections()] == before
    load(tmp_path, {**plan, "committees": [{**COUNCIL, "members": COUNCIL["members"][:1], "category": "심의"}]})
    assert [page.pk for page in sections()] == [pk for pk, _ in before]
    committee = CommitteePage.objects.get()
    assert (committee.category, [member.name for member in committee.members.all()]) == ("심의", ["가위원"])


def changed(**changes):
    """SMALL with values at dotted paths changed; None takes them away."""
    data = json.loads(json.dumps(SMALL))
    for path, value in changes.items():
        *steps, last = path.split("__")
        place = data
        for step in steps:
            place = place[int(step)] if step.isdigit() else place[step]
        if value is None:
            del place[last]
        else:
            place[last] = value
    return data


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (changed(city__key=None), "city.key: is missing"),
        (changed(city__key="Hill City"), "city.key: 'Hill City' does not have the form"),
        (changed(city__licence="free"), "city.licence: 'free' is not one of"),
        (changed(city__languages=[]), "city.languages: must have at least one value"),
        (changed(city__languages=["ko", "ko"]), "city.languages: must have at least one value, and none twice"),
        (changed(city__languages=["xx"]), "city.languages: 'xx' is not one of ko, en"),
        (changed(city__names="Hill"), "city.names: must be a table"),
        (changed(city__names={"en": "Hill"}), "city.names.ko: is missing"),
        (changed(city__names={"ko": ""}), "city.names.ko: is empty"),
        (changed(city__colours="#000000"), "city.colours: is not known; known are"),
        (changed(city__colour="#ffdd00"), "city.colour: is too light for text; #867400 is the nearest that is not"),
        (changed(town={}), "town: is not known; known are boards, city, committees, fields, sections, units, websites"),
        (changed(fields__0__colour="red"), "fields[1].colour: 'red' does not have the form"),
        (changed(fields__0__names={"ko": "교통"}), "fields[1].names.en: is missing"),
        (changed(fields={}), "fields: must be a list"),
        (changed(fields=[1]), "fields[1]: must be a table"),
        (changed(fields=SMALL["fields"] * 2), "fields: 'traffic' is there twice"),
        (changed(units__0__telephone=120), "units[1].telephone: must be a text"),
        (changed(units__0__parent="bikes"), "units[1].parent: no department 'bikes' stands above this one"),
        (changed(websites__0__field="sea"), "websites[1].field: no field has the key 'sea'"),
        (changed(websites__0__unit="sea"), "websites[1].unit: no department has the key 'sea'"),
        (changed(websites__0__language="xx"), "websites[1].language: 'xx' is not one of"),
        (changed(websites__0__title="가" * 301), "websites[1].title: has more than 300 characters"),
        (changed(websites__0__host="traffic.example"), "host names: 'traffic.example' is there twice"),
        (
            changed(sections=[{**DOCUMENTS, "key": "parks"}]),
            "sections[1].key: 'parks' is not one of documents, committees",
        ),
        (changed(sections=[DOCUMENTS] * 2), "sections: 'documents' is there twice"),
        (changed(committees=[COUNCIL]), "committees: need a section with the key 'committees'"),
        (changed(committees=[COUNCIL] * 2), "committees: 'council' is there twice"),
        (changed(committees=[{**COUNCIL, "unit": "sea"}]), "committees[1].unit: no department has the key 'sea'"),
        (
            changed(committees=[{**COUNCIL, "established_on": "5 May"}]),
            "committees[1].established_on: must be a day such as 2026-11-05",
        ),
        (
            changed(committees=[{**COUNCIL, "members": [{"name": ""}]}]),
            "committees[1].members[1].name: is empty",
        ),
        (changed(boards=[BOARD]), "boards[1]: needs a section with the key 'notices'"),
        (changed(boards=[BOARD] * 2), "boards: 'hall' is there twice"),
        (changed(boards=[{**BOARD, "type": "wall"}]), "boards[1].type: 'wall' is not one of notice, public-notice"),
        (changed(boards=[{**BOARD, "field": "sea"}]), "boards[1].field: no field has the key 'sea'"),
        (changed(boards=[{**BOARD, "website": "sea"}]), "boards[1].website: no website has the key 'sea'"),
        (changed(boards=[{**BOARD, "unit": "sea"}]), "boards[1].unit: no department has the key 'sea'"),
        (changed(boards=[{**BOARD, "categories": ["", 1]}]), "boards[1].categories: must be texts"),
        (changed(boards=[{**BOARD, "numbered": "no"}]), "boards[1].numbered: must be true or false"),
        ([], "must be a table with city, fields, units and websites"),
        ('{"city": ', "is not well-formed: Expecting value: line 1"),
    ],
)
def test_a_file_with_a_mistake_is_refused_with_its_place_and_changes_nothing(tmp_path, data, message):
    before = counts()
    with pytest.raises(CommandError) as caught:
        load(tmp_path, data)
    assert message in str(caught.value)
    assert counts() == before


def test_a_broken_line_of_toml_is_named(tmp_path):
    with pytest.raises(CommandError, match="line 2"):
        load(tmp_path, '[city]\nkey = hill"\n', "city.toml")


def test_a_file_that_is_not_there_is_named(tmp_path):
    with pytest.raises(CommandError, match=r"nowhere\.toml: cannot be read: No such file"):
        call_command("load_city", str(tmp_path / "nowhere.toml"))


def test_a_mistake_that_only_the_store_can_see_changes_nothing(tmp_path):
    load(tmp_path, SMALL)
    before = counts()
    with pytest.raises(CommandError, match="media"):
        load(tmp_path, changed(fields=[{"key": "media", "names": {"ko": "매체", "en": "Media"}}], websites=[]))
    assert counts() == before


@pytest.mark.django_db
def test_how_a_site_is_reached_is_planned_and_then_the_web_team_s(tmp_path):
    plan = changed(
        city__address={"ko": "별빛로 1", "en": "1 Star Road"},
        city__telephone="02-120",
        city__email="a@saebyeol.example",
    )
    load(tmp_path, plan)
    pages = CityPage.objects.all()
    assert {page.locale.language_code: (page.address, page.telephone, page.email) for page in pages} == {
        "ko": ("별빛로 1", "02-120", "a@saebyeol.example"),
        "en": ("1 Star Road", "02-120", "a@saebyeol.example"),
        "ja": ("", "02-120", "a@saebyeol.example"),
    }
    CityPage.objects.update(address="해빛로 2")
    load(tmp_path, changed())
    assert set(CityPage.objects.values_list("address", "telephone")) == {("해빛로 2", "02-120")}
