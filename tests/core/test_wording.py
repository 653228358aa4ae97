"""The editor speaks Korean: nothing that a person reads there is left without a translation."""

import ast
import gettext
import re
from pathlib import Path

import django
import pytest
from django.apps import apps
from django.utils.translation import override
from wagtail.models import get_page_models
from wagtail.snippets.models import get_snippet_models

from tests.catalogues import messages

REPOSITORY = Path(__file__).resolve().parents[2]
CATALOGUE = REPOSITORY / "locale" / "ko" / "LC_MESSAGES"
# What is put right of Wagtail's own Korean.
COMPLETION = REPOSITORY / "locale" / "wagtail" / "ko" / "LC_MESSAGES"
COMPLETED = (COMPLETION / "django.po", COMPLETION / "djangojs.po")
# Where its English speaks of itself.
ENGLISH = REPOSITORY / "locale" / "wagtail" / "en" / "LC_MESSAGES" / "django.po"
PLACE = re.compile(r"%\(\w+\)[sd]|\{\w+\}|(?:href|class|data-[\w-]+)=\"[^\"]*\"")
MARKERS = {"_", "gettext", "gettext_lazy", "ngettext", "ngettext_lazy"}
IN_CONTEXT = {"pgettext", "pgettext_lazy"}
# Words that mean the same there and are put better for us than in the Korean of Wagtail and Django.
BETTER = {
    "Actions", "Content", "Locale", "Owner", "Show", "Text", "active", "image", "images",
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


def compiled(path):
    with path.with_suffix(".mo").open("rb") as file:
        catalogue = gettext.GNUTranslations(file)._catalog
    return {key[0] if isinstance(key, tuple) else key: text for key, text in catalogue.items() if key}


def written(path=CATALOGUE / "django.po"):
    """The texts of a .po file by their original."""
    return {key: message.texts[0] for key, message in messages(path).items()}


def of_others(domain="django", language="ko"):
    """The words of Wagtail, Django and the other applications in a language, by their originals."""
    for application in apps.get_app_configs():
        if not application.name.startswith("cms"):
            yield from messages(Path(application.path) / "locale" / language / "LC_MESSAGES" / f"{domain}.po").items()
    yield from messages(
        Path(django.__file__).parent / "conf" / "locale" / language / "LC_MESSAGES" / f"{domain}.po"
    ).items()


def test_every_wording_of_the_editor_has_a_korean_one():
    assert sorted(set(wordings()) - set(written())) == []
    assert all(written().values())


def test_the_compiled_catalogue_is_made_of_the_written_one():
    for path in (CATALOGUE / "django.po", *COMPLETED, ENGLISH):
        assert compiled(path) == written(path), path


@pytest.mark.parametrize("domain", ["django", "djangojs"])
def test_what_the_installed_applications_say_is_said_in_korean(domain):
    """Wagtail's own Korean lacks a quarter: an original without any translation would be shown in English."""
    said = {key for key, message in of_others(domain) if message.is_translated}
    said |= written(COMPLETION / f"{domain}.po").keys() | (written().keys() if domain == "django" else set())
    originals = {key for key, _ in of_others(domain, "en")}
    assert (len(originals) > 50, sorted(originals - said)) == (True, [])


def test_what_is_put_right_of_wagtail_is_something_that_it_says():
    for path in (*COMPLETED, ENGLISH):
        assert sorted(written(path).keys() - {key for key, _ in of_others(path.stem, "en")}) == [], path


def test_a_word_of_ours_does_not_change_what_is_put_right_of_wagtail():
    own, right = written(), written(COMPLETION / "django.po")
    assert sorted(key for key in own.keys() & right.keys() if own[key] != right[key]) == []


def test_a_word_of_ours_does_not_change_what_wagtail_says():
    """“Close” closes a dialog there; a word that means something else with us has a context of its own."""
    own = written()
    assert {
        key
        for key, message in of_others()
        if message.is_translated and own.get(key, message.texts[0]) != message.texts[0]
    } == BETTER


@pytest.mark.parametrize(
    "path", [CATALOGUE / "django.po", *COMPLETED, ENGLISH], ids=lambda path: f"{path.parts[-4]} {path.stem}"
)
def test_a_translation_keeps_the_places_of_its_values(path):
    """As many of each as in the original, or in the one for several where there is one; addresses keep theirs too."""
    changed = [
        message.original
        for message in messages(path).values()
        for text in message.texts
        if places(text) != places(message.plural or message.original)
    ]
    assert changed == []


def places(text):
    return sorted(PLACE.findall(text))


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
