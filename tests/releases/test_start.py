"""The start of a program: it takes no more of screening than it needs."""

import os
import subprocess
import sys

import pytest

from tests.rooms import REPOSITORY

CODE = """
import sys
import django
django.setup()
import cms.urls
heavy = {"screening.rules", "screening.text.cues"}
print(*sorted(heavy & set(sys.modules)), sep=",")
from screening import screen
print(*(found.kind for found in screen("문의 010-0000-1234")), sep=",")
print(*sorted(heavy & set(sys.modules)), sep=",")
"""


@pytest.mark.slow
def test_the_rules_of_screening_are_made_by_who_screens_and_by_nobody_who_only_starts():
    found = subprocess.run(
        [sys.executable, "-c", CODE],
        cwd=REPOSITORY,
        env=os.environ | {"DJANGO_SETTINGS_MODULE": "cms.settings.test"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert found.stdout.splitlines() == ["", "mobile", "screening.rules,screening.text.cues"]
