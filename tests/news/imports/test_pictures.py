"""The places that pictures may come from, and those that they may not."""

import io
import socketserver
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler

import pytest
from PIL import Image as Pillow

from cms.core import outgoing
from cms.core.models import Image
from cms.core.outgoing import Limits
from cms.core.pictures import cleaning
from cms.news.imports import pictures
from cms.news.imports.pictures import PictureError, Pictures


def png(width=4, height=3, colour="red"):
    file = io.BytesIO()
    Pillow.new("RGB", (width, height), colour).save(file, "PNG")
    return file.getvalue()


@contextmanager
def server(status, body, headers=()):
    """A web server on this machine; yields its port and the requests that it has seen."""
    seen = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            seen.append((self.path, self.headers["Host"]))
            self.send_response(status)
            for name, value in headers:
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *args):
            pass

    with socketserver.TCPServer(("127.0.0.1", 0), Handler) as running:
        thread = threading.Thread(target=running.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield running.server_address[1], seen
        running.shutdown()
        thread.join()


def fetched(address, *, hosts=("pictures.example",)):
    return Pictures(hosts=frozenset(hosts), licence="kogl-1")._bytes(address)


@pytest.fixture
def here(monkeypatch):
    """The name of the tests' host is one of this machine."""
    monkeypatch.setattr(outgoing, "addresses", lambda host, port: ["127.0.0.1"])


@pytest.mark.django_db
def test_a_picture_of_the_folder_comes_into_the_library_once(tmp_path):
    (tmp_path / "2016").mkdir()
    (tmp_path / "2016" / "road.png").write_bytes(png())
    library = Pictures(folder=tmp_path, licence="cc-by-4.0")
    image = library.get("http://bike.example/wp-content/uploads/2016/road.png", title="강변길")
    assert (image.title, image.width, image.height, image.licence) == ("강변길", 4, 3, "cc-by-4.0")
    assert library.get("2016/road.png", title="again") == image
    assert Image.objects.count() == 1


@pytest.mark.parametrize("address", ["../secret.png", "/etc/passwd", "link.png", "..\\secret.png", "a\0.png", "", "."])
def test_nothing_outside_the_folder_is_read(tmp_path, address):
    folder = tmp_path / "pictures"
    folder.mkdir()
    (tmp_path / "secret.png").write_bytes(png())
    (folder / "link.png").symlink_to(tmp_path / "secret.png")
    with pytest.raises(PictureError, match="not in the folder of pictures"):
        Pictures(folder=folder).get(address, title="x")


def test_a_host_that_was_not_named_is_not_asked():
    with server(200, png()) as (port, seen):
        with pytest.raises(PictureError, match=r"127\.0\.0\.1 is not an allowed host"):
            fetched(f"http://127.0.0.1:{port}/a.png")
        assert seen == []


@pytest.mark.parametrize("host", ["127.0.0.1", "10.0.0.1", "192.168.0.1", "169.254.169.254", "0.0.0.0"])
def test_an_allowed_name_with_a_private_address_is_not_asked(host, settings):
    settings.MADANG_OUTGOING_NETWORKS = []
    with pytest.raises(PictureError, match="of this machine or of a network that is not public"):
        fetched(f"http://{host}/a.png", hosts=[host])


def test_the_checked_address_is_the_one_asked(here):
    with server(200, png()) as (port, seen):
        assert fetched(f"http://pictures.example:{port}/a.png?x=1") == png()
        assert seen == [("/a.png?x=1", f"pictures.example:{port}")]


@pytest.mark.parametrize(
    ("status", "body", "headers", "reason"),
    [
        (302, b"", [("Location", "http://127.0.0.1/")], "the server answered 302"),
        (404, b"", [], "the server answered 404"),
        (200, b"x" * 2_000, [], "larger than 0 MB"),
    ],
)
def test_an_answer_that_is_no_picture_of_the_right_size_is_refused(here, status, body, headers, reason, monkeypatch):
    monkeypatch.setattr(pictures, "LIMITS", Limits(size=1_000))
    with server(status, body, headers) as (port, _), pytest.raises(PictureError, match=reason):
        fetched(f"http://pictures.example:{port}/a.png")


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>", "not a picture that can be shown"),
        (b"", "not a picture that can be shown"),
        (png()[:-20], "not a picture that can be shown"),
    ],
)
def test_what_is_no_picture_is_refused_whatever_its_name(tmp_path, data, reason):
    (tmp_path / "a.png").write_bytes(data)
    with pytest.raises(PictureError, match=reason):
        Pictures(folder=tmp_path).get("a.png", title="x")


def test_a_picture_of_too_many_pixels_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(cleaning, "MAX_PIXELS", 11)
    (tmp_path / "a.png").write_bytes(png())
    with pytest.raises(PictureError, match="more pixels than allowed"):
        Pictures(folder=tmp_path).get("a.png", title="x")


@pytest.mark.parametrize(
    "address", ["http://[", "http://[::1", "http://pictures.example:99999/a.png", "http://pictures.example:x/a.png"]
)
@pytest.mark.parametrize("in_folder", [True, False])
def test_an_address_that_none_can_be_is_a_picture_that_is_not_to_be_had(address, in_folder, tmp_path):
    library = Pictures(folder=tmp_path if in_folder else None, hosts=frozenset({"pictures.example"}))
    with pytest.raises(PictureError):
        library.get(address, title="길")
