"""The proxies that are believed about a client."""

import pytest

from cms.serving.proxies import Proxies
from cms.settings.environment import PRIVATE_NETWORKS


@pytest.mark.parametrize(
    ("address", "believed"),
    [
        ("127.0.0.1", True),
        ("172.17.0.1", True),
        ("::1", True),
        ("::ffff:10.0.0.7", True),
        ("203.0.113.9", False),
        ("::ffff:203.0.113.9", False),
        ("2001:db8::1", False),
        ("", False),
        ("unix", False),
    ],
)
def test_only_the_own_network_is_believed(address, believed):
    said = {"HTTP_X_FORWARDED_PROTO": "https", "HTTP_X_FORWARDED_FOR": "9.9.9.9", "HTTP_FORWARDED": "proto=https"}
    said |= {"HTTP_X_REQUEST_ID": "given-by-a-proxy"}
    environ = {"REMOTE_ADDR": address, "HTTP_HOST": "a", **said}
    Proxies(PRIVATE_NETWORKS).check(environ)
    assert environ == {"REMOTE_ADDR": address, "HTTP_HOST": "a"} | (said if believed else {})


def test_without_proxies_nobody_is_believed():
    environ = {"REMOTE_ADDR": "127.0.0.1", "HTTP_X_FORWARDED_PROTO": "https"}
    Proxies([]).check(environ)
    assert environ == {"REMOTE_ADDR": "127.0.0.1"}
