"""Every address of the editor, and what an employee could send to each."""

import io
import re
import zipfile
from collections.abc import Iterator
from itertools import product

from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from django.urls.resolvers import RoutePattern

from tests.core.doors.secrets import MARK

# Not asked: what has no answer but an error of its own.
SKIPPED = ("admin/failwhale/", "admin/test404/", "admin/logout/")
APPS = {"app_label", "app_name", "content_type_app_name"}
MODELS = {"model_name", "content_type_model_name"}
PAIRS = {
    ("wagtailcore", "page"), ("news", "postpage"), ("releases", "documentpage"), ("taggit", "tag"),
    ("subsites", "organisationunit"),
}  # fmt: skip
_ARGUMENT = re.compile(r"<(?:\w+:)?(\w+)>")


def templates():
    """The addresses below ``/admin/``, such as ``admin/pages/<int:page_id>/edit/``."""
    return sorted({route for route in _walk(get_resolver()) if route.startswith("admin/")} - set(SKIPPED))


def _walk(resolver, before="") -> Iterator[str]:
    for pattern in resolver.url_patterns:
        route = before + _route(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from _walk(pattern, route)
        elif isinstance(pattern, URLPattern):
            yield route


def _route(pattern):
    """A regular expression as a template: its named groups are arguments."""
    if isinstance(pattern, RoutePattern):
        return str(pattern)
    text = str(pattern).lstrip("^").rstrip("$").replace("\\.", ".")
    return re.sub(r"\(\?P<(\w+)>[^)]*\)", r"<\1>", text)


def arguments(route):
    """The names of the arguments in a template."""
    return _ARGUMENT.findall(route)


def addresses(route, values):
    """The addresses of a template with each combination of the values that its arguments have."""
    names = arguments(route)
    for chosen in product(*(values[name] for name in names)):
        given = dict(zip(names, chosen, strict=True))
        if not _is_model(given):
            continue
        yield "/" + _ARGUMENT.sub(lambda found, given=given: str(given[found[1]]), route)


def _is_model(given):
    """True where the two arguments that name a model belong together, or where there are not two."""
    apps = [value for name, value in given.items() if name in APPS]
    models = [value for name, value in given.items() if name in MODELS]
    return not (apps and models) or (*apps, *models) in PAIRS


# What chance writes into a page, in which any four letters may stand: tokens of forms, nonces of a policy.
_OF_CHANCE = re.compile(r"(?<![0-9A-Za-z])[0-9A-Za-z]{64}(?![0-9A-Za-z])|(?<=nonce=.)[-_+/=0-9A-Za-z]+")


def told(answer):
    """The words of an answer, in lower case: its address, its text, and the sheets of a workbook."""
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    texts = [answer.headers.get("Location", ""), answer.headers.get("Content-Disposition", "")]
    if body.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(body)) as workbook:
            texts += [workbook.read(name).decode("utf-8", "replace") for name in workbook.namelist()]
    else:
        texts.append(body.decode("utf-8", "replace"))
    return _OF_CHANCE.sub("", "\n".join(texts)).lower()


def is_told(answer):
    """True where an answer has a secret in it."""
    return MARK in told(answer)


def quiet_client(user):
    """A client that gets the 500 of an error as a browser does."""
    client = Client(raise_request_exception=False)
    client.force_login(user)
    return client
