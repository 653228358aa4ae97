"""The encoding that a request claims for itself, to the application as it is served."""

from io import BytesIO

import pytest

from cms.core.requests import Request, client_address, client_network
from tests.server import connections_kept

NAMED = [
    "charset=hex",
    "charset=undefined",
    "charset=idna",
    "charset=utf-7",
    "charset=cp949",
    "charset=none",
    "charset*=hex''%41",
    "other*=none''%41",
]
FORM = b'--x\r\nContent-Disposition: form-data; name="a"\r\n\r\n\xea\xb0\x80\r\n--x--\r\n'


def environ(**said):
    """A request to a page that is not there."""
    return {
        "REQUEST_METHOD": "GET",
        "PATH_INFO": "/none/",
        "QUERY_STRING": "a=%EA%B0%80&b=%ff",
        "HTTP_HOST": "localhost",
        "SERVER_NAME": "localhost",
        "SERVER_PORT": "80",
        "wsgi.url_scheme": "http",
        "wsgi.input": BytesIO(),
        **said,
    }


@pytest.mark.parametrize("named", NAMED)
def test_an_address_is_read_whatever_encoding_is_named(named):
    request = Request(environ(CONTENT_TYPE=f"text/html; {named}"))
    assert request.GET.dict() == {"a": "가", "b": "\ufffd"}


@pytest.mark.parametrize("named", [one for one in NAMED if "none'" not in one])
def test_a_form_is_read_whatever_encoding_is_named(named):
    sent = {"REQUEST_METHOD": "POST", "CONTENT_LENGTH": str(len(FORM)), "wsgi.input": BytesIO(FORM)}
    request = Request(environ(CONTENT_TYPE=f"multipart/form-data; boundary=x; {named}", **sent))
    assert request.POST.dict() == {"a": "가"}


@pytest.mark.django_db
@pytest.mark.parametrize("named", NAMED)
def test_the_application_answers_whatever_encoding_is_named(named):
    from cms.wsgi import application

    started = []
    with connections_kept():
        list(application(environ(CONTENT_TYPE=f"text/html; {named}"), lambda *start: started.extend(start)))
    assert started[0] == "404 Not Found"


@pytest.mark.parametrize(
    ("given", "address", "network"),
    [
        ("203.0.113.7", "203.0.113.7", "203.0.113.7"),
        ("203.0.113.7:5000", "203.0.113.7", "203.0.113.7"),
        ("::ffff:203.0.113.7", "203.0.113.7", "203.0.113.7"),
        ("2001:DB8:1:2:0:0:0:7", "2001:db8:1:2::7", "2001:db8:1:2::"),
        ("[2001:db8:1:2:ffff::7]:5000", "2001:db8:1:2:ffff::7", "2001:db8:1:2::"),
        ("fe80::1%eth0", "fe80::1", "fe80::"),
        ("::1", "::1", "::"),
        ("64:ff9b::203.0.113.7", "64:ff9b::cb00:7107", "203.0.113.7"),
        ("64:ff9b::203.0.113.8", "64:ff9b::cb00:7108", "203.0.113.8"),
        ("::ffff:0:203.0.113.7", "::ffff:0:cb00:7107", "203.0.113.7"),
        ("2002:cb00:7107:1::5", "2002:cb00:7107:1::5", "203.0.113.7"),
        ("64:ff9b:1::cb00:7107", "64:ff9b:1::cb00:7107", "64:ff9b:1::cb00:7107"),
        ("64:ff9c::cb00:7107", "64:ff9c::cb00:7107", "64:ff9c::"),
        ("", None, None),
        ("none", None, None),
    ],
)
def test_a_client_is_counted_by_what_one_customer_has(given, address, network):
    request = Request(environ(REMOTE_ADDR=given))
    assert (client_address(request), client_network(request)) == (address, network)
