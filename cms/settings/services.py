"""The services that the hub uses, by their addresses in the environment: database, Redis, mail, objects, search."""

import re
from email.utils import formataddr, parseaddr
from typing import Any, Final
from urllib.parse import SplitResult, unquote, urlsplit

import environ

from cms.settings.environment import HOST_NAME, is_origin, normal_origin, refuse, text

_DATABASES: Final = {"sqlite", "postgres", "postgresql"}
# How a mail server is reached, with the usual port: in clear, by STARTTLS, by TLS from the start.
_MAIL: Final = {"smtp": 25, "smtp+tls": 587, "smtps": 465}
_THIS_MACHINE: Final = ("localhost", "127.0.0.1", "::1")
_REDIS: Final = {"redis", "rediss", "unix"}
# What can stand in a header after "Bearer ", and in the name of an index.
_BEARER: Final = re.compile(r"[!-~]{16,200}")
_INDEX: Final = re.compile(r"[A-Za-z0-9-]{1,40}")
_KEYS: Final = "Make two keys at the server, one that writes and one that can only search: docs/search-meilisearch.md"


def database(name: str, default: str) -> dict[str, Any]:
    """A database address in Django's form; only the engines that Madang is tested with."""
    value = text(name, default)
    try:
        scheme = urlsplit(value).scheme
        config: dict[str, Any] = environ.Env.db_url_config(value) if scheme in _DATABASES else {}
    except ValueError:
        config = {}
    if not config.get("NAME"):
        # The value may hold a password: it is never repeated.
        refuse(
            "S003",
            f"{name} is not the address of an SQLite or PostgreSQL database.",
            hint="Write postgres://user:password@host:5432/name or sqlite:////absolute/path.sqlite3",
        )
        config = environ.Env.db_url_config(default)
    return config


def redis(name: str) -> str:
    """The address of a Redis or Valkey server; empty where there is none."""
    value = text(name)
    if value and value.partition("://")[0] not in _REDIS:
        refuse("S006", f"{name} is not the address of a Redis server.", hint="Write redis://host:6379/0")
        return ""
    return value


def mail(name: str) -> dict[str, Any]:
    """The mail server in Django's settings; empty where there is none."""
    value = text(name)
    parts = _mail_server(name, value) if value else None
    if parts is None:
        return {}
    return {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": parts.hostname,
        "EMAIL_PORT": parts.port or _MAIL[parts.scheme],
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_TLS": parts.scheme == "smtp+tls",
        "EMAIL_USE_SSL": parts.scheme == "smtps",
    }


def _mail_server(name: str, value: str) -> SplitResult | None:
    """The parts of its address; None where it is refused. The value may hold a password: it is never repeated."""
    try:
        parts = urlsplit(value)
        known = parts.scheme in _MAIL and bool(parts.hostname) and parts.port != 0
        given = parts.password is not None
    except ValueError:
        known = given = False
    if not known:
        refuse(
            "S020",
            f"{name} is not the address of a mail server.",
            hint="Write smtp+tls://user:password@mail.example.org:587 (STARTTLS), smtps://… (TLS, 465) or smtp://host:25",
        )
        return None
    if given and parts.scheme == "smtp" and parts.hostname not in _THIS_MACHINE:
        refuse(
            "S020",
            f"{name} sends a password to another machine without TLS.",
            hint="Write smtp+tls:// or smtps:// in place of smtp://.",
        )
        return None
    return parts


def mail_address(name: str, *, required: bool) -> str:
    """An address that mails come from, perhaps with a name before it; nothing where none is sent."""
    value = text(name)
    if not value and not required:
        return ""
    display, address = parseaddr(value)
    written = (address, formataddr((display, address)), f"{display} <{address}>")
    local, _, host = address.rpartition("@")
    if not (local and HOST_NAME.fullmatch(host) and value in written):
        refuse(
            "S021",
            f"{name}={value!r} is not an address that mails can come from.",
            hint="Write news@city.example, or City of Example <news@city.example>.",
        )
        return ""
    return value


def object_store() -> dict[str, Any]:
    """The options of django-storages for an S3 bucket; empty where files are kept on disk.

    Without keys boto3 looks for the machine's own role.
    """
    bucket, endpoint = text("S3_BUCKET"), text("S3_ENDPOINT")
    key, key_secret, region = text("S3_ACCESS_KEY"), text("S3_SECRET_KEY"), text("S3_REGION")
    if not bucket:
        if endpoint or key or key_secret:
            refuse(
                "S011", "S3 is configured without a bucket.", hint="Set S3_BUCKET, or remove the other S3_ settings."
            )
        return {}
    if bool(key) != bool(key_secret):
        refuse("S011", "One of S3_ACCESS_KEY and S3_SECRET_KEY is missing.", hint="Set both, or neither.")
    if endpoint and not is_origin(endpoint):
        refuse("S011", f"S3_ENDPOINT={endpoint!r} is not an address.", hint="Write it as https://s3.example.org")
    return {
        "bucket_name": bucket,
        "endpoint_url": endpoint or None,
        "region_name": region or None,
        "access_key": key or None,
        "secret_key": key_secret or None,
        "file_overwrite": False,
    }


def private_object_store(public: dict[str, Any]) -> dict[str, Any]:
    """The same for the bucket of files that may be held; empty where they are kept on disk.

    Never the bucket that was public: it would serve what is held. Nor a disk beside a bucket, which says that there are
    several servers: each would then know only the files that it was sent itself.
    """
    bucket = text("S3_PRIVATE_BUCKET")
    if bool(bucket) != bool(public) or (bucket and bucket == public["bucket_name"]):
        refuse(
            "S015",
            "S3_PRIVATE_BUCKET and S3_BUCKET are not two buckets.",
            hint="Set both, to different buckets, or neither: nobody may be able to read the private one without keys.",
        )
        return {}
    return public | {"bucket_name": bucket, "default_acl": None} if bucket else {}


def library(public: dict[str, Any], private: dict[str, Any]) -> dict[str, Any]:
    """The options of the store of pictures and files: a folder of the private bucket.

    They once lay in the public one, where what is withdrawn stays readable; what is left of them there is moved.
    """
    return private | {"location": "library", "former": public["bucket_name"]} if private else {}


def meilisearch() -> dict[str, str]:
    """The address of a Meilisearch server, its two keys and the first part of the names of its indexes; else empty.

    One key writes, the other can only search: so what a request of the public reaches cannot change an index.
    """
    url = normal_origin(text("MEILISEARCH_URL"))
    key, search_key = text("MEILISEARCH_KEY"), text("MEILISEARCH_SEARCH_KEY")
    prefix = text("MEILISEARCH_PREFIX", "madang")
    if not url:
        if key or search_key:
            refuse(
                "S023", "Meilisearch has keys and no address.", hint="Set MEILISEARCH_URL, or remove MEILISEARCH_KEY…"
            )
        return {}
    if problem := _of_meilisearch(url, key, search_key, prefix):
        refuse("S023", problem[0], hint=problem[1])
        return {}
    return {"url": url, "key": key, "search_key": search_key, "prefix": prefix}


def _of_meilisearch(url: str, key: str, search_key: str, prefix: str) -> tuple[str, str] | None:
    """What is wrong and what to write instead. Keys are never repeated."""
    if not is_origin(url):
        return f"MEILISEARCH_URL={url!r} is not the address of a server.", "Write it as http://127.0.0.1:7700"
    if not _INDEX.fullmatch(prefix):
        return (
            f"MEILISEARCH_PREFIX={prefix!r} cannot begin the name of an index.",
            "Write at most 40 letters, digits and hyphens, such as madang.",
        )
    for name, value in (("MEILISEARCH_KEY", key), ("MEILISEARCH_SEARCH_KEY", search_key)):
        if not _BEARER.fullmatch(value):
            return f"{name} is missing, or is no key of Meilisearch.", _KEYS
    if key == search_key:
        return "MEILISEARCH_KEY and MEILISEARCH_SEARCH_KEY are one and the same.", _KEYS
    return None
