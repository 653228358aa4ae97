"""Sending one webhook: whether the receiver took it, and if not, whether it is away."""

from collections.abc import Mapping
from dataclasses import dataclass

from cms.core import outgoing
from cms.core.channels import NotTaken
from cms.core.outgoing import NoAnswer, OutgoingError

# Status codes: below the first it was not taken, from the last on it is the receiver that is unwell.
_TAKEN, _REDIRECTED, _REFUSED, _BUSY, _UNWELL = 200, 300, 400, 429, 500


@dataclass(frozen=True, slots=True)
class Letter:
    """The content of a message, and where it goes."""

    url: str
    payload: bytes
    headers: Mapping[str, str]


def send(letter: Letter, limits: outgoing.Limits) -> None:
    """Return when the receiver has said that it took the letter; NotTaken otherwise. Redirects are not followed."""
    try:
        answer = outgoing.ask("POST", letter.url, limits=limits, headers=letter.headers, data=letter.payload)
    except OutgoingError as error:
        raise NotTaken(error.reason, is_away=isinstance(error, NoAnswer)) from error
    status = answer.status
    if "Location" in answer.headers and _REDIRECTED <= status < _REFUSED:
        raise NotTaken(f"answered {status}, redirects are not followed", is_away=False)
    if not _TAKEN <= status < _REFUSED:
        raise NotTaken(f"answered {status}", is_away=status >= _UNWELL or status == _BUSY)
