"""Webhooks in the editor."""

import pytest

from cms.webhooks.models import Webhook
from tests.content import make_user

pytestmark = pytest.mark.django_db
ADD = "/admin/snippets/publication/webhook/add/"


@pytest.fixture
def form(prepared_korean_city, client):
    client.force_login(make_user("admin", is_superuser=True))
    return {"name": "앞단", "url": "https://front.example/hook", "secret": "s", "active": "on"}


def test_a_webhook_of_a_city_is_kept_and_stands_in_the_menu_before_what_it_was_told(client, form):
    assert client.post(ADD, form | {"site": "saebyeol"}).status_code == 302
    assert Webhook.objects.get().site == "saebyeol"
    menu = client.get("/admin/").content.decode()
    places = [menu.index(f"/admin/snippets/publication/{name}/") for name in ("webhook", "delivery", "formerhost")]
    assert places == sorted(places)


def test_a_webhook_of_no_city_would_never_be_told_and_is_refused_in_words(client, form):
    answer = client.post(ADD, form | {"site": "saebyol"})
    assert "이 키를 쓰는 도시가 없습니다. 있는 도시: saebyeol" in answer.content.decode()
    assert Webhook.objects.count() == 0


def test_the_city_of_a_webhook_is_chosen_and_the_list_shows_by_a_sign_whether_it_is_on(client, form):
    assert '<option value="saebyeol">saebyeol</option>' in client.get(ADD).content.decode()
    client.post(ADD, form | {"site": "saebyeol"})
    listed = client.get("/admin/snippets/publication/webhook/").content.decode()
    assert "icon-check" in listed
    assert ">True<" not in "".join(listed.split())


def test_the_city_of_a_webhook_stays_the_same_unless_it_is_none(client, form, monkeypatch):
    monkeypatch.setattr("cms.webhooks.models.cities", lambda: ["haneul", "saebyeol"])
    mistyped = Webhook.objects.create(site="saebyol", name="a", url="https://a.example/", secret="s")
    edit = f"/admin/snippets/publication/webhook/edit/{mistyped.pk}/"
    assert client.post(edit, form | {"site": "saebyeol"}).status_code == 302
    answer = client.post(edit, form | {"site": "haneul"})
    assert "웹훅의 도시는 바꿀 수 없습니다. 다른 도시는 웹훅을 새로 만드세요." in answer.content.decode()
    assert Webhook.objects.get().site == "saebyeol"
