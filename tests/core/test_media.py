"""What the media folder shows to everyone, and how."""

import pytest


@pytest.fixture
def folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    for name in ("images/a.png", "images/a.svg", "images/a.html", "original_images/b.png", "documents/c.pdf"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(b"<script>alert(1)</script>")
    return tmp_path


def body(response):
    return b"".join(response.streaming_content)


def test_a_picture_is_shown_and_kept(client, folder):
    response = client.get("/media/images/a.png")
    assert (response.status_code, body(response)) == (200, b"<script>alert(1)</script>")
    assert response["Content-Type"] == "image/png"
    assert response["Cache-Control"] == "public, max-age=86400"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert "Content-Disposition" not in response or response["Content-Disposition"].startswith("inline")
    assert "Set-Cookie" not in response


@pytest.mark.parametrize("name", ["a.svg", "a.html"])
def test_what_a_browser_could_run_is_a_download_in_a_sandbox(client, folder, name):
    response = client.get(f"/media/images/{name}")
    assert (response.status_code, response["Content-Disposition"]) == (200, "attachment")
    assert response["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert body(response)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "path",
    [
        "original_images/b.png",
        "documents/c.pdf",
        "images/",
        "images/none.png",
        "images/../documents/c.pdf",
        "images/%2e%2e/documents/c.pdf",
        "secret_key",
        "images/%00.png",
    ],
)
def test_nothing_else_is_shown(client, folder, path):
    assert client.get(f"/media/{path}").status_code == 404
