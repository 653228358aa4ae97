"""IRIs as outputs need them: absolute, http(s), without characters that break RDF and XML."""

import re
from typing import Final
from urllib.parse import quote, urljoin, urlsplit

_FORBIDDEN_IN_IRI: Final = re.compile(r"[\x00-\x20<>\"{}|\\^`\x7f-\x9f\ud800-\udfff]")
_URI_MARKS: Final = "/:?#[]@!$&'()*+,;=%~-._"
_OUTSIDE_URI: Final = re.compile(f"[^A-Za-z0-9{re.escape(_URI_MARKS)}]")
SAFE_SCHEMES: Final = frozenset({"http", "https"})
LINK_SCHEMES: Final = SAFE_SCHEMES | {"mailto", "tel"}


def escape_iri(value: str) -> str:
    """Percent-encode what RFC 3987 forbids in an IRI; Hangul and other letters stay readable."""
    return _FORBIDDEN_IN_IRI.sub(lambda match: quote(match.group(), safe="", errors="replace"), value)


def encode_uri(value: str) -> str:
    """The ASCII form (RFC 3986) of an IRI's path and query, for HTTP headers and sitemaps."""
    return quote(value, safe=_URI_MARKS) if _OUTSIDE_URI.search(value) else value


def absolute_url(value: str, base: str, *, schemes: frozenset[str] = SAFE_SCHEMES) -> str | None:
    """Resolve ``value`` against ``base``; None where the result is not a well-formed address of an allowed scheme."""
    try:
        joined = urljoin(base, value.strip())
        parts = urlsplit(joined)
    except ValueError:
        return None
    if parts.scheme.lower() not in schemes:
        return None
    if parts.scheme.lower() in SAFE_SCHEMES and not parts.hostname:
        return None
    return escape_iri(joined)
