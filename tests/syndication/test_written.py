from threading import Thread

from syndication.written import Shelf, Written


def test_a_feed_takes_other_entries_between_its_head_and_end():
    written = Written(b"[", (b"1",), b"]", separator=b",")
    assert written.with_entries([b"2", b"3"]) == b"[2,3]"
    assert written.with_entries([]) == b"[]"


def test_a_shelf_drops_what_was_used_longest_ago_beyond_its_limit():
    shelf = Shelf(limit=32)
    for name in "abcdefgh":
        shelf.keep(name, b"1234")
    assert shelf.get("a") == b"1234"
    shelf.keep("i", b"1234")
    assert [name for name in "abcdefghi" if shelf.get(name) is None] == ["b"]


def test_a_shelf_refuses_what_would_push_out_everything_else():
    shelf = Shelf(limit=32)
    shelf.keep("large", b"12345")
    assert shelf.get("large") is None


def test_keeping_a_name_twice_counts_its_bytes_once():
    shelf = Shelf(limit=32)
    for _ in range(100):
        shelf.keep("a", b"1234")
    shelf.keep("b", b"1234")
    assert (shelf.get("a"), shelf.get("b")) == (b"1234", b"1234")


def test_a_cleared_shelf_is_empty_and_usable():
    shelf = Shelf(limit=32)
    shelf.keep("a", b"1234")
    shelf.clear()
    assert shelf.get("a") is None
    shelf.keep("a", b"12")
    assert shelf.get("a") == b"12"


def test_threads_share_a_shelf():
    shelf = Shelf(limit=64)

    def work(number):
        for turn in range(300):
            shelf.keep((number, turn), b"1234")
            shelf.get((number, turn - 1))

    threads = [Thread(target=work, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    shelf.keep("last", b"1234")
    assert shelf.get("last") == b"1234"
