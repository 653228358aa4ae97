"""A forgotten password: the link by mail, and what is said where no mail is sent."""

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from email.utils import parseaddr

import pytest
from django.contrib.auth import get_user_model
from django.db import connection
from django.db.models import F
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.users.models import UserProfile

from cms.access import links
from cms.access.jobs import LINKS
from cms.access.models import AuditEntry, Event, LinkRequest
from cms.settings import services
from tests.asked import always
from tests.mailbox import mailbox
from tests.news.editor import PASSWORD

pytestmark = pytest.mark.django_db
MAIL = "employee@saebyeol.example"
NEW = "a-wind-over-9-bridges"


@pytest.fixture
def employee(prepared_city):
    return get_user_model().objects.create_superuser("employee", MAIL, PASSWORD)


@pytest.fixture
def mails(monkeypatch, settings, employee):
    """The mails that have come; a mail server is set as an operator sets it."""
    with mailbox() as server:
        monkeypatch.setenv("X", server.url)
        for name, value in services.mail("X").items():
            setattr(settings, name, value)
        settings.DEFAULT_FROM_EMAIL = "news@saebyeol.example"
        settings.WAGTAIL_PASSWORD_RESET_ENABLED = True
        settings.MADANG_BASE_URL = "https://today.saebyeol.example"
        yield server.mails


def asked_for(email=MAIL, *, address="203.0.113.7", language="ko"):
    """The answer to whoever asks for a link."""
    path = reverse("wagtailadmin_password_reset")
    return Client().post(path, {"email": email}, REMOTE_ADDR=address, headers={"accept-language": language})


def answered(**later):
    """Have the worker answer what is due, now or later; how many."""
    LinkRequest.objects.update(due_at=F("due_at") - timedelta(seconds=2, **later))
    return sum(iter(links.answer_next, 0))


@pytest.fixture
def ask():
    """Ask for a link, and have it answered."""

    def post(email=MAIL, **how):
        answer = asked_for(email, **how)
        answered()
        return answer

    return post


def trail():
    return list(AuditEntry.objects.order_by("id").values_list("event", "actor_name", "address"))


def test_a_link_by_mail_leads_to_a_new_password(ask, mails, employee):
    answer = ask()
    assert (answer.status_code, answer["Location"]) == (302, reverse("wagtailadmin_password_reset_done"))
    (mail,) = mails
    assert parseaddr(mail["From"]) == ("saebyeol ko", "news@saebyeol.example")
    assert (mail["To"], mail["Subject"]) == (MAIL, "saebyeol ko: 새 비밀번호")
    (link,) = re.findall(r"https://today\.saebyeol\.example(/\S+)", mail.get_content())
    browser = Client(REMOTE_ADDR="203.0.113.9")
    form = browser.get(link, follow=True)
    answer = browser.post(form.request["PATH_INFO"], {"new_password1": NEW, "new_password2": NEW})
    assert answer["Location"] == reverse("wagtailadmin_password_reset_complete")
    employee.refresh_from_db()
    assert employee.check_password(NEW)
    assert trail() == [
        (Event.LINK_ASKED, "", "203.0.113.7"),
        (Event.LINK_SENT, "employee", "203.0.113.7"),
        (Event.PASSWORD_SET, "employee", "203.0.113.9"),
    ]
    assert "새 링크 요청" in Client().get(link, follow=True, headers={"accept-language": "ko"}).content.decode()


def test_nobody_is_told_whether_there_is_such_an_account(ask, mails):
    known, unknown = ask(), ask("nobody@saebyeol.example")
    assert (known.status_code, known["Location"], known.content) == (
        unknown.status_code,
        unknown["Location"],
        unknown.content,
    )
    assert [mail["To"] for mail in mails] == [MAIL]
    assert [(event, name) for event, name, _ in trail()] == [
        (Event.LINK_ASKED, ""),
        (Event.LINK_SENT, "employee"),
        (Event.LINK_ASKED, ""),
    ]


def test_before_the_answer_the_same_is_done_for_a_known_account_and_an_unknown_one(employee, settings):
    settings.WAGTAIL_PASSWORD_RESET_ENABLED = True
    asked = []
    for email in (MAIL, "nobody@saebyeol.example", MAIL):
        with CaptureQueriesContext(connection) as queries:
            assert Client().post(reverse("wagtailadmin_password_reset"), {"email": email}).status_code == 302
        asked.append([re.sub(r"'[^']*'|\d+", "?", sql) for sql in always(queries)])
    # What the first request of a process reads of the city is kept.
    _, unknown, known = asked
    assert known == unknown
    assert not [query for query in known if "core_user" in query or "wagtailcore_site" in query]
    assert [event for event, *_ in trail()] == [Event.LINK_ASKED] * 3
    assert links.answer_next() == 0, "nothing is done while the answer may still be written"
    assert LinkRequest.objects.count() == 3


@pytest.mark.parametrize(("chosen", "asked", "subject"), [("", "en", "a new password"), ("ko", "en", "새 비밀번호")])
def test_a_mail_is_in_the_language_of_whom_it_is_for(ask, mails, employee, chosen, asked, subject):
    UserProfile.objects.create(user=employee, preferred_language=chosen)
    ask(language=asked)
    assert mails[0]["Subject"].endswith(subject)


def test_whoever_asks_too_often_is_told_to_wait(ask, mails):
    answers = [ask("nobody@saebyeol.example") for _ in range(6)]
    assert [answer.status_code for answer in answers] == [302] * 5 + [429]
    assert answers[-1]["Retry-After"] == "900"
    assert "15분" in answers[-1].content.decode()
    assert ask(address="203.0.113.8").status_code == 302
    assert len(mails) == 1


def test_a_network_of_ipv6_is_one_that_asks(ask, mails):
    answers = [ask("nobody@saebyeol.example", address=f"2001:db8:1:2:{number}::7").status_code for number in range(6)]
    assert answers == [302] * 5 + [429]
    assert ask("nobody@saebyeol.example", address="2001:db8:1:3::7").status_code == 302
    assert trail()[0] == (Event.LINK_ASKED, "", "2001:db8:1:2::7")


def test_an_account_gets_no_more_links_than_it_may_have_wrong_passwords(ask, mails):
    answers = {ask(address=f"203.0.113.{number}").status_code for number in range(7)}
    assert (answers, len(mails)) == ({302}, 5)


def test_a_mail_server_that_is_away_is_in_the_log_and_nowhere_else(ask, mails, settings, caplog):
    settings.EMAIL_PORT = 1
    assert ask().status_code == 302
    assert [(record.name, record.levelname) for record in caplog.records] == [("cms.access.links", "ERROR")]
    assert MAIL not in caplog.text and "password_reset" not in caplog.text
    assert trail() == [(Event.LINK_ASKED, "", "203.0.113.7")]


def test_a_mail_that_could_not_be_sent_is_sent_when_the_server_is_back_and_by_another_process(ask, mails, settings):
    """Such as one whose process has ended while a silent mail server kept it waiting."""
    port, settings.EMAIL_PORT = settings.EMAIL_PORT, 1
    ask()
    settings.EMAIL_PORT = port
    assert (answered(), len(mails)) == (0, 0), "it is left alone for as long as somebody may still be at it"
    assert (answered(minutes=1), len(mails)) == (1, 1)
    assert [event for event, *_ in trail()] == [Event.LINK_ASKED, Event.LINK_SENT]
    assert not LinkRequest.objects.exists()


def test_nobody_waits_for_a_mail_longer_than_an_hour(ask, mails, settings):
    port, settings.EMAIL_PORT = settings.EMAIL_PORT, 1
    ask()
    assert [answered(hours=1) for _ in range(2)] == [1, 1]
    assert LinkRequest.objects.get().attempts == 3
    LinkRequest.objects.update(asked_at=F("asked_at") - timedelta(hours=1))
    settings.EMAIL_PORT = port
    assert (answered(hours=1), len(mails), LinkRequest.objects.count()) == (1, 0, 0)


def test_a_mail_server_is_waited_for_no_longer_than_a_request_is_left_alone(settings):
    assert timedelta(seconds=settings.EMAIL_TIMEOUT) < links.LEASE < LINKS.limit


@pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite has one writer, which waits for its turn")
@pytest.mark.django_db(transaction=True)
def test_whoever_asks_many_times_at_once_is_counted_each_time(employee, settings):
    settings.WAGTAIL_PASSWORD_RESET_ENABLED = True

    def ask_once(_number):
        try:
            return asked_for().status_code
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        assert sorted(pool.map(ask_once, range(16))) == [302] * 5 + [429] * 11
    assert AuditEntry.objects.filter(event=Event.LINK_ASKED).count() == LinkRequest.objects.count() == 5


def test_with_mail_the_sign_in_page_leads_to_it(mails):
    for language, words in (("ko", "비밀번호를 잊으셨나요"), ("en", "Forgotten password?")):
        page = Client().get(reverse("wagtailadmin_login"), headers={"accept-language": language}).content.decode()
        assert f'href="{reverse("wagtailadmin_password_reset")}"' in page
        assert words in page and "changepassword" not in page


def test_without_mail_the_sign_in_page_says_whom_to_ask(employee):
    for language, words, label in (
        ("ko", "비밀번호를 잊으셨습니까? 관리자", "비밀번호"),
        ("en", "An administrator gives you a new one", "Password"),
    ):
        page = Client().get(reverse("wagtailadmin_login"), headers={"accept-language": language}).content.decode()
        assert words in page and "changepassword" in page
        assert f" - saebyeol {language}</title>" in page
        assert re.search(rf'for="id_password"[^>]*>\s*{label}', page)
        assert "password_reset" not in page


PAGES = [
    reverse("wagtailadmin_password_reset"),
    reverse("wagtailadmin_password_reset_done"),
    reverse("wagtailadmin_password_reset_confirm", args=["Mw", "none"]),
    reverse("wagtailadmin_password_reset_complete"),
]


@pytest.mark.parametrize(
    ("language", "words"),
    [("ko", "관리자에게 새 비밀번호를 요청"), ("en", "Ask an administrator for a new password.")],
)
def test_without_mail_its_pages_say_whom_to_ask(employee, language, words):
    for path in PAGES:
        answer = Client().get(path, headers={"accept-language": language})
        page = answer.content.decode()
        assert answer.status_code == 404
        assert words in page and f" - saebyeol {language}</title>" in page
        assert f'href="{reverse("wagtailadmin_login")}"' in page
    assert Client().get(PAGES[0], headers={"accept": "application/json"})["Content-Type"] == "application/problem+json"


@pytest.mark.parametrize("language", ["ko", "en"])
def test_each_page_of_it_bears_the_name_of_the_city_and_leads_back(mails, language):
    for path in PAGES:
        answer = Client().get(path, headers={"accept-language": language})
        page = answer.content.decode()
        assert answer.status_code == 200
        assert f" - saebyeol {language}</title>" in page
        assert f'href="{reverse("wagtailadmin_login")}"' in page
