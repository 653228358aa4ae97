"""The size of a file in words."""

from django.template.defaultfilters import filesizeformat
from django.utils import translation


def size_in_words(count: int, language: str) -> str:
    """A number of bytes as people read it, with spaces that do not break: "303 바이트" and "2.4 MB".

    In Korean in a Korean text, in every other in English, as the words of the pages are.
    """
    with translation.override("ko" if language == "ko" else "en"):
        return filesizeformat(count)
