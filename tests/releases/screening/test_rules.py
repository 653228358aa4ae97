"""The rules as a whole: their version, and what they may import."""

import re
import subprocess
import sys

from cms.releases.screening import RULES_VERSION, rules, words


def test_the_version_changes_with_a_word(monkeypatch):
    assert rules.rules_digest() == RULES_VERSION.partition("-")[2]
    monkeypatch.setattr(words, "HOME", words.HOME + " 하숙집")
    assert rules.rules_digest() != RULES_VERSION.partition("-")[2]


def test_the_version_changes_with_a_pattern(monkeypatch):
    monkeypatch.setattr(rules.emails, "_DOMAIN", re.compile("x"))
    assert rules.rules_digest() != RULES_VERSION.partition("-")[2]


def test_the_version_is_the_same_in_every_process():
    code = "from cms.releases.screening import RULES_VERSION; print(RULES_VERSION)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == RULES_VERSION


def test_screening_needs_no_django():
    code = "import sys, cms.releases.screening; print(sorted({'django', 'wagtail', 'lxml'} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
