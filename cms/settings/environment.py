"""Reading the environment: each value has a type and a default, and a wrong one becomes a problem with a hint.

A wrong value does not raise here, where it would end in a trace: the default takes its place, the problem is kept, and
:mod:`cms.core.settings_checks` stops the start with all of them at once.
"""

import os
import re
import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from ipaddress import ip_network
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

import environ

from cms import normal_form


@dataclass(frozen=True)
class Problem:
    """A setting that cannot be used: what is wrong, and what to write instead."""

    id: str
    message: str
    hint: str


PROBLEMS: Final[list[Problem]] = []

HOST_NAME: Final = re.compile(r"(?!-)[A-Za-z0-9-]{1,63}(\.(?!-)[A-Za-z0-9-]{1,63})*|\[[0-9A-Fa-f:.]+\]")
_BIND_ADDRESS: Final = re.compile(r"[A-Za-z0-9.-]+|[0-9A-Fa-f:.]+")
# Where a proxy of the city's own stands: this machine, and the networks that the Internet does not reach.
PRIVATE_NETWORKS: Final = "127.0.0.0/8 ::1/128 10.0.0.0/8 172.16.0.0/12 192.168.0.0/16 fc00::/7 fe80::/10".split()


def read_file(path: Path) -> None:
    """Add the lines of a ``.env`` file to the environment, which wins; tests do not depend on one."""
    if path.is_file() and os.environ.get("DJANGO_SETTINGS_MODULE") != "cms.settings.test":
        environ.Env.read_env(path)


def refuse(id: str, message: str, *, hint: str) -> None:
    """Keep a problem; the start is refused with it."""
    PROBLEMS.append(Problem(f"madang.{id}", message, hint))


def text(name: str, default: str = "") -> str:
    """The value as written, without space around it; empty counts as not set."""
    return os.environ.get(name, "").strip() or default


def words(name: str, default: Sequence[str] = ()) -> list[str]:
    """Values separated by commas."""
    return [word.strip() for word in text(name).split(",") if word.strip()] or list(default)


def flag(name: str, *, default: bool = False) -> bool:
    """A switch: 1, true, yes, on, or their opposites."""
    value = text(name).lower()
    if value and value not in {"1", "true", "yes", "on", "0", "false", "no", "off"}:
        refuse("S008", f"{name}={value!r} is neither on nor off.", hint="Write 1 or 0.")
        return default
    return value in {"1", "true", "yes", "on"} if value else default


def number(name: str, default: int, *, low: int, high: int) -> int:
    """A whole number between two bounds, both allowed."""
    value = text(name, str(default))
    if not (value.isascii() and value.isdigit() and low <= int(value) <= high):
        refuse("S004", f"{name}={value!r} is not a number that fits.", hint=f"Write a number from {low} to {high}.")
        return default
    return int(value)


def choice(name: str, default: str, *, among: Iterable[str]) -> str:
    """One of a few values."""
    value, allowed = text(name, default), list(among)
    if value not in allowed:
        refuse("S009", f"{name}={value!r} is not known.", hint=f"Choose one of {', '.join(allowed)}.")
        return default
    return value


def bind_address(name: str, default: str) -> str:
    """A host name or an IP address to listen on."""
    value = text(name, default)
    if not _BIND_ADDRESS.fullmatch(value):
        refuse(
            "S010", f"{name}={value!r} is not an address to listen on.", hint="Write one such as 127.0.0.1 or 0.0.0.0."
        )
        return default
    return value


def origin(name: str, default: str) -> str:
    """An address of a site: scheme, host, perhaps a port, and nothing after them."""
    value = normal_origin(text(name, default))
    if not is_origin(value):
        refuse(
            "S002",
            f"{name}={value!r} is not the address of a site.",
            hint="Write http:// or https://, a host name, and a port if needed, without a path: https://news.example.org",
        )
        return default
    return value


def host_name(name: str) -> str:
    """A host name alone, or nothing."""
    value = text(name)
    if value and not HOST_NAME.fullmatch(value):
        refuse("S014", f"{name}={value!r} is not a host name.", hint="Write it without https:// and without a path.")
        return ""
    return value


def host_names(name: str) -> list[str]:
    """Names of hosts in their normal form, separated by commas; with a dot before it, all names below one."""
    values = words(name)
    found = [("." * value.startswith("."), value.removeprefix(".")) for value in values]
    try:
        return [dot + normal_form.split_host(value)[0] for dot, value in found]
    except ValueError as error:
        refuse(
            "S014", f"{name}: {error}.", hint="Write host names, separated by commas, without https:// and without *."
        )
        return []


def origins(name: str) -> list[str]:
    """Several addresses of sites, separated by commas."""
    values = [normal_origin(word) for word in words(name)]
    for value in values:
        if not is_origin(value):
            refuse(
                "S002", f"{name} has {value!r}, which is not an origin.", hint="Write it as https://front.example.org"
            )
    return [value for value in values if is_origin(value)]


def networks(name: str, default: Sequence[str]) -> list[str]:
    """IP addresses and networks, separated by commas; ``none`` for none at all."""
    values = words(name, default)
    if values == ["none"]:
        return []
    try:
        return [str(ip_network(value, strict=False)) for value in values]
    except ValueError as error:
        refuse(
            "S016", f"{name}: {error}.", hint="Write addresses or networks such as 10.0.0.7,192.168.0.0/16, or none."
        )
        return list(default)


def address_of(host: str, port: int) -> str:
    """The address that a browser on this machine uses for a server listening on ``host`` and ``port``."""
    name = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(host, f"[{host}]" if ":" in host else host)
    return f"http://{name}" if port == 80 else f"http://{name}:{port}"


def normal_origin(value: str) -> str:
    """The address of a site in its normal form; what is none as it is written."""
    try:
        return normal_form.origin(value)
    except ValueError:
        return value


def is_origin(value: str) -> bool:
    """Return whether ``value`` is ``http(s)://host[:port]``."""
    try:
        parts = urlsplit(value)
        port = parts.port
    except ValueError:
        return False
    host = parts.netloc.removesuffix(f":{port}") if port is not None else parts.netloc
    return (
        parts.scheme in {"http", "https"}
        and bool(HOST_NAME.fullmatch(host))
        and port != 0
        and value == f"{parts.scheme}://{parts.netloc}"
    )


def zone(name: str, default: str) -> str:
    """A time zone of the IANA data base."""
    value = text(name, default)
    try:
        ZoneInfo(value)
    except (KeyError, ValueError, OSError):
        refuse("S005", f"{name}={value!r} is not a time zone.", hint="Write an IANA name such as Asia/Seoul.")
        return default
    return value


def languages(name: str, default: Sequence[str]) -> list[tuple[str, str]]:
    """Language codes, the main one first, each with its own name for itself."""
    from django.conf.locale import LANG_INFO

    codes = words(name, default)
    unknown = [code for code in codes if "name_local" not in LANG_INFO.get(code, {})]
    if unknown or len(set(codes)) < len(codes):
        refuse(
            "S007",
            f"{name} has a language that is not known, or one twice: {', '.join(unknown or codes)}.",
            hint="Write codes that Django knows, in small letters, separated by commas: ko,en,ja,zh-hans",
        )
        codes = list(default)
    return [(code, str(LANG_INFO[code]["name_local"])) for code in codes]


def preview_clients(name: str) -> dict[str, str]:
    """The addresses where drafts are shown: one for all sites, or ``host=address`` for one; else each site's page."""
    clients = {"default": "{SITE_ROOT_URL}/preview/"}
    for word in words(name):
        host, equals, address = word.partition("=") if "://" not in word.partition("=")[0] else ("default", "=", word)
        parts = urlsplit(address)
        if not (equals and is_origin(f"{parts.scheme}://{parts.netloc}")):
            refuse(
                "S012",
                f"{name} has {word!r}, which is not an address of a front end.",
                hint="Write https://front.example.org/preview, or news.example.org=https://front.example.org/preview",
            )
            continue
        # wagtail-headless-preview formats the default one.
        clients[host] = address.replace("{", "%7B").replace("}", "%7D")
    return clients


def secret(name: str, default: str = "") -> str:
    """The key that signs sessions and previews; without a default it must be given, and be long."""
    value = text(name, default)
    if len(value) < 50 or len(set(value)) < 5:
        refuse(
            "S001",
            f"{name} is not set." if not value else f"{name} is too short or too simple.",
            hint="Set it to 50 random characters or more: python -c 'import secrets; print(secrets.token_urlsafe(50))'",
        )
        # Django refuses to run its checks without any key; this one is never used, as the start is refused.
        return value or "x" * 50
    return value


def token(name: str) -> str:
    """The token that a program shows to be answered, 32 characters or more without space; empty where it is not set."""
    value = text(name)
    if value and (len(value) < 32 or not re.fullmatch(r"[A-Za-z0-9._~+/=-]+", value)):
        refuse(
            "S022",
            f"{name} is too short, or has characters that a token cannot have.",
            hint="Set it to 32 random characters or more: python -c 'import secrets; print(secrets.token_urlsafe(32))'",
        )
        return ""
    return value


def kept_secret(path: Path) -> str:
    """A random key that this installation makes once and keeps in a file of its own, readable by its owner only."""
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(50))
    except FileExistsError:
        pass
    return path.read_text().strip()
