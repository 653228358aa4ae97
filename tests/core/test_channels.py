"""The door for channels: what is refused at the start, and what a change says of itself."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import override

from cms.core import channels
from cms.core.channels import Change, Limits, Receiver, What
from cms.jobs import job as jobs
from tests.examples.file.channel import FILE
from tests.examples.mirror.channel import MIRROR
from tests.factories import NOON
from tests.jobs.jobs import make_job


@pytest.fixture(autouse=True)
def nothing_registered(monkeypatch):
    monkeypatch.setattr(channels, "_channels", {})
    monkeypatch.setattr(jobs, "_jobs", {})


@pytest.mark.parametrize("name", ["", "web:hook", "a" * 30])
def test_a_name_that_no_delivery_can_hold_is_refused_at_the_start(name):
    with pytest.raises(ImproperlyConfigured, match="no name of a channel"):
        channels.register(replace(FILE, name=name))
    assert channels.owed() == ()


def test_two_channels_of_one_name_are_refused_whatever_their_form():
    channels.register(FILE)
    with pytest.raises(ImproperlyConfigured, match="two channels with the name 'file'"):
        channels.register(replace(MIRROR, name="file"))
    with pytest.raises(ImproperlyConfigured, match="two jobs with the name 'mirror'"):
        jobs.register(make_job("mirror"))
        channels.register(MIRROR)
    assert channels.owed() == (FILE,)


def test_a_channel_that_follows_brings_its_job_with_it():
    channels.register(MIRROR)
    (job,) = jobs.registered()
    assert (job.name, job.words, job.limit) == ("mirror", MIRROR.words, timedelta(minutes=5))


@pytest.mark.parametrize("key", ["", "k" * 30])
def test_a_receiver_has_a_key_that_a_delivery_can_hold(key):
    with pytest.raises(ValueError, match="1 to 29 characters"):
        Receiver(key=key, title="")


@pytest.mark.parametrize(
    ("version", "is_public", "what"),
    [(1, True, What.PUBLISHED), (2, True, What.CHANGED), (2, False, What.WITHDRAWN), (3, True, What.CHANGED)],
)
def test_a_change_says_what_became_of_the_item(version, is_public, what):
    change = Change(
        pk=1,
        key="k",
        kind="post",
        site="city",
        language="ko",
        url="https://a.example/",
        record={},
        published_at=NOON,
        changed_at=NOON,
        sequence=version,
        version=version,
        is_public=is_public,
    )
    assert change.what is what


@pytest.mark.parametrize(("whole", "seconds"), [(0.5, 60), (20, 60), (50, 150)])
def test_a_lease_is_longer_than_sending_can_take_three_times(whole, seconds):
    assert Limits(whole=whole).lease == timedelta(seconds=seconds)


def test_every_channel_says_in_both_languages_what_it_does_and_what_a_withdrawal_is_to_it():
    from cms.webhooks.channel import WEBHOOKS

    for words in (WEBHOOKS.words, WEBHOOKS.withdrawal):
        with override("en"):
            assert str(words).isascii()
        with override("ko"):
            assert any("가" <= letter <= "힣" for letter in str(words))
