"""The choice of the language that a reader is answered in."""

from collections.abc import Collection

from django.utils.translation.trans_real import parse_accept_lang_header


def accepted(header: str, offered: Collection[str]) -> str:
    """The first language of an ``Accept-Language`` header that is offered, by its first part; empty where none is."""
    wished = (code.partition("-")[0] for code, _weight in parse_accept_lang_header(header))
    return next((code for code in wished if code in offered), "")
