"""The words of a screen of the editor for a person, and those among them in the Latin alphabet."""

import json
import re

from lxml import html

# Not read by anybody: programs, styles, pictures, what a person has typed, the names of time zones, and where a script
# writes a number before it is shown.
SILENT = (
    "//style | //code | //pre | //svg | //textarea | //select[contains(@name, 'time_zone')]"
    " | //*[@data-side-panel-toggle-counter]"
)
SPOKEN = {"placeholder", "aria-label", "aria-description", "title", "alt"}
# Said while something goes on, or beside what the pointer is on.
SPOKEN_LATER = re.compile(r"data-(?:[\w-]+-(?:label|text|content|message|title|active)-value|tippy-content)")
_ADDRESS = re.compile(r"<[^>]*>|\S*(?:://|[@_\\])\S*|(?<!\S)/\S*|\w+\.\w\S*|\b[0-9a-f-]{8,}\b")
_WORD = re.compile(r"[A-Za-z]{2,}")


def words(sentence):
    """The words of a sentence in the Latin alphabet, without addresses, names of files and keys."""
    return set(_WORD.findall(_ADDRESS.sub(" ", sentence)))


def sentences(page):
    """The texts of a page and of its attributes, and the labels of the menu, which a script writes."""
    shown = html.document_fromstring(page)
    for script in shown.xpath("//script"):
        if script.get("type") == "application/json":
            yield from _labels(json.loads(script.text or "null"))
        script.drop_tree()
    for silent in shown.xpath(SILENT):
        silent.drop_tree()
    for tag in shown.iter("*"):
        yield from _said_by(tag)
    for text in shown.xpath("//text()[not(parent::comment())]"):
        if text.strip():
            yield " ".join(text.split())


def _said_by(tag):
    """The words in the attributes of a tag."""
    button = tag.tag == "input" and tag.get("type") in {"submit", "button", "reset"}
    for name, value in tag.attrib.items():
        if name in SPOKEN or SPOKEN_LATER.fullmatch(name) or (button and name == "value"):
            yield value


def _labels(value):
    if isinstance(value, list):
        for item in value:
            yield from _labels(item)
    elif isinstance(value, dict):
        for name, item in value.items():
            if name in {"label", "title", "text"} and isinstance(item, str):
                yield item
            else:
                yield from _labels(item)
