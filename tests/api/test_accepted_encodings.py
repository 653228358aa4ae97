"""The readers who take gzip, by Accept-Encoding (RFC 9110, 12.5.3 and 5.6.3)."""

import pytest

from api.kept.compression import accepts_gzip


@pytest.mark.parametrize("said", ["gzip", "br, GZip", "x-gzip", "gzip;q=0.001", "gzip ; q=1", "gzip;\tq=0.5", "gzip;"])
def test_it_is_sent_compressed_to_who_takes_it(said):
    assert accepts_gzip(said)


@pytest.mark.parametrize("said", ["", "br", "identity", "gzip;q=0", "gzip; Q=0.000", "gzip\t;\tq=0", "gzipped"])
def test_it_is_sent_plain_to_who_does_not(said):
    assert not accepts_gzip(said)
