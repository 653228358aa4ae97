"""The token by which a program says who it is (RFC 6750)."""

from typing import Final

_SCHEME: Final = "bearer"


def token_of(authorization: str) -> str:
    """The token that a header ``Authorization: Bearer …`` carries; empty where it carries none."""
    scheme, _, token = authorization.strip().partition(" ")
    return token.strip() if scheme.lower() == _SCHEME else ""
