"""The editor speaks Korean: nothing that a person reads there is left without a translation."""

import ast
import gettext
import re
from pathlib import Path

import django
import pytest
import wagtail
from django.utils.translation import override
from wagtail.models import get_page_models
from wagtail.snippets.models import get_snippet_models

REPOSITORY = Path(__file__).resolve().parents[2]
CATALOGUE = REPOSITORY / "locale" / "ko" / "LC_MESSAGES"
MARKERS = {"_", "gettext", "gettext_lazy", "ngettext", "ngettext_lazy"}
IN_CONTEXT = {"pgettext", "pgettext_lazy"}
# Words that mean the same there and are put better for us than in the Korean of Wagtail and Django.
BETTER = {
    "Content", "Locale", "Owner", "Remove", "Show", "Table", "Text", "active", "image", "images",
    "uploaded by user",
}  # fmt: skip


def wordings():
    """Every text that is marked in the code, as gettext keeps it: behind its context, where it has one."""
    for path in (REPOSITORY / "cms").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                if node.func.id in MARKERS:
                    yield node.args[0].value
                elif node.func.id in IN_CONTEXT:
                    yield in_context(*(argument.value for argument in node.args[:2]))
    for path in (REPOSITORY / "cms").rglob("*.html"):
        for text, context in re.findall(
            r'\{% trans "([^"]+)"(?: context "([^"]+)")?', path.read_text(encoding="utf-8")
        ):
            yield in_context(context, text)


def in_context(context, text):
    return f"{context}\x04{text}" if context else text


def compiled():
    with (CATALOGUE / "django.mo").open("rb") as file:
        return gettext.GNUTranslations(file)._catalog


def written(path=CATALOGUE / "django.po"):
    """The texts of a .po file by their original, as far as they stand on one line each."""
    entry = r'(?:^msgctxt "(.+)"\n)?^msgid "(.+)"\n(?:msgid_plural ".+"\n)?msgstr(?:\[0\])? "(.*)"$'
    found = re.findall(entry, path.read_text(encoding="utf-8"), re.MULTILINE)
    return {
        in_context(context, ast.literal_eval(f'"{original}"')): ast.literal_eval(f'"{text}"')
        for context, original, text in found
    }


def of_others():
    """What Wagtail and Django have in Korean, by its original: ours stands before theirs wherever they say it."""
    for package in (django, wagtail):
        for path in Path(package.__file__).parent.glob("**/locale/ko/LC_MESSAGES/django.po"):
            yield from written(path).items()


def test_every_wording_of_the_editor_has_a_korean_one():
    assert sorted(set(wordings()) - set(written())) == []
    assert all(written().values())


def test_the_compiled_catalogue_is_made_of_the_written_one():
    texts = {key[0] if isinstance(key, tuple) else key: text for key, text in compiled().items() if key}
    assert texts == written()


def test_a_word_of_ours_does_not_change_what_wagtail_says():
    """“Close” closes a dialog there; a word that means something else with us has a context of its own."""
    own = written()
    assert {original for original, text in of_others() if text and own.get(original, text) != text} == BETTER


@pytest.mark.parametrize(("original", "text"), written().items())
def test_a_translation_keeps_the_places_of_its_values(original, text):
    assert sorted(re.findall(r"%\(\w+\)s", text)) == sorted(re.findall(r"%\(\w+\)s", original))


def test_licences_are_named_in_the_language_of_the_reader():
    from cms.core.models import LICENCE_CHOICES

    with override("ko"):
        assert str(dict(LICENCE_CHOICES)["kogl-1"]) == "공공누리 제1유형: 출처표시"
    with override("en"):
        assert str(dict(LICENCE_CHOICES)["kogl-1"]) == "KOGL Type 1: Attribution"


def fields(model):
    """The fields of ours that its form may show, and what they say of themselves."""
    for field in model._meta.get_fields():
        if field.model.__module__.startswith("cms.") and getattr(field, "editable", False) and not field.auto_created:
            yield field.name, field.verbose_name
            yield from ((f"{field.name}={value}", label) for value, label in field.flatchoices)


@pytest.mark.parametrize(
    "model",
    [model for model in (*get_page_models(), *get_snippet_models()) if model.__module__.startswith("cms.")],
    ids=lambda model: model._meta.label,
)
def test_what_the_editor_shows_of_a_model_is_named_in_korean(model):
    """A model or field without a name of its own is named in English after its class."""
    names = {"": model._meta.verbose_name, "…": model._meta.verbose_name_plural, **dict(fields(model))}
    with override("ko"):
        assert {place: str(name) for place, name in names.items() if not re.search("[가-힣]", str(name))} == {}
