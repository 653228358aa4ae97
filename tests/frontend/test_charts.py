"""The geometry of charts."""

import pytest

from frontend.charts import HEIGHT, WIDTH, percent, shares, stacked

NAMES = ("open", "closed")


def test_boxes_stand_on_each_other_from_the_ground_up_and_in_proportion() -> None:
    chart = stacked([{"open": 30, "closed": 10}, {"open": 0, "closed": 20}], NAMES)
    (open_, closed), (nothing, other) = (bar.boxes for bar in chart.bars)
    assert open_.height == pytest.approx(3 * closed.height, abs=0.2)
    assert open_.y == pytest.approx(closed.y + closed.height, abs=0.2)
    assert other.height == pytest.approx(2 * closed.height, abs=0.2)
    assert nothing.height == 0
    assert open_.y + open_.height == pytest.approx(chart.lines[0].y, abs=0.2)
    assert all(0 <= box.x <= WIDTH - box.width and 0 <= box.y <= HEIGHT for bar in chart.bars for box in bar.boxes)


@pytest.mark.parametrize(
    ("most", "top"),
    [
        (0, 4),
        (1, 4),
        (4, 4),
        (5, 8),
        (17, 20),
        (40, 40),
        (41, 60),
        (99, 100),
        (101, 120),
        (1_133, 1_200),
        (20_001, 24_000),
    ],
)
def test_the_scale_ends_at_the_next_round_number_whose_quarters_are_whole(most: int, top: int) -> None:
    numbers = [line.number for line in stacked([{"open": most, "closed": 0}], NAMES).lines]
    assert numbers == [0, top // 4, top // 2, top * 3 // 4, top]


@pytest.mark.parametrize("most", [4, 400, 600_000, 12_000_000])
def test_the_longest_number_of_the_scale_has_room_beside_the_bars(most: int) -> None:
    chart = stacked([{"open": most, "closed": 0}], NAMES)
    assert 9 * len(f"{most:,}") <= chart.left <= WIDTH / 4


def test_no_rows_make_an_empty_chart() -> None:
    assert stacked([], NAMES).bars == ()


def test_shares_fill_one_bar() -> None:
    assert shares({"open": 1, "partial": 0, "closed": 3}) == (
        '<rect class="chart-open" x="0.00" width="25.00" height="1"/>'
        '<rect class="chart-partial" x="25.00" width="0.00" height="1"/>'
        '<rect class="chart-closed" x="25.00" width="75.00" height="1"/>'
    )
    assert shares({"open": 0, "partial": 0, "closed": 0}) == ""


@pytest.mark.parametrize(
    ("part", "whole", "said"),
    [
        (0, 0, "-"),
        (0, 7, "0.0%"),
        (7, 7, "100.0%"),
        (1, 3, "33.3%"),
        (1, 100_000, "0.1%"),
        (99_999, 100_000, "99.9%"),
    ],
)
def test_a_share_is_never_all_or_nothing_unless_it_is(part: int, whole: int, said: str) -> None:
    assert percent(part, whole) == said
