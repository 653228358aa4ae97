"""The drawings of the demo."""

import tomllib
from io import BytesIO

import pytest
from PIL import Image

from cms.news.demo import content, pictures


@pytest.mark.parametrize("scene", sorted(pictures.SCENES))
def test_each_scene_is_a_picture_that_is_told_in_words(scene):
    drawn = pictures.draw(scene, "#1d56bc", seed=scene)
    picture = Image.open(BytesIO(drawn))
    assert (picture.format, picture.size) == ("JPEG", (1280, 720)) and len(drawn) < 150_000
    assert pictures.name(scene, "ko") != pictures.name(scene, "en") == pictures.name(scene, "de")


def test_the_same_seed_draws_the_same_picture_and_another_field_another():
    blue, again, red = (pictures.draw("market", colour, seed="market") for colour in ("#1d56bc", "#1d56bc", "#b3261e"))
    assert blue == again != red


def test_every_scene_stands_for_a_post():
    posts = tomllib.loads(content.POSTS.read_text(encoding="utf-8"))["posts"]
    assert {post["picture"] for post in posts} == pictures.SCENES.keys()
