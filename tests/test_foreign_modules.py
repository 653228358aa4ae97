"""Changes of modules of others, process-wide: the product makes those that the decision on it names, and no others."""

import ast
import importlib
import re
import sys
from types import FunctionType

import pytest

from tests.rooms import REPOSITORY, SHIPPED, is_ours

PAGE = REPOSITORY / "docs" / "decisions" / "changed-in-wagtail.md"
# Calls that change what they are given or called on.
SETTERS = {"setattr", "delattr"}
METHODS = {"add_to_class"}


def named():
    """The modules that the decision names, each in a row of its table."""
    return set(re.findall(r"^\| `(cms/[\w/]+\.py)` \|", PAGE.read_text("utf-8"), re.M))


def foreign_names(tree):
    """The names that a module binds by importing from others."""
    names = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names |= {(name.asname or name.name).split(".")[0] for name in node.names if not is_ours(name.name)}
        elif isinstance(node, ast.ImportFrom) and not node.level and not is_ours(node.module):
            names |= {name.asname or name.name for name in node.names}
    return names


def root(node):
    """The name that a chain of attributes, items and ``getattr`` begins with; what a call makes is its own."""
    while not isinstance(node, ast.Name):
        if isinstance(node, ast.Attribute | ast.Subscript):
            node = node.value
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "getattr":
            node = node.args[0]
        else:
            return None
    return node.id


def parts(target):
    if isinstance(target, ast.Tuple | ast.List):
        for part in target.elts:
            yield from parts(part)
    else:
        yield target


def changed(node):
    """The nodes that a statement or a call changes a part of."""
    if isinstance(node, ast.Assign | ast.Delete):
        targets = [part for target in node.targets for part in parts(target)]
    elif isinstance(node, ast.AugAssign | ast.AnnAssign):
        targets = [node.target]
    elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in SETTERS:
        return node.args[:1]
    elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in METHODS:
        return [node.func.value]
    else:
        return []
    return [target.value for target in targets if isinstance(target, ast.Attribute | ast.Subscript)]


def changes(source):
    """The lines that change something that was imported from others."""
    tree = ast.parse(source)
    names = foreign_names(tree)
    return [node.lineno for node in ast.walk(tree) for whole in changed(node) if root(whole) in names]


@pytest.mark.parametrize(
    "line",
    [
        "feedgen.feed.formatRFC2822 = feedgen.entry.formatRFC2822 = format_datetime",
        "trans_real.DjangoTranslation.gettext = particled",
        "setattr(trans_real.DjangoTranslation, name, particled)",
        "getattr(forms, name).base_fields['width'].label = words",
        "forms.GroupForm.labels, other = words, None",
        "del forms.GroupForm.labels",
        "forms.PERMISSIONS += [words]",
        "Group.add_to_class('__str__', shown)",
    ],
)
def test_a_change_of_what_is_imported_is_found(line):
    imports = "import feedgen.feed\nfrom django.utils.translation import trans_real\nfrom wagtail.users import forms\n"
    assert set(changes(f"{imports}from django.contrib.auth.models import Group\n{line}")) == {5}


def test_a_change_of_what_is_made_or_ours_is_none():
    made = (
        "SubElement(feed, 'link').text = 'x'\napplication = get_wsgi_application()\napplication.request_class = Request"
    )
    imports = "from lxml.etree import SubElement\nfrom django.core.wsgi import get_wsgi_application\n"
    assert changes(f"{imports}from cms.core import models\n{made}\nmodels.User.name = None") == []


def test_each_module_that_changes_others_is_named_by_the_decision_and_no_other():
    found = {
        str(path.relative_to(REPOSITORY)): lines
        for top in SHIPPED
        for path in sorted((REPOSITORY / top).rglob("*.py"))
        if (lines := changes(path.read_text("utf-8")))
    }
    assert set(found) == named(), found


def functions(owner):
    """The functions of a module or a class; nothing lazy is asked, which would make it."""
    for value in list(vars(owner).values()):
        inside = {property: "fget", staticmethod: "__func__", classmethod: "__func__"}.get(type(value))
        function = getattr(value, inside) if inside else value
        if type(function) is FunctionType:
            yield function


def test_each_function_of_ours_in_a_module_or_class_of_others_is_of_a_module_that_the_decision_names():
    importlib.import_module("cms.urls")
    others = [module for name, module in list(sys.modules.items()) if not is_ours(name)]
    classes = {
        value
        for module in others
        for value in list(vars(module).values())
        if issubclass(type(value), type) and value.__module__ == module.__name__
    }
    homes = {
        home
        for owner in (*others, *classes)
        for home in (str(function.__module__) for function in functions(owner))
        if is_ours(home)
    }
    assert homes
    assert {f"{home.replace('.', '/')}.py" for home in homes} <= named()
