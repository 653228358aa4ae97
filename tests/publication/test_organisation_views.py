"""The organisation in the editor, as who keeps the departments uses it, and as others may not."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cms.ledger import generation
from cms.subsites.models import OrganisationUnit
from tests.content import make_unit
from tests.publication.test_chart_import import FILE
from tests.publication.test_staff import positions

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("prepared_city")]
CHART = "/admin/organisation/"


@pytest.fixture
def admin(admin_client):
    return admin_client


def upload(client, text: str, **more):
    return client.post(f"{CHART}import/", {"file": SimpleUploadedFile("chart.csv", text.encode("cp949")), **more})


def confirm(client, shown, **over):
    return client.post(f"{CHART}import/", shown.context["checked"].initial | over)


def test_the_chart_shows_departments_below_each_other_and_costs_the_same_for_one_and_twenty(admin):
    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert admin.get(CHART).status_code == 200
        return len(queries)

    team = make_unit()
    cost()
    one = cost()
    for number in range(20):
        OrganisationUnit.objects.create(key=f"u-{number}", name_ko="<b>과</b>", name_en="Team", parent=team)
    assert cost() == one
    assert "<b>과</b>" not in admin.get(CHART).content.decode()


def test_a_file_is_compared_first_and_applied_when_that_was_seen(admin):
    shown = upload(admin, FILE)
    assert shown.context["changes"] == 4
    assert OrganisationUnit.objects.count() == 0
    assert confirm(admin, shown).status_code == 302
    generation.replace()
    assert positions("housing") == ["과장", "주무관"]


def test_what_was_seen_and_is_no_more_is_shown_again(admin):
    shown = upload(admin, FILE)
    again = confirm(admin, shown, seen=3)
    assert (again.status_code, OrganisationUnit.objects.count()) == (200, 0)


def test_a_file_with_errors_names_them_and_offers_nothing(admin):
    shown = upload(admin, f"{FILE}x,,=1,,,,,\n<script>,,과,,,,,\n")
    text = shown.content.decode()
    assert (shown.context["wrong"], "<script>,," in text, "이대로 변경" in text) == (2, False, False)
    assert confirm(admin, shown).context["wrong"] == 2
    assert OrganisationUnit.objects.count() == 0


def test_a_file_that_is_no_chart_is_refused(admin):
    assert "looked_at" not in upload(admin, "가,나\n").context
    assert upload(admin, "").status_code == 200


def test_a_department_is_merged_and_one_that_cannot_be_says_why(admin):
    team = make_unit()
    roads = OrganisationUnit.objects.create(key="roads", name_ko="도로과", name_en="Roads", parent=team)
    answer = admin.post(f"{CHART}merge/{team.pk}/", {"into": roads.pk})
    assert list(answer.context["form"].errors) == ["into"]
    assert admin.post(f"{CHART}merge/{roads.pk}/", {"into": team.pk}).status_code == 302
    roads.refresh_from_db()
    assert roads.merged_into == team


@pytest.mark.parametrize("address", ["", "import/", "merge/1/"])
def test_who_does_not_keep_departments_is_sent_away(client, django_user_model, address: str):
    from cms.subsites.employees import employees

    user = django_user_model.objects.create_user(
        "somebody", email="somebody@saebyeol.example", password="long-enough-1"
    )
    user.groups.add(employees())
    client.force_login(user)
    assert client.get(CHART + address).status_code in (302, 403)
    assert client.post(CHART + address, {}).status_code in (302, 403)
