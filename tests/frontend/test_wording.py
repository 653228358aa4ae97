"""The words of the pages, in two languages that must not drift apart."""

import re
from string import Formatter

import pytest

from api.graphql.related import RelationReason
from api.opendata.columns import COLUMNS
from cms.core import kinds
from cms.core.notices import TYPES
from cms.search.parameters import FILTERS
from frontend import events
from frontend.folders import FOLDER
from frontend.narrowing import CHOICES
from frontend.wording import LANGUAGES, catalogue, wording

_ERRORS = (400, 404, 408, 410, 413, 429, 500, 503, 507)
_NAMED = re.compile(r"""\bt\(\s*['"]([a-z_0-9]+)['"](?!\s*[~%])""")
_QUOTED = re.compile(r"""['"]([a-z_0-9]+)['"]""")


def names(words: object) -> set[str]:
    """The names that a text expects to be filled in."""
    return {name for _, name, _, _ in Formatter().parse(words) if name} if isinstance(words, str) else set()


def found(pattern: re.Pattern[str]) -> set[str]:
    return {key for path in FOLDER.rglob("*.html") for key in pattern.findall(path.read_text(encoding="utf-8"))}


REPETITIONS = ("daily", "weekly", "monthly", "monthly_weekday")


def put_together() -> set[str]:
    """The keys that templates make of a value, and those that the code names."""
    choices = {name: [value.replace("-", "_") for value in values] for name, values in CHOICES.items()}
    return {
        *(f"{number}_{name}" for number in ("kind", "kinds") for name in kinds.names()),
        *(f"search_by_{name}" for name in FILTERS),
        *(f"search_{name}" for name in ("published", "produced", "filters", "place", "typed_only")),
        *(f"search_how_{number}" for number in range(1, 6)),
        *("search_intro", "file_yes", "search_count", "search_count_one", "search_about", "search_all"),
        *(f"menu_{name}" for name in ("websites", "units", "reuse", "documents", "committees", "notices")),
        *(
            f"error_{status}{part}"
            for status in (400, 404, 408, 410, 413, 429, 500, 503, 507)
            for part in ("", "_text")
        ),
        *(f"{name}_{value}" for name, values in choices.items() for value in values),
        *(f"ground_{number}{part}" for number in range(1, 9) for part in ("", "_text")),
        *(f"minutes_{openness}" for openness in ("partial", "closed")),
        *(f"meeting_{status}" for status in ("announced", "held", "postponed", "cancelled")),
        *(f"meeting_{status}_text" for status in ("postponed", "cancelled")),
        *(f"event_type_{name}" for name in events.TYPES),
        *(f"event_{state}" for state in ("upcoming", "ongoing", "ended", "postponed", "cancelled")),
        *(f"event_{status}_text" for status in ("postponed", "cancelled")),
        *(f"event_applying_{state}" for state in ("before", "open", "closed", "none")),
        *(f"repeats_{form}{every}" for form in REPETITIONS for every in ("", "_every")),
        *(f"week_{number}" for number in (1, 2, 3, 4, "last")),
        *("repeats_until", "repeats_count", "weekdays", "events_intro", "events_of_month", "menu_events"),
        *(f"status_{status}" for status in kinds.STATUSES),
        *(f"notice_{status}_text" for status in kinds.STATUSES),
        *(f"notice_{name}" for name in ("category", "type", "status")),
        *(f"type_{name.replace('-', '_')}" for name in TYPES),
        *(f"related_{reason.name.lower()}" for reason in RelationReason),
        *(f"column_{column}" for column in COLUMNS),
        *(f"open_data_{heading}" for heading in ("months", "weeks")),
        *("archive_of", "board_archive", "statistics_of"),
        *(f"role_{role}" for role in ("drafter", "reviewer", "approver")),
        *(f"file_{role}" for role in ("original", "pdf", "copy")),
        *(f"retention_{name}" for name in ("permanent", "semi_permanent")),
        *(f"language_{language}" for language in LANGUAGES),
        *(
            "committee_kinds",
            "framed",
            "framed_texts",
            "language_name",
            "date",
            "date_time",
            "month",
            "months",
            "months_short",
        ),
    }


def test_every_text_exists_in_both_languages_and_expects_the_same_names() -> None:
    korean, english = (catalogue(language) for language in LANGUAGES)
    assert korean.keys() == english.keys()
    moments = {"date", "date_time", "month"}
    assert {key for key in korean.keys() - moments if names(korean[key]) != names(english[key])} == set()


def test_every_text_is_used_and_every_text_that_is_used_exists() -> None:
    texts = catalogue("ko").keys()
    assert found(_NAMED) | put_together() <= texts
    assert texts - found(_QUOTED) - put_together() == set()


def test_no_text_is_empty_or_starts_or_ends_with_a_space() -> None:
    for language in LANGUAGES:
        for key, words in catalogue(language).items():
            for text in [words] if isinstance(words, str) else words:
                assert text.strip() == text != "", key


@pytest.mark.parametrize(
    ("language", "day", "minute", "month"),
    [
        ("ko", "2026. 11. 5.", "2026. 11. 5. 09:05", "2026년 11월"),
        ("en", "5 November 2026", "5 November 2026, 09:05", "November 2026"),
        ("ja", "5 November 2026", "5 November 2026, 09:05", "November 2026"),
    ],
)
def test_moments_are_written_as_the_language_writes_them(language: str, day: str, minute: str, month: str) -> None:
    t = wording(language)
    at = "2026-11-05T09:05:00+09:00"
    assert (t.date(at), t.date_time(at), t.month(2026, 11)) == (day, minute, month)


def test_an_unknown_text_is_an_error_and_not_an_empty_place() -> None:
    with pytest.raises(KeyError):
        wording("ko")("no_such_text")


def test_kinds_of_committees_are_the_same_in_both_languages() -> None:
    korean, english = (catalogue(language)["committee_kinds"] for language in LANGUAGES)
    assert korean == {kind: kind for kind in english}
    assert all(words.isascii() for words in english.values())
    assert [wording(language).kind_of_committee("심의") for language in ("ko", "en", "ja")] == [
        "심의",
        "Deliberation",
        "Deliberation",
    ]
    assert wording("en").kind_of_committee("청년 참여") == "청년 참여"


@pytest.mark.parametrize(
    ("key", "values", "said"),
    [
        ("opens_elsewhere", {"name": "카카오톡"}, "카카오톡으로 공유, 새 창"),
        ("opens_elsewhere", {"name": "네이버 밴드"}, "네이버 밴드로 공유, 새 창"),
        ("opens_elsewhere", {"name": "X"}, "X(으)로 공유, 새 창"),
        ("masthead_address", {"host": "127.0.0.1:8001"}, "주소가 127.0.0.1:8001로 시작하는지 확인하세요."),
    ],
)
def test_a_korean_particle_is_the_one_of_the_word_before_it(key: str, values: dict[str, str], said: str) -> None:
    assert wording("ko")(key, **values) == said
