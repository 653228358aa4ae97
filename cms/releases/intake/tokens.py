"""The source systems that may send, each known by a token of which only the hash is kept."""

import hashlib
import secrets

from cms.core.bearer import token_of
from cms.core.errors import Forbidden, Unauthorized
from cms.releases.models import SourceSystem


def issue(system: SourceSystem) -> str:
    """Give the system a new token, which ends the old one; it is stored nowhere and told this once."""
    token = secrets.token_urlsafe(32)
    system.token_hash = _hash(token)
    system.save()
    return token


def revoke(system: SourceSystem) -> None:
    """End the system's token; nobody knows the new one."""
    issue(system)


def system_of(authorization: str) -> SourceSystem:
    """The system whose token an Authorization header carries (RFC 6750); Unauthorized or Forbidden."""
    token = token_of(authorization)
    if not token:
        raise Unauthorized("send the token of your system: Authorization: Bearer …")
    system = SourceSystem.objects.filter(token_hash=_hash(token)).first()
    if system is None:
        raise Unauthorized("this token is not known; it may have been replaced")
    if not system.active:
        raise Forbidden(f"the system {system.key} is switched off here")
    return system


def own(system: SourceSystem) -> frozenset[str]:
    """The sources whose documents the system may change: itself, those that it was told to take over, and the systems
    of its city that were switched off."""
    ended = SourceSystem.objects.filter(city=system.city, active=False).values_list("key", flat=True)
    return frozenset({system.key, *system.takes_over.split(), *ended})


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "surrogateescape")).hexdigest()
