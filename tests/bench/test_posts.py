"""The generated posts are the same on every machine, and look like posts."""

import hashlib

from bench.posts import PICTURES, samples


def test_the_same_posts_come_out_every_time():
    digest = hashlib.sha256(repr(list(samples(50))).encode()).hexdigest()
    assert digest == "2480ea32d04d48b5745ea8ff8f3a492fdd7565e55b7380c62582291e31450c82"


def test_they_are_dated_in_order_and_differ():
    made = list(samples(300))
    assert [sample.published_at for sample in made] == sorted(sample.published_at for sample in made)
    assert len({sample.title for sample in made}) == 300
    assert all(sample.picture is None or 0 <= sample.picture < PICTURES for sample in made)
    assert all(2 <= len(set(sample.tags)) <= 4 and len(sample.paragraphs) >= 4 for sample in made)
