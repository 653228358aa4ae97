"""The rules as a whole: their version, and what they may import."""

import re
import subprocess
import sys
from importlib.resources import files
from pathlib import Path

import pytest

import screening
from screening import RULES_VERSION, rules_version
from screening.rules import DETECTORS, find
from screening.text.cues import Label, Sign
from screening.text.folding import fold
from screening.text.reading import Reading
from screening.version import digest
from tests.screening.labelled import read_cases

PACKAGE = files(screening)
PRESENTS = {"README.md", "__main__.py"}
FOLDER = Path(str(PACKAGE))
CONTENTS = {
    path.relative_to(FOLDER).as_posix(): path.read_bytes()
    for path in FOLDER.rglob("*")
    if path.is_file() and path.suffix != ".pyc" and path.name not in PRESENTS
}


def changed(name, old, new):
    """Return the digest with one text of one file replaced, which must be there."""
    content = CONTENTS[name].decode()
    assert old in content
    return digest((CONTENTS | {name: content.replace(old, new, 1).encode()}).items())


def run(code):
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return done.stdout.strip()


def test_a_detector_that_is_not_asked_about_a_text_would_find_nothing_in_it():
    every = [one.detect for one in DETECTORS]
    for text in [fold(case.text).text for case in read_cases()]:
        assert list(find(Reading(text))) == list(find(Reading(text), every))


def test_words_and_signs_that_detectors_need_are_told_apart():
    assert len({*Label, *Sign}) == len(Label) + len(Sign)


def test_the_version_is_the_digest_of_all_files_of_the_package():
    assert rules_version() == RULES_VERSION == digest(CONTENTS.items())
    assert digest(reversed(CONTENTS.items())) == RULES_VERSION


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("words/homes.py", "거_주_지", "거_주_지 하숙집"),
        ("words/belongings.py", "새마을금고 우체국", "새마을금고"),
        ("text/reading.py", "_WINDOW: Final = 80", "_WINDOW: Final = 81"),
        ("masking.py", '_MASK: Final = "*"', '_MASK: Final = "#"'),
        ("masking.py", "Kind.CARD: _leading_digits(4)", "Kind.CARD: _leading_digits(0)"),
        ("emails.py", '"go.kr", "korea.kr"', '"go.kr"'),
        ("numbers/checksums.py", "total % 11", "total % 10"),
        ("verdicts.py", "Confidence.LIKELY", "Confidence.CERTAIN"),
        ("rules.py", "    Asked(emails.find_emails, frozenset({Sign.AT, Sign.MAIL})),\n", ""),
        ("findings.py", "found.end > reached", "found.end >= reached"),
        ("numbers/identity.py", "Label.IDENTIFIER, within=24", "Label.IDENTIFIER, within=25"),
    ],
)
def test_what_finds_masks_or_judges_changes_the_version(name, old, new):
    assert changed(name, old, new) != RULES_VERSION


def test_the_first_and_the_last_module_count_as_all_others_do():
    for name in (min(CONTENTS), max(CONTENTS)):
        assert digest((CONTENTS | {name: CONTENTS[name] + b"\n_ANOTHER = 1\n"}).items()) != RULES_VERSION


def test_a_new_module_and_a_table_beside_the_modules_count_without_being_listed():
    with_module = digest((CONTENTS | {"more.py": b"WORDS = 'more'"}).items())
    with_table = digest((CONTENTS | {"more.txt": b"more"}).items())
    with_other_table = digest((CONTENTS | {"more.txt": b"other"}).items())
    assert len({RULES_VERSION, with_module, with_table, with_other_table}) == 4


def test_the_guide_and_the_command_leave_the_version():
    presented = {name: (PACKAGE / name).read_bytes() for name in PRESENTS}
    assert digest((CONTENTS | presented).items()) == RULES_VERSION


def test_explaining_code_leaves_the_version():
    explained = {
        name: b"# A comment.\n\n" + re.sub(rb'(?m)^(\s*)"""(\w)', rb'\1"""In other words. \2', content)
        for name, content in CONTENTS.items()
        if name.endswith(".py")
    }
    assert all(b"In other words" in content for content in explained.values())
    assert digest((CONTENTS | explained).items()) == RULES_VERSION


def test_renaming_a_module_or_the_package_leaves_the_version():
    moved = {
        name.replace("words/belongings.py", "vocabulary.py"): content.replace(b"screening", b"pii.rules")
        .replace(b"belongings.", b"vocabulary.")
        .replace(b"import belongings", b"import vocabulary")
        for name, content in CONTENTS.items()
    }
    assert "vocabulary.py" in moved
    assert digest(moved.items()) == RULES_VERSION


def test_moving_a_statement_to_another_module_leaves_the_version():
    functions = CONTENTS["numbers/checksums.py"]
    start = functions.index(b"def luhn")
    end = functions.index(b"def is_card")
    moved = CONTENTS | {
        "numbers/checksums.py": b"from more import luhn\n" + functions[:start] + functions[end:],
        "more.py": functions[start:end],
    }
    assert digest(moved.items()) == RULES_VERSION


def test_another_name_for_what_is_imported_changes_the_version():
    assert digest([("a.py", b"from b import c as d")]) != digest([("a.py", b"from b import e as d")])
    assert digest([("a.py", b"from b import c")]) == digest([("a.py", b"import b, c")]) == digest([])


def test_texts_and_values_of_other_types_are_told_apart():
    values = [b"X = 1", b"X = '1'", b"X = 1.0", b"X = b'1'", b"X = True", b"X = ('1',)", b"X = ['1']", b"X = f'1'"]
    assert len({digest([("a.py", value)]) for value in values}) == len(values)
    assert digest([("a.py", b"X = f'a' 'b'")]) == digest([("a.py", b"X = f'ab'")])
    assert digest([("a.py", b"X = ('a', 'b')")]) != digest([("a.py", b"X = ('ab',)")])


def test_the_version_is_the_same_in_every_process():
    assert run("from screening import RULES_VERSION; print(RULES_VERSION)") == RULES_VERSION


def test_the_version_is_computed_when_it_is_asked_for_and_not_before():
    code = "from screening import rules_version as version; print(version.cache_info().misses)"
    assert run(code) == "0"


def test_nothing_else_is_promised_by_the_package():
    assert not hasattr(screening, "RULES")


def test_screening_needs_no_django():
    code = "import sys, screening; print(sorted({'django', 'wagtail', 'lxml'} & set(sys.modules)))"
    assert run(code) == "[]"
