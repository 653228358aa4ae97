"""The page where there is no city yet."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.management.base import OutputWrapper

from cms.core import first_account
from cms.core.management.commands import serve
from frontend.errors import DEMO, FIRST_ADDRESS, LOAD
from tests.content import make_user
from tests.factories import BASE_URL, make_city, store
from tests.frontend.conftest import Read, parsed, texts, values

pytestmark = pytest.mark.django_db
# What has no terminal behind it.
NO_TERMINAL = StringIO()


def test_the_first_page_says_what_to_do_next_in_both_languages(get: Read) -> None:
    answer = get("/")
    shown = parsed(answer)
    assert (answer.status_code, answer["Cache-Control"]) == (200, "no-store")
    assert [found["lang"] for found in shown.select("main > div")] == ["ko", "en"]
    assert texts(shown, "h1") == ["아직 도시가 없습니다", "There is no city here yet"]
    assert values(shown, "a") == ["/admin/", "/admin/"]
    commands = texts(shown, "div[lang=en] code")
    assert commands[0].endswith("manage.py createsuperuser") and commands[1].endswith("load_city my-city.toml")
    assert values(shown, "meta[name=robots]", "content") == ["noindex"]


@pytest.mark.parametrize(("address", "named"), [(FIRST_ADDRESS, False), ("http://127.0.0.1:9000", True)])
def test_the_command_that_founds_the_city_knows_where_the_server_is(
    get: Read, settings: object, address: str, named: bool
) -> None:
    settings.MADANG_BASE_URL = address  # type: ignore[attr-defined]
    assert (f"MADANG_BASE_URL={address} " in get("/").content.decode()) is named


def test_where_the_store_is_nobody_is_told_who_is_not_at_the_machine(
    get: Read, settings: object, tmp_path: Path
) -> None:
    settings.STATE_DIR = tmp_path / "a store"  # type: ignore[attr-defined]
    settings.MADANG_BASE_URL = FIRST_ADDRESS  # type: ignore[attr-defined]
    begun = f"MADANG_STATE_DIR='{tmp_path}/a store' "
    answer = get("/")
    account, city, demo = texts(parsed(answer), "div[lang=en] code")
    assert (account, city.partition("my-city.toml ")[2], demo) == (first_account.COMMAND, LOAD, DEMO)
    assert str(tmp_path) not in answer.content.decode()
    assert answer.content.decode().count("MADANG_STATE_DIR=") == 2, "each language says what to write before them"
    assert first_account.missing() == [f"nobody has an account yet: {begun}{account}"]
    assert serve.store_line() == [f"  Store:            {tmp_path}/a store (commands: {begun.strip()})"]
    settings.STATE_DIR = settings.BASE_DIR / "var"  # type: ignore[attr-defined]
    assert ("MADANG_STATE_DIR" in get("/").content.decode(), serve.store_line()) == (False, [])


def test_nothing_else_is_said_to_be_there(get: Read) -> None:
    for path in ("/documents/", "/en/", "/sitemap.xml", "/feed.atom"):
        assert get(path).status_code == 404


def test_it_is_gone_with_the_first_city(page: Read) -> None:
    store([], [make_city()])
    assert values(page("/"), "link[rel=canonical]") == [f"{BASE_URL}/"]


def test_the_start_names_the_missing_account_and_asks_nobody_who_is_not_there(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", NO_TERMINAL)
    said = StringIO()
    first_account.offer(OutputWrapper(said))
    assert (said.getvalue(), first_account.missing()) == (
        "",
        ["nobody has an account yet: .venv/bin/python manage.py createsuperuser"],
    )
    make_user("chief")
    assert first_account.missing() == []
