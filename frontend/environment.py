"""The Jinja environment of the pages: what a template may call besides the data that it is given."""

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any, Final
from urllib.parse import unquote
from xml.etree import ElementTree

from django.templatetags.static import static
from jinja2 import Environment, StrictUndefined
from markupsafe import Markup

from cms.core.prose import prose
from cms.core.sizes import size_in_words
from cms.normal_form import origin_of
from frontend.accents import class_name
from frontend.charts import counts, percent, shares
from frontend.folders import FOLDER
from frontend.marks import marked
from frontend.wording import LANGUAGES, catalogue

_SVG: Final = "{http://www.w3.org/2000/svg}"
_LONGEST_EXTENSION: Final = 5


class DataEnvironment(Environment):
    """Templates whose data are dicts: ``post.title`` means the key first, which spares each look-up an exception."""

    def getattr(self, obj: Any, attribute: str) -> Any:
        if type(obj) is dict and attribute in obj:
            return obj[attribute]
        return super().getattr(obj, attribute)


def environment(**options: Any) -> Environment:
    """Build it; a name that a template misspells fails instead of showing nothing."""
    made = DataEnvironment(**options | {"undefined": StrictUndefined, "trim_blocks": True, "lstrip_blocks": True})
    # Filters, not functions: a filter of a constant is worked out once, when the template is compiled.
    made.filters |= {
        "accent": class_name,
        "address": address,
        "autonym": autonym,
        "calendar_file": calendar_file,
        "begins": begins,
        "counts": counts,
        "cover": cover,
        "extension": extension,
        "icon": icon,
        "lang": lang,
        "marked": marked,
        "percent": percent,
        "readable": readable_address,
        "shares": shares,
        "size": size_in_words,
        "static": static,
        "webcal": webcal,
    }
    return made


def calendar_file(key: str, home: str) -> str:
    """The address of an event for a calendar of one's own, by its key and the home page of its city."""
    return f"{origin_of(home)}/calendars/{key}.ics"


def webcal(url: str) -> str:
    """The address at which programs subscribe to a calendar rather than fetch it once."""
    return f"webcal:{url.partition(':')[2]}"


def begins(html: str, summary: str) -> bool:
    """Return whether the text of a page begins with its summary, which was then made of it and would be said twice."""
    said = prose(html, enough=len(summary))
    return "".join(said.split()).startswith("".join(summary.removesuffix("…").split()))


def cover(post: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """The picture to show large above the text of a post: none where the text shows it first, as it does where the
    first picture that says something stands for a post without a cover."""
    shown, image = post["images"], post["image"]
    first = [*shown[:1], *[one for one in shown if one["alt"]][:1]]
    return None if image and image["url"] in {one["url"] for one in first} else image


@lru_cache
def icon(name: str, form: str = "") -> Markup:
    """A drawing of ``icons.svg`` inline, hidden from screen readers; a plain star where there is none of that name."""
    drawings = _drawings()
    drawing = drawings.get(name) or drawings["field"]
    classes = f"icon icon-{form}" if form else "icon"
    turning = " icon-turn" if name == "turn" else ""
    return Markup(f'<svg class="{classes}{turning}" viewBox="0 0 24 24" aria-hidden="true">{drawing}</svg>')


@lru_cache
def _drawings() -> dict[str, str]:
    ElementTree.register_namespace("", _SVG.strip("{}"))
    root = ElementTree.parse(FOLDER / "icons.svg").getroot()
    return {
        symbol.attrib["id"]: "".join(ElementTree.tostring(part, encoding="unicode") for part in symbol).replace(
            f' xmlns="{_SVG.strip("{}")}"', ""
        )
        for symbol in root.iter(f"{_SVG}symbol")
    }


def autonym(language: str) -> str:
    """A language's own name for itself."""
    if language in LANGUAGES:
        name: str = catalogue(language)["language_name"]
        return name
    return _AUTONYMS.get(language, language)


_AUTONYMS: Final = {
    "ja": "日本語",
    "zh-hans": "简体中文",
    "zh-hant": "繁體中文",
    "vi": "Tiếng Việt",
    "th": "ไทย",
    "mn": "Монгол",
    "ru": "Русский",
    "fr": "Français",
    "es": "Español",
    "de": "Deutsch",
    "ar": "العربية",
    "id": "Bahasa Indonesia",
}


def address(term: Mapping[str, Any], language: str) -> str | None:
    """The page of a term for a reader of ``language``: in it, else in English, else in the first language it has."""
    pages = {page["language"]: page["url"] for page in term["pages"]}
    return pages.get(language) or pages.get("en") or next(iter(pages.values()), None)


# Letters that one language alone is written in: Hangul, and the syllables of Japanese.
_OF_LANGUAGE: Final = {
    "ko": re.compile("[\u1100-\u11ff\u3131-\u318e\uac00-\ud7a3]"),
    "ja": re.compile("[\u3041-\u30ff]"),
}


def lang(text: object, language: str) -> Markup:
    """The attribute that says in which language a text is, where its letters say that it is not in ``language``."""
    found = next((code for code, letters in _OF_LANGUAGE.items() if letters.search(str(text))), language)
    return Markup("") if found == language else Markup(f' lang="{found}"')


def extension(name: str) -> str:
    """The kind of a file as its name says it: HWPX; empty where it says none."""
    _, dot, last = name.rpartition(".")
    return last.upper() if dot and last.isascii() and last.isalnum() and len(last) <= _LONGEST_EXTENSION else ""


def readable_address(url: str) -> str:
    """An address with its Hangul readable, for showing, never for linking."""
    return unquote(url)
