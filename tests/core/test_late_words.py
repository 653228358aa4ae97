"""The editor is in the language of whoever reads it, also where Wagtail looks a word up once, when it is imported."""

import ast
import re
from importlib.util import find_spec
from pathlib import Path

from django.apps import apps
from django.urls import get_resolver
from django.utils.translation import override
from wagtail.admin.forms.collections import GroupCollectionManagementPermissionFormSet
from wagtail.documents.forms import GroupDocumentPermissionFormSet
from wagtail.forms import TaskStateCommentForm
from wagtail.images import forms
from wagtail.images.forms import GroupImagePermissionFormSet
from wagtail.snippets.models import get_snippet_models
from wagtail.snippets.widgets import AdminSnippetChooser

from cms.core import late_words
from tests.rooms import ROOMS

OWN = {*ROOMS, "django"}


def sources():
    """The modules of Wagtail and of the applications that are installed beside it."""
    roots = {Path(config.path) for config in apps.get_app_configs() if config.name.split(".")[0] not in OWN}
    wagtail = Path(find_spec("wagtail").origin).parent
    others = {"contrib", "test", "tests", "migrations"}
    found = {
        path
        for root in (*roots, wagtail)
        for path in root.rglob("*.py")
        if not others & set(path.relative_to(root).parts)
    }
    for path in found:
        yield path.read_text(encoding="utf-8")


def looked_up_at_once(source):
    """The words that a module looks up when it is imported, and those of its view sets, which are made once."""
    tree = ast.parse(source)
    names = {
        name.asname or name.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module == "django.utils.translation"
        for name in node.names
        if name.name in {"gettext", "ngettext", "pgettext"}
    }
    return _called(tree, names, in_view_set=False) if names else ()


def _called(node, names, *, in_view_set):
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in names:
        yield node.args[0].value
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.FunctionDef | ast.Lambda) and not in_view_set:
            continue
        is_view_set = isinstance(child, ast.ClassDef) and "ViewSet" in child.name
        yield from _called(child, names, in_view_set=in_view_set or is_view_set)


def known():
    rights = [words for _, *both in late_words.PICTURES + late_words.COLLECTIONS for words in both]
    labels = [words for form in late_words.LABELS.values() for words in form.values()]
    return {
        *late_words.CHOOSERS.values(), *late_words.SIZES.values(), late_words.COMMENT, *late_words.PLACES, *rights,
        *labels,
    }  # fmt: skip


def test_each_word_that_is_looked_up_at_import_is_known():
    looked_up = (
        source for source in sources() if re.search(r"^from django.utils.translation import .*gettext\b", source, re.M)
    )
    assert {words for source in looked_up for words in looked_up_at_once(source)} == known()


def in_both(words):
    said = []
    for language in ("ko", "en"):
        with override(language):
            said.append(str(words()))
    return said


def test_what_was_looked_up_once_is_said_in_each_language():
    get_resolver().url_patterns  # noqa: B018 - makes the view sets
    picture, sizes = forms.ImageInsertionForm, forms.URLGeneratorForm
    model = get_snippet_models()[0]
    viewset, chooser = model.snippet_viewset, AdminSnippetChooser(model)
    spoken = [
        lambda: viewset.breadcrumbs_items[0]["label"],
        lambda: viewset.chooser_viewset.choose_one_text,
        lambda: viewset.chooser_viewset.page_title,
        lambda: chooser.choose_one_text,
        lambda: chooser.choose_another_text,
        lambda: chooser.link_to_chosen_text,
        lambda: TaskStateCommentForm().fields["comment"].label,
        *(lambda name=name: picture().fields[name].label for name in late_words.LABELS["ImageInsertionForm"]),
        *(lambda name=name: sizes().fields[name].label for name in late_words.LABELS["URLGeneratorForm"]),
        *(lambda at=at: sizes().fields["filter_method"].choices[at][1] for at in range(len(late_words.SIZES))),
    ]
    for rights in (GroupImagePermissionFormSet, GroupCollectionManagementPermissionFormSet):
        spoken += [lambda one=one, at=at: one[at] for one in rights.permission_types for at in (1, 2)]
    for rights in (
        GroupImagePermissionFormSet,
        GroupCollectionManagementPermissionFormSet,
        GroupDocumentPermissionFormSet,
    ):
        spoken.append(lambda rights=rights: rights.form().fields["collection"].label)
    for words in spoken:
        korean, english = in_both(words)
        assert not korean.isascii() and english.isascii(), (korean, english)
