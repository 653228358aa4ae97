"""The editor speaks Korean: nothing that a person reads there is left without a translation."""

import ast
import gettext
import re
from pathlib import Path

import pytest
from django.utils.translation import override

REPOSITORY = Path(__file__).resolve().parents[2]
CATALOGUE = REPOSITORY / "locale" / "ko" / "LC_MESSAGES"
MARKERS = {"_", "gettext", "gettext_lazy", "ngettext", "ngettext_lazy"}


def wordings():
    for path in (REPOSITORY / "cms").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in MARKERS:
                yield node.args[0].value
    for path in (REPOSITORY / "cms").rglob("*.html"):
        yield from re.findall(r'\{% trans "([^"]+)"', path.read_text(encoding="utf-8"))


def compiled():
    with (CATALOGUE / "django.mo").open("rb") as file:
        return gettext.GNUTranslations(file)._catalog


def written():
    """The texts of the .po file by their original, as far as they stand on one line each."""
    source = (CATALOGUE / "django.po").read_text(encoding="utf-8")
    pairs = re.findall(r'^msgid "(.+)"\n(?:msgid_plural ".+"\n)?msgstr(?:\[0\])? "(.*)"$', source, re.MULTILINE)
    return {ast.literal_eval(f'"{original}"'): ast.literal_eval(f'"{text}"') for original, text in pairs}


def test_every_wording_of_the_editor_has_a_korean_one():
    assert sorted(set(wordings()) - set(written())) == []
    assert all(written().values())


def test_the_compiled_catalogue_is_made_of_the_written_one():
    texts = {key[0] if isinstance(key, tuple) else key: text for key, text in compiled().items() if key}
    assert texts == written()


@pytest.mark.parametrize(("original", "text"), written().items())
def test_a_translation_keeps_the_places_of_its_values(original, text):
    assert sorted(re.findall(r"%\(\w+\)s", text)) == sorted(re.findall(r"%\(\w+\)s", original))


def test_licences_are_named_in_the_language_of_the_reader():
    from cms.core.models import LICENCE_CHOICES

    with override("ko"):
        assert str(dict(LICENCE_CHOICES)["kogl-1"]) == "공공누리 제1유형: 출처표시"
    with override("en"):
        assert str(dict(LICENCE_CHOICES)["kogl-1"]) == "KOGL Type 1: Attribution"
