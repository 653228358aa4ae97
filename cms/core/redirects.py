"""Addresses that lead elsewhere because somebody said so: how one is written, and what tells two of them apart."""

import re
from collections.abc import Iterator
from typing import Any, Final, NamedTuple
from urllib.parse import SplitResult, unquote_to_bytes, urlsplit

from django.utils.translation import gettext as _
from wagtail.models import Page

from cms.core.errors import BadInput
from cms.core.hashing import hash_texts
from cms.normal_form import (
    IN_NO_PATH,
    LONGEST_PATH,
    MOST_PARAMETERS,
    address,
    normal_host,
    normal_query,
    page_path,
    parameters,
)

LONGEST_QUERY: Final = 1_000
# What answers before anything else could, under each name of ours, and under every name.
EDITOR: Final = "/admin/"
KEPT: Final = (EDITOR, "/static/")
EVERYWHERE: Final = ("/livez/", "/readyz/", "/healthz/")
# What would end the path of a written address.
_MARKS: Final = str.maketrans({mark: f"%{ord(mark):02X}" for mark in "%?#"})
_WEB: Final = re.compile(r"https?://", re.IGNORECASE)


class Source(NamedTuple):
    """An address in its normal form. Without a host it is one of a city, whatever that is called today."""

    host: str
    path: str
    query: str

    def __str__(self) -> str:
        """As :func:`read_source` reads it again."""
        host = f"https://{self.host}" if self.host else ""
        path = self.path.translate(_MARKS)
        return f"{host}{path}?{self.query}" if self.query else f"{host}{path}"


def read_source(text: str) -> Source:
    """Read what somebody wrote as the address to redirect: a path, or a whole address. BadInput says what is wrong."""
    text = text.strip()
    if IN_NO_PATH.search(text):
        raise BadInput(_("The address holds characters that no address has."))
    if text.startswith("?"):
        text = f"/{text}"
    if not (_WEB.match(text) or text.startswith("/")):
        raise BadInput(
            _("Begin with a slash, as in /old/, or write the whole address, as in https://old.example.org/.")
        )
    parts, host, path = _taken_apart(text)
    if parts.fragment:
        raise BadInput(_("What follows “#” is never sent to a server. Please leave it out."))
    if IN_NO_PATH.search(path):
        raise BadInput(_("The address holds characters that no address has."))
    found = Source(host, page_path(path), normal_query(parts.query))
    if len(found.path) > LONGEST_PATH or len(found.query) > LONGEST_QUERY or parts.query.count("&") >= MOST_PARAMETERS:
        raise BadInput(_("The address is too long."))
    return found


def _taken_apart(text: str) -> tuple[SplitResult, str, str]:
    """A written address with its host, empty where it has none, and its path in letters."""
    try:
        parts = urlsplit(text)
        host = normal_host(parts.netloc) if parts.netloc else ""
        path = unquote_to_bytes(parts.path).decode()
    except UnicodeDecodeError as error:
        raise BadInput(_("The percent signs of this path are not in UTF-8.")) from error
    except ValueError as error:
        raise BadInput(_("This is no web address.")) from error
    if parts.scheme and not host:
        raise BadInput(_("The name of the website is missing after “%(start)s”.") % {"start": f"{parts.scheme}://"})
    return parts, host, path


def digest(source: Source, *, site: str) -> str:
    """The digest of an address in the index: of a path without a host, for the city of that key."""
    return hash_texts((source.host or f"@{site}", source.path, source.query))


def digests(source: Source, *, hosts: list[str], site: str) -> Iterator[tuple[str, Source]]:
    """The sources that may redirect an address, the most exact first: on one of these hosts or, where the city of that
    key is meant, on any of its own; with the whole query, with one parameter of it, or without.
    """
    for query in dict.fromkeys((source.query, *parameters(source.query), "")):
        for host in (*hosts, *([""] if site else [])):
            one = Source(host, source.path, query)
            yield digest(one, site=site), one


def toward(path: str) -> str:
    """The digest of a path in the index of where redirects lead, whatever the host and the query."""
    return hash_texts([page_path(path)])


def toward_of(url: str) -> str:
    """The same of a web address; empty for what is none."""
    try:
        return toward(address(url).path)
    except ValueError:
        return ""


def place_of(page: Page | None) -> str:
    """The name of the term that a page is a place of, with its language; empty for any other page."""
    if page is None or getattr(page.specific_class, "publishes", None) != "term":
        return ""
    specific: Any = page.specific
    return ":".join((specific.site_key, *specific.term, specific.locale.language_code))
