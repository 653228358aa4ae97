"""A stop holds every way by which a document becomes public, and an embargo one document until its moment."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse
from django.utils import timezone

from cms.core.errors import BadInput, Refused
from cms.ledger.models import Entry
from cms.releases import release, stopping
from cms.releases.desk import actions
from cms.releases.desk.deciding import Officer
from cms.releases.models import DocumentPage, ReleaseStop
from tests.content import make_user, released_document
from tests.releases.desk.conftest import signed_in

TEXT = "문의: 민원인 휴대전화 010-1234-5678"
CITY = "saebyeol"


@pytest.fixture
def officer(prepared_archive):
    return Officer(user=make_user("officer"), note="살펴보았음")


def public():
    return sorted(entry.record["management_number"] for entry in Entry.objects.filter(kind="document", state="public"))


def now(page):
    return DocumentPage.objects.get(pk=page.pk)


def stopped(officer):
    return stopping.stop(CITY, user=officer.user, reason="개인정보가 섞인 목록이 들어왔음")


def test_what_comes_in_while_stopped_waits_and_is_released_once_it_goes_on(officer):
    stopped(officer)
    page = released_document()
    assert (public(), now(page).state, release.release_due()) == ([], "waiting", 0)
    stopping.go_on(CITY, user=officer.user)
    assert release.release_due() == 1
    assert public() == [page.management_number]


def test_another_city_goes_on(officer):
    stopping.stop("other", user=officer.user, reason="점검")
    page = released_document()
    assert public() == [page.management_number]


def test_what_is_public_stays_and_can_be_taken_down_and_not_restored(officer):
    page = released_document()
    stopped(officer)
    assert public() == [page.management_number]
    actions.take_down(page.pk, officer)
    actions.restore(page.pk, officer)
    assert (public(), now(page).state) == ([], "waiting")
    stopping.go_on(CITY, user=officer.user)
    release.release_due()
    assert public() == [page.management_number]


@pytest.mark.parametrize("act", [actions.release, actions.mask])
def test_no_decision_opens_what_is_held(officer, act):
    page = released_document(text=TEXT)
    stopped(officer)
    act(page.pk, officer)
    assert (public(), now(page).held, now(page).state) == ([], False, "waiting")
    stopping.go_on(CITY, user=officer.user)
    release.release_due()
    assert public() == [page.management_number]


def test_a_public_document_whose_content_changes_waits(officer):
    page = released_document()
    stopped(officer)
    page = now(page)
    page.text = "바뀐 내용"
    page.save()
    release.screen_unscreened()
    assert (public(), now(page).state) == ([], "waiting")


def test_a_stop_needs_a_reason_and_there_is_one_at_a_time(officer):
    with pytest.raises(BadInput):
        stopping.stop(CITY, user=officer.user, reason=" ")
    with pytest.raises(Refused):
        stopping.go_on(CITY, user=officer.user)
    stopped(officer)
    with pytest.raises(Refused):
        stopped(officer)
    stopping.go_on(CITY, user=officer.user, note="확인을 마침")
    stopped(officer)
    log = ReleaseStop.objects.order_by("pk").values_list("reason", "note", "began_by__username", "ended_by__username")
    reason = "개인정보가 섞인 목록이 들어왔음"
    assert list(log) == [(reason, "확인을 마침", "officer", "officer"), (reason, "", "officer", None)]


def test_the_button_is_for_those_who_may_stop_and_the_strip_on_every_page_of_the_desk(officer):
    user = officer.user
    user.user_permissions.add(*Permission.objects.filter(codename__in=("access_admin", "disclose")))
    client, address = signed_in(user, "ko"), reverse("disclosure:stops")
    client.post(address, {"reason": "점검"})
    assert not ReleaseStop.objects.exists()
    user.user_permissions.add(Permission.objects.get(codename="stop_releases"))
    client = signed_in(user, "ko")
    assert "이유를 적어 주세요" in client.post(address, {}).content.decode()
    assert client.post(address, {"reason": "<script>점검</script>"}).status_code == 302
    for name in ("queue", "stops", "intake", "log"):
        shown = client.get(reverse(f"disclosure:{name}")).content.decode()
        assert "공개가" in shown
        assert "&lt;script&gt;점검" in shown
    assert "&lt;script&gt;점검" in client.get(reverse("wagtailadmin_home")).content.decode()
    client.post(address, {"reason": ""})
    assert not ReleaseStop.objects.filter(ended_at=None).exists()


def test_an_embargo_keeps_a_document_until_its_moment(officer):
    page = released_document(text=TEXT)
    until = timezone.now() + timedelta(hours=2)
    decision = actions.embargo(page.pk, officer, until=until)
    actions.release(page.pk, officer)
    assert (public(), release.release_due(), now(page).release_at) == ([], 0, until)
    assert (decision.action, decision.before["embargoed_until"]) == ("embargo", None)
    DocumentPage.objects.filter(pk=page.pk).update(release_at=timezone.now())
    assert release.release_due() == 1
    assert public() == [page.management_number]
    with pytest.raises(Refused):
        actions.embargo(page.pk, officer, until=until)


def test_an_embargo_can_be_taken_back_and_lies_ahead(officer):
    page = released_document(text=TEXT)
    with pytest.raises(BadInput):
        actions.embargo(page.pk, officer, until=timezone.now() - timedelta(minutes=1))
    actions.embargo(page.pk, officer, until=timezone.now() + timedelta(days=3))
    decision = actions.embargo(page.pk, officer, until=None)
    assert decision.before["embargoed_until"] is not None
    assert release.release_due() == 1


def test_the_desk_shows_and_takes_an_embargo(officer):
    page = released_document(text=TEXT)
    user = officer.user
    user.user_permissions.add(*Permission.objects.filter(codename__in=("access_admin", "disclose")))
    client, address = signed_in(user), reverse("disclosure:embargo", args=[page.pk])
    form = client.get(address).context["form"]
    data = {"expected": form["expected"].value(), "note": "발표와 함께", "until": "2099-01-02 09:00"}
    assert client.post(address, data).status_code == 302
    assert "embargo" in client.get(reverse("disclosure:review", args=[page.pk])).content.decode()
    assert timezone.localtime(now(page).embargoed_until).isoformat() == "2099-01-02T09:00:00+09:00"
