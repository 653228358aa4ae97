import pytest
from hypothesis import given
from hypothesis import strategies as st

from cms.core.video import page_url, player_url


@pytest.mark.parametrize(
    ("address", "player"),
    [
        ("https://www.youtube.com/watch?v=a-B_9&t=3", "https://www.youtube-nocookie.com/embed/a-B_9"),
        ("https://m.youtube.com/watch?v=abc", "https://www.youtube-nocookie.com/embed/abc"),
        ("https://youtu.be/abc?si=x", "https://www.youtube-nocookie.com/embed/abc"),
        ("https://www.youtube.com/shorts/abc", "https://www.youtube-nocookie.com/embed/abc"),
        ("//www.youtube.com/embed/abc", "https://www.youtube-nocookie.com/embed/abc"),
        ("https://vimeo.com/123456", "https://player.vimeo.com/video/123456"),
        ("https://player.vimeo.com/video/123456?h=1", "https://player.vimeo.com/video/123456"),
        ("https://tv.naver.com/v/123", "https://tv.naver.com/embed/123"),
        ("https://tv.naver.com/embed/123?autoPlay=true", "https://tv.naver.com/embed/123"),
        ("https://tv.kakao.com/v/123", "https://play-tv.kakao.com/embed/player/cliplink/123"),
        ("https://tv.kakao.com/channel/5/cliplink/123", "https://play-tv.kakao.com/embed/player/cliplink/123"),
        ("https://play-tv.kakao.com/embed/player/cliplink/123", "https://play-tv.kakao.com/embed/player/cliplink/123"),
    ],
)
def test_a_known_video_has_a_player_which_is_its_own_player(address, player):
    assert player_url(address) == player
    assert player_url(player) == player


@pytest.mark.parametrize(
    "address",
    [
        "",
        "https://example.org/watch?v=abc",
        "https://youtube.com.evil.example/watch?v=abc",
        "https://evil.example/youtube.com/watch?v=abc",
        "https://youtube.com@evil.example/watch?v=abc",
        "https://www.youtube.com:8443/watch?v=abc",
        "https://www.youtube.com:x/watch?v=abc",
        "https://www.youtube.com/watch?v=a/../b",
        "https://www.youtube.com/watch?v=",
        "https://www.youtube.com/@channel",
        "https://vimeo.com/about",
        "https://tv.kakao.com/channel/5",
        "javascript://www.youtube.com/watch?v=abc",
        "ftp://youtu.be/abc",
        "https://[::1/watch",
        "https://youtu.be/" + "a" * 41,
    ],
)
def test_anything_else_has_none(address):
    assert player_url(address) is None


@given(st.text(max_size=60))
def test_no_text_breaks_it(text):
    for address in (text, f"https://www.youtube.com/{text}", f"https://youtu.be/{text}"):
        player = player_url(address)
        assert player is None or player.startswith("https://www.youtube-nocookie.com/embed/")


@pytest.mark.parametrize(
    "address",
    [
        "https://www.youtube.com/watch?v=abc",
        "https://vimeo.com/1",
        "https://tv.naver.com/v/2",
        "https://tv.kakao.com/v/3",
    ],
)
def test_the_page_of_a_player_is_the_one_that_people_know(address):
    assert page_url(player_url(address)) == address
