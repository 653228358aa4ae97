"""Accept headers that mean the same to everything that is negotiated here."""

from itertools import permutations

import pytest

from api.browsers import normal_accept
from api.http import best_match

CHROMIUM = (
    "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,image/apng,*/*;q=0.8,"
    "application/signed-exchange;v=b3;q=0.7"
)
FIREFOX = (
    "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,image/png,image/svg+xml,*/*;q=0.8"
)
SAFARI = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
OFFERS = ("text/html", "application/ld+json", "text/turtle", "application/problem+json", "application/json")


@pytest.mark.parametrize("accept", [CHROMIUM, FIREFOX, SAFARI, "text/html, */*;q=0.1", CHROMIUM.upper()])
def test_browsers_are_alike(accept: str) -> None:
    assert normal_accept(accept) == "text/html, */*;q=0.8"


@pytest.mark.parametrize(
    "accept",
    [
        None,
        "",
        "*/*",
        "text/turtle",
        "text/html;q=0.5, */*;q=0.8",
        "text/html, */*",
        "text/html, */*;q=0",
        "text/html, */*;q=0.0",
        "text/html, text/turtle",
        "text/html, application/*;q=0.9",
        "text/html, application/ld+json;q=0.9, */*;q=0.8",
        "application/json, text/html, */*;q=0.8",
        "text/html,",
        f"text/html, {'image/a, ' * 100}*/*;q=0.8",
    ],
)
def test_whatever_else_is_said_stays_as_it_is(accept: str | None) -> None:
    assert normal_accept(accept) == accept


def test_a_browser_that_takes_nothing_else_is_told_apart() -> None:
    assert normal_accept("text/html, application/xhtml+xml") == "text/html"


@pytest.mark.parametrize("accept", [CHROMIUM, FIREFOX, SAFARI, "text/html, image/*", "text/html"])
def test_the_normal_form_chooses_the_same_of_all_offers(accept: str) -> None:
    normal = normal_accept(accept)
    assert normal is not None
    for number in range(1, len(OFFERS) + 1):
        for offers in permutations(OFFERS, number):
            assert best_match(accept, offers) == best_match(normal, offers)
