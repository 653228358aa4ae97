"""Taking bodies in: what they may have of the disk together."""

from pathlib import Path

import pytest

from cms.core.errors import TooLarge, Unavailable
from cms.serving.bodies import IN_MEMORY, Pace, Room, take_in
from tests.loop import completed

PIECE = 100_000
LARGE = IN_MEMORY + PIECE


def sender(size):
    """A client that sends so many bytes in pieces."""
    left = size

    async def receive():
        nonlocal left
        data = bytes(min(PIECE, left))
        left -= len(data)
        return {"type": "http.request", "body": data, "more_body": left > 0}

    return receive


def taken(size, room, folder: Path, limit=10 * LARGE):
    return completed(take_in(sender(size), limit=limit, pace=Pace(), folder=folder, room=room))


def test_large_bodies_together_have_the_room_and_no_more(tmp_path):
    room = Room(2 * LARGE)
    first, second = taken(LARGE, room, tmp_path), taken(LARGE, room, tmp_path)
    with pytest.raises(Unavailable, match="too many large requests are being sent"):
        taken(LARGE, room, tmp_path)
    first.close()
    with second, taken(LARGE, room, tmp_path) as third:
        assert len(second.read()) == len(third.read()) == LARGE


def test_small_bodies_are_taken_in_whatever_lies_on_the_disk(tmp_path):
    room = Room(LARGE)
    large = taken(LARGE, room, tmp_path)
    for _ in range(3):
        with taken(IN_MEMORY, room, tmp_path) as small:
            assert len(small.read()) == IN_MEMORY
    large.close()


def test_a_body_that_is_refused_gives_its_room_back(tmp_path):
    room = Room(LARGE)
    for _ in range(3):
        with pytest.raises(TooLarge):
            taken(LARGE, room, tmp_path, limit=LARGE - 1)
    taken(LARGE, room, tmp_path).close()


def test_a_body_that_is_closed_twice_gives_its_room_back_once(tmp_path):
    room = Room(LARGE)
    body = taken(LARGE, room, tmp_path)
    body.close()
    body.close()
    kept = taken(LARGE, room, tmp_path)
    with pytest.raises(Unavailable):
        taken(LARGE, room, tmp_path)
    kept.close()
