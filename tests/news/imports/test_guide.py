"""docs/importing.md says what the program does."""

import json
import re
from pathlib import Path

import pytest
from django.core.management import call_command

from cms.news.imports import articles, jsonlines
from cms.news.management.commands.import_posts import Command
from cms.news.models import PostPage
from cms.pages.management.commands import move_in

GUIDE = (Path(__file__).parents[3] / "docs" / "importing.md").read_text(encoding="utf-8")
DJANGO = set("--help --version --verbosity --settings --pythonpath --traceback --no-color --force-color".split())


def options(command, name):
    parser = command.create_parser("manage.py", name)
    return {option for action in parser._actions for option in action.option_strings if option.startswith("--")}


def test_every_option_of_the_command_is_explained_and_no_other():
    own = options(Command(), "import_posts")
    assert set(re.findall(r"^\| `(--[a-z-]+)", GUIDE, re.MULTILINE)) == own - DJANGO - {"--skip-checks"}
    assert set(re.findall(r"--[a-z][a-z-]+", GUIDE)) <= own | options(move_in.Command(), "move_in")


def test_the_names_of_json_lines_are_those_that_are_read_in_their_order():
    rows = re.findall(r"^\| `(\w+)` \| (`\w+`(?:, `\w+`)*) \|", GUIDE, re.MULTILINE)
    assert {part: tuple(re.findall(r"`(\w+)`", names)) for part, names in rows} == jsonlines.NAMES


def test_the_mappings_are_understood():
    given = re.findall(r"`--mapping (\w+=\S*)`", GUIDE)
    assert [jsonlines.mapping(pairs) for pairs in given] == [
        jsonlines.NAMES | {"title": ("news_title",), "html": ("news_text",)},
        jsonlines.NAMES | {"lead": ()},
    ]


def test_every_shortcode_that_becomes_something_is_in_the_guide():
    known = articles.KNOWN - {"wp_caption", "dailymotion", "googlemaps"}
    assert known <= set(re.findall(r"`\[([a-z]+)\]`", GUIDE))


@pytest.mark.usefixtures("prepared_city")
@pytest.mark.django_db
def test_the_example_becomes_a_post(tmp_path):
    (example,) = re.findall(r"```json\n(.*?)```", GUIDE, re.DOTALL)
    file = tmp_path / "news.jsonl"
    file.write_text(example, "utf-8")
    call_command("import_posts", file, field="traffic")
    post = PostPage.objects.get()
    said = json.loads(example)
    assert (post.title, [tag.name for tag in post.tags.all()], post.live) == (said["title"], said["tags"], True)
