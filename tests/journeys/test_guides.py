"""The README and the guides name what is there: commands with their options, modules, settings, files and addresses."""

import importlib.util
import pkgutil
import re
import shlex
from pathlib import Path

import pytest
import requests
from django.core.management import get_commands, load_command_class

from tests.journeys.conftest import METRICS_TOKEN

REPOSITORY = Path(__file__).resolve().parents[2]
_GUIDES = (*REPOSITORY.glob("*.md"), *REPOSITORY.glob("*/README.md"), *REPOSITORY.glob("docs/**/*.md"))
PAGES = {str(path.relative_to(REPOSITORY)): path.read_text("utf-8") for path in _GUIDES}
_BLOCK = re.compile(r"^```\w*\n(.*?)^```|((?:^ {4}\S.*\n)+)", re.DOTALL | re.MULTILINE)
_SPAN = re.compile(r"`([^`]+)`")
_SETTING = re.compile(r"\b(?:MADANG|SECURE|S3)_[A-Z_]+\b")

_TOP = "api|bench|cms|docs|files|frontend|frontend-templates|locale|screening|syndication|tests"
_PATH = re.compile(rf"`((?:{_TOP})/[\w./-]*)`")
_MODULE = re.compile(rf"`((?:{_TOP})(?:\.\w+)+)`")

# What only begins addresses.
PREFIXES = {"/intake/"}
# What the one command calls by itself.
INTERNAL = {"load_demo", "load_demo_documents", "set_address"}


def code(page: str) -> list[str]:
    """The code in a page: the lines of its blocks, without their comments, and what is in backticks."""
    blocks = ["".join(found).replace("\\\n", " ") for found in _BLOCK.findall(page)]
    lines = [line.strip() for block in blocks for line in block.splitlines()]
    return [*lines, *(" ".join(span.split()) for span in _SPAN.findall(_BLOCK.sub("", page)))]


def named(pattern: str) -> list[str]:
    """The texts that a pattern finds at the beginning of some code, the variables that are set for it aside."""
    found = (re.match(rf"(?:[A-Z_]+=\S+ )*{pattern}", text) for page in PAGES.values() for text in code(page))
    return sorted({match[1].strip() for match in found if match})


def words(command: str) -> list[str]:
    return shlex.split(command, comments=True)


MANAGED = named(r"(?:\S*python )?manage\.py (.+)")
MADE = named(r"make ([a-z-]+)")
RUN = named(r"\S*python -m (.+)")


@pytest.mark.parametrize("command", MANAGED)
def test_a_command_of_the_editor_is_understood(command):
    name, *arguments = words(command)
    parser = load_command_class(get_commands()[name], name).create_parser("manage.py", name)
    if arguments:  # Without any it is a mention.
        assert parser.parse_args(arguments)


@pytest.mark.parametrize("target", MADE)
def test_a_target_of_make_is_there_and_explained(target):
    assert re.search(rf"^{target}:.*## ", (REPOSITORY / "Makefile").read_text(), re.MULTILINE)


@pytest.mark.parametrize("command", RUN)
def test_a_module_that_is_run_is_there_with_its_options(command):
    name, *arguments = words(command)
    spec = importlib.util.find_spec(name)
    if spec and spec.submodule_search_locations:
        spec = importlib.util.find_spec(f"{name}.__main__")
    assert spec and spec.origin
    options = {argument for argument in arguments if argument.startswith("--")}
    assert options <= set(re.findall(r'"(--[a-z-]+)"', Path(spec.origin).read_text("utf-8")))


@pytest.mark.parametrize("name", sorted({name for page in PAGES.values() for name in _SETTING.findall(page)}))
def test_a_setting_is_one_that_the_example_explains(name):
    assert re.search(rf"^#{name}=", (REPOSITORY / ".env.example").read_text("utf-8"), re.MULTILINE)


@pytest.mark.parametrize(
    ("page", "target"),
    [(page, target) for page in PAGES for target in re.findall(r"\]\((?!http)([^)#]+)\)", PAGES[page])],
)
def test_a_link_leads_to_a_file(page, target):
    assert ((REPOSITORY / page).parent / target).is_file()


@pytest.mark.parametrize("path", sorted({path for page in PAGES.values() for path in _PATH.findall(page)}))
def test_a_named_file_or_folder_is_there(path):
    assert (REPOSITORY / path).exists()


@pytest.mark.parametrize("name", sorted({name for page in PAGES.values() for name in _MODULE.findall(page)}))
def test_a_named_module_or_function_is_there(name):
    assert pkgutil.resolve_name(name) is not None


def heads(page):
    """The anchors that a link may lead to within a page: those of its headings."""
    found = re.findall(r"^#+ (.+)$", _BLOCK.sub("", page), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", head).lower().replace(" ", "-") for head in found}


@pytest.mark.parametrize(
    ("page", "file", "head"),
    [(page, *found) for page in PAGES for found in re.findall(r"\]\((?!http)([^)#]*)#([^)]+)\)", PAGES[page])],
)
def test_a_link_leads_to_a_heading(page, file, head):
    target = (REPOSITORY / page).parent / file if file else REPOSITORY / page
    assert head in heads(target.read_text("utf-8"))


def test_every_command_of_ours_that_has_something_to_say_is_in_a_page():
    ours = {name for name, app in get_commands().items() if str(app).startswith("cms.")}
    assert ours - {words(command)[0] for command in MANAGED} == INTERNAL


@pytest.fixture(scope="module")
def examples(city_of_the_session) -> dict[str, str]:
    """Something of the demo city for each name that addresses have in braces."""
    city_of_the_session.start()
    return found_examples(city_of_the_session.base_url)


def found_examples(base_url: str) -> dict[str, str]:
    query = """{
      posts(first: 20, field: "traffic") { nodes { key url tags { key } publisher { key } } }
      documents(first: 20) { nodes { managementNumber task { key } } }
      events(first: 1) { nodes { key } }
      openData { months { name } }
    }"""
    answer = requests.post(f"{base_url}/graphql", json={"query": query}, timeout=120).json()["data"]
    post = next(node for node in answer["posts"]["nodes"] if node["tags"] and "/en/" not in node["url"])
    document = next(node for node in answer["documents"]["nodes"] if node["task"])
    return {
        "{slug}": post["url"].rstrip("/").rpartition("/")[2],
        "{key}": post["key"],
        "{tag}": post["tags"][0]["key"],
        "{event}": answer["events"]["nodes"][0]["key"],
        "{unit}": post["publisher"]["key"],
        "{number}": document["managementNumber"],
        "{task}": document["task"]["key"],
        "{period}": answer["openData"]["months"][0]["name"],
        "{csv|json|xlsx}": "csv",
        "url=…": f"url={post['url']}",
    }


@pytest.mark.parametrize("address", sorted({*named(r"(/\S*)")} - PREFIXES))
def test_an_address_answers(running_city, examples, address):
    for name, value in examples.items():
        address = address.replace(name, value)
    headers = {"Accept": "text/html,*/*;q=0.8"}
    if address == "/metrics":
        headers["Authorization"] = f"Bearer {METRICS_TOKEN}"
    answer = requests.get(f"{running_city.base_url}{address}", headers=headers, timeout=120)
    assert (answer.status_code, bool(answer.content)) == (200, True)
