"""The values that the settings accept from the environment, and how they refuse the rest."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from cms.settings import environment, services


@pytest.fixture(autouse=True)
def problems(monkeypatch: pytest.MonkeyPatch) -> list[environment.Problem]:
    kept: list[environment.Problem] = []
    monkeypatch.setattr(environment, "PROBLEMS", kept)
    return kept


def refused(problems: list[environment.Problem]) -> list[str]:
    assert all(problem.hint for problem in problems)
    return [problem.id for problem in problems]


@pytest.mark.parametrize(
    ("id", "read", "value", "fallback"),
    [
        ("madang.S001", lambda: environment.secret("X"), "", "x" * 50),
        ("madang.S001", lambda: environment.secret("X"), "short", "short"),
        ("madang.S001", lambda: environment.secret("X"), "a" * 60, "a" * 60),
        ("madang.S002", lambda: environment.origin("X", "http://a.example"), "news.example.org", "http://a.example"),
        ("madang.S002", lambda: environment.origin("X", "http://a.example"), "ftp://a.example", "http://a.example"),
        ("madang.S002", lambda: environment.origin("X", "http://a.example"), "http://a.example/x", "http://a.example"),
        (
            "madang.S002",
            lambda: environment.origin("X", "http://a.example"),
            "http://u:p@a.example",
            "http://a.example",
        ),
        (
            "madang.S002",
            lambda: environment.origin("X", "http://a.example"),
            "http://a.example:99999",
            "http://a.example",
        ),
        ("madang.S002", lambda: environment.origin("X", "http://a.example"), "http://a.example:", "http://a.example"),
        ("madang.S002", lambda: environment.origin("X", "http://a.example"), "http://", "http://a.example"),
        ("madang.S002", lambda: environment.origins("X"), "https://a.example,javascript:1", ["https://a.example"]),
        ("madang.S004", lambda: environment.number("X", 8000, low=1, high=65535), "eighty", 8000),
        ("madang.S004", lambda: environment.number("X", 8000, low=1, high=65535), "0", 8000),
        ("madang.S004", lambda: environment.number("X", 8000, low=1, high=65535), "65536", 8000),
        ("madang.S004", lambda: environment.number("X", 8000, low=1, high=65535), "-1", 8000),
        ("madang.S004", lambda: environment.number("X", 8000, low=1, high=65535), "٨٠", 8000),
        ("madang.S005", lambda: environment.zone("X", "Asia/Seoul"), "Asia/Nowhere", "Asia/Seoul"),
        ("madang.S005", lambda: environment.zone("X", "Asia/Seoul"), "../../etc/passwd", "Asia/Seoul"),
        ("madang.S020", lambda: services.mail("X"), "mail.example.org", {}),
        ("madang.S020", lambda: services.mail("X"), "http://mail.example.org", {}),
        ("madang.S020", lambda: services.mail("X"), "smtp://", {}),
        ("madang.S020", lambda: services.mail("X"), "smtp://mail.example.org:port", {}),
        ("madang.S020", lambda: services.mail("X"), "smtp://user:password@mail.example.org", {}),
        ("madang.S021", lambda: services.mail_address("X", required=True), "", ""),
        ("madang.S022", lambda: environment.token("X"), "a" * 31, ""),
        ("madang.S022", lambda: environment.token("X"), "two words " * 4, ""),
        ("madang.S021", lambda: services.mail_address("X", required=True), "news", ""),
        ("madang.S021", lambda: services.mail_address("X", required=False), "a@b.example\nBcc: c@d.example", ""),
        ("madang.S006", lambda: services.redis("X"), "http://127.0.0.1:6379", ""),
        ("madang.S007", lambda: environment.languages("X", ["ko"]), "ko,klingon", [("ko", "한국어")]),
        ("madang.S007", lambda: environment.languages("X", ["ko"]), "ko,ko", [("ko", "한국어")]),
        ("madang.S008", lambda: environment.flag("X"), "maybe", False),
        ("madang.S016", lambda: environment.networks("X", ["10.0.0.0/8"]), "10.0.0.0/8,proxy", ["10.0.0.0/8"]),
        ("madang.S016", lambda: environment.networks("X", ["10.0.0.0/8"]), "none,10.0.0.1", ["10.0.0.0/8"]),
        ("madang.S009", lambda: environment.choice("X", "INFO", among=["INFO", "DEBUG"]), "LOUD", "INFO"),
        ("madang.S014", lambda: environment.host_name("X"), "https://social.example", ""),
        ("madang.S010", lambda: environment.bind_address("X", "127.0.0.1"), "http://127.0.0.1", "127.0.0.1"),
    ],
)
def test_a_wrong_value_is_refused_with_an_id_and_a_hint(
    id: str,
    read: Callable[[], Any],
    value: str,
    fallback: Any,
    problems: list[environment.Problem],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("X", value)
    assert read() == fallback
    assert refused(problems) == [id]


@pytest.mark.parametrize(
    ("read", "value", "result"),
    [
        (lambda: environment.secret("X"), "0123456789" * 5, "0123456789" * 5),
        (lambda: environment.origin("X", ""), "https://news.example.org/", "https://news.example.org"),
        (lambda: environment.origin("X", ""), "http://[::1]:8000", "http://[::1]:8000"),
        (lambda: environment.number("X", 1, low=1, high=9), "9", 9),
        (lambda: environment.zone("X", "Asia/Seoul"), "Europe/Paris", "Europe/Paris"),
        (lambda: services.redis("X"), "redis://127.0.0.1:6379/1", "redis://127.0.0.1:6379/1"),
        (lambda: environment.languages("X", ["ko"]), "en,ko", [("en", "English"), ("ko", "한국어")]),
        (lambda: environment.words("X"), " a , b,", ["a", "b"]),
        (lambda: environment.flag("X"), "on", True),
        (lambda: environment.flag("X", default=True), "0", False),
        (lambda: environment.bind_address("X", ""), "::1", "::1"),
    ],
)
def test_a_right_value_is_taken_as_it_is(
    read: Callable[[], Any],
    value: str,
    result: Any,
    problems: list[environment.Problem],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("X", value)
    assert read() == result
    assert refused(problems) == []


@pytest.mark.parametrize("value", ["mysql://u:p4ss@h/n", "postgres://", "not an address", "postgres://u:p4ss@h:port/n"])
def test_a_wrong_database_address_is_refused_without_repeating_its_password(
    value: str, problems: list[environment.Problem], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("X", value)
    assert services.database("X", "sqlite:////tmp/a.sqlite3")["NAME"] == "/tmp/a.sqlite3"
    assert refused(problems) == ["madang.S003"]
    assert "p4ss" not in problems[0].message + problems[0].hint


def test_a_postgresql_address_becomes_a_database(
    problems: list[environment.Problem], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("X", "postgres://u:p%40ss@db.example:5433/madang")
    config = services.database("X", "sqlite:////tmp/a.sqlite3")
    assert (config["ENGINE"], config["NAME"], config["HOST"], config["PORT"], config["USER"], config["PASSWORD"]) == (
        "django.db.backends.postgresql",
        "madang",
        "db.example",
        5433,
        "u",
        "p@ss",
    )
    assert refused(problems) == []


@pytest.mark.parametrize(
    "settings",
    [
        {"S3_ENDPOINT": "https://s3.example.org"},
        {"S3_BUCKET": "b", "S3_ACCESS_KEY": "k"},
        {"S3_BUCKET": "b", "S3_SECRET_KEY": "k"},
        {"S3_BUCKET": "b", "S3_ENDPOINT": "s3.example.org"},
    ],
)
def test_a_half_configured_object_store_is_refused(
    settings: dict[str, str], problems: list[environment.Problem], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in settings.items():
        monkeypatch.setenv(name, value)
    services.object_store()
    assert refused(problems) == ["madang.S011"]


def test_a_bucket_alone_switches_the_object_store_on(
    problems: list[environment.Problem], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("S3_BUCKET", "madang")
    assert services.object_store()["bucket_name"] == "madang"
    assert refused(problems) == []


@pytest.mark.parametrize(
    ("host", "port", "address"),
    [
        ("127.0.0.1", 8000, "http://127.0.0.1:8000"),
        ("0.0.0.0", 80, "http://127.0.0.1"),
        ("::", 8001, "http://[::1]:8001"),
        ("city.test", 8000, "http://city.test:8000"),
    ],
)
def test_the_address_follows_host_and_port(host: str, port: int, address: str) -> None:
    assert environment.address_of(host, port) == address
    assert environment.is_origin(address)


def test_the_development_key_is_made_once_and_readable_by_its_owner_only(tmp_path: Path) -> None:
    path = tmp_path / "new" / "secret_key"
    key = environment.kept_secret(path)
    assert len(key) >= 50
    assert environment.kept_secret(path) == key
    assert path.stat().st_mode & 0o077 == 0


def test_a_file_of_settings_is_read_and_the_environment_wins(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / ".env").write_text("MADANG_TEST_FILE=file\nMADANG_TEST_BOTH=file\n")
    monkeypatch.setenv("MADANG_TEST_FILE", "")
    monkeypatch.delenv("MADANG_TEST_FILE")
    monkeypatch.setenv("MADANG_TEST_BOTH", "environment")
    monkeypatch.setenv("DJANGO_SETTINGS_MODULE", "cms.settings.test")
    environment.read_file(tmp_path / ".env")
    assert "MADANG_TEST_FILE" not in os.environ
    monkeypatch.setenv("DJANGO_SETTINGS_MODULE", "cms.settings.development")
    environment.read_file(tmp_path / ".env")
    assert (os.environ["MADANG_TEST_FILE"], os.environ["MADANG_TEST_BOTH"]) == ("file", "environment")


@pytest.mark.parametrize(
    "settings",
    [
        {"S3_BUCKET": "public"},
        {"S3_PRIVATE_BUCKET": "private"},
        {"S3_BUCKET": "one", "S3_PRIVATE_BUCKET": "one"},
    ],
)
def test_a_public_bucket_without_a_private_one_of_its_own_is_refused(
    settings: dict[str, str], problems: list[environment.Problem], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in settings.items():
        monkeypatch.setenv(name, value)
    assert services.private_object_store(services.object_store()) == {}
    assert refused(problems) == ["madang.S015"]


def test_all_files_lie_in_the_private_bucket_and_the_library_in_a_folder_of_it(
    problems: list[environment.Problem], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("S3_BUCKET", "public")
    monkeypatch.setenv("S3_PRIVATE_BUCKET", "private")
    former = services.object_store()
    private = services.private_object_store(former)
    library = services.library(former, private)
    assert private["bucket_name"] == library["bucket_name"] == "private"
    assert (library["location"], library["former"], library["file_overwrite"]) == ("library", "public", False)
    assert services.library({}, {}) == {}
    assert refused(problems) == []


def test_without_an_object_store_there_is_no_private_one(problems: list[environment.Problem]) -> None:
    assert services.private_object_store(services.object_store()) == {}
    assert refused(problems) == []


@pytest.mark.parametrize(
    ("value", "read"),
    [
        ("", ["10.0.0.0/8"]),
        ("none", []),
        ("192.168.1.7, ::1", ["192.168.1.7/32", "::1/128"]),
        ("192.168.1.7/24", ["192.168.1.0/24"]),
    ],
)
def test_networks_are_read_in_one_form(
    value: str, read: list[str], monkeypatch: pytest.MonkeyPatch, problems: list[environment.Problem]
) -> None:
    monkeypatch.setenv("X", value)
    assert environment.networks("X", ["10.0.0.0/8"]) == read
    assert problems == []


@pytest.mark.parametrize(
    ("value", "port", "user", "password", "starttls", "tls"),
    [
        ("smtp+tls://news:p%40ss@mail.example.org:2587", 2587, "news", "p@ss", True, False),
        ("smtp+tls://mail.example.org", 587, "", "", True, False),
        ("smtps://news:pass@mail.example.org", 465, "news", "pass", False, True),
        ("smtp://mail.example.org", 25, "", "", False, False),
        ("smtp://news:pass@localhost:1025", 1025, "news", "pass", False, False),
    ],
)
def test_a_mail_server_is_one_address(
    monkeypatch: pytest.MonkeyPatch,
    problems: list[environment.Problem],
    value: str,
    port: int,
    user: str,
    password: str,
    starttls: bool,
    tls: bool,
) -> None:
    monkeypatch.setenv("X", value)
    found = services.mail("X")
    kept = ("EMAIL_PORT", "EMAIL_HOST_USER", "EMAIL_HOST_PASSWORD", "EMAIL_USE_TLS", "EMAIL_USE_SSL")
    assert [found[name] for name in kept] == [port, user, password, starttls, tls]
    assert problems == []


@pytest.mark.parametrize("value", ["news@city.example", "새벌시 <news@city.example>", '"City, of" <news@city.example>'])
def test_mails_come_from_an_address_perhaps_with_a_name(
    monkeypatch: pytest.MonkeyPatch, problems: list[environment.Problem], value: str
) -> None:
    monkeypatch.setenv("X", value)
    assert (services.mail_address("X", required=True), problems) == (value, [])


def test_a_password_of_a_mail_server_is_never_repeated(
    monkeypatch: pytest.MonkeyPatch, problems: list[environment.Problem]
) -> None:
    for value in ("smtp://user:HUSH@mail.example.org", "mail://user:HUSH@mail.example.org"):
        monkeypatch.setenv("X", value)
        assert services.mail("X") == {}
    assert len(problems) == 2 and "HUSH" not in repr(problems)
