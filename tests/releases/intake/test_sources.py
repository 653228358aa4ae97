"""The places where lists and their attachments are found, and those where nothing may be found."""

import pytest
from botocore.exceptions import ClientError, EndpointConnectionError

from cms.core.errors import BadInput, Unavailable
from cms.releases.intake import buckets, sources
from tests import objectstore

from .lists import INFO, written


def names(*given):
    return [source.name for source in sources.lists([str(value) for value in given])]


def only(*given):
    (source,) = sources.lists([str(value) for value in given])
    return source


def content(source, path=None):
    opening = source.files.opened(path) if path else source.opened()
    with opening as file:
        return file.read_text()


def test_a_file_is_a_list_whatever_it_is_called(tmp_path):
    source = only(written(tmp_path, "내보내기.dat", INFO))
    assert (source.name, content(source)) == ("내보내기.dat", INFO)


def test_a_pattern_gives_its_files_in_order_and_a_bracket_in_a_name_is_no_pattern(tmp_path):
    for name in ("b.csv", "a.csv", "c.txt", "[1].csv"):
        written(tmp_path, name, INFO)
    assert names(tmp_path / "*.csv") == ["[1].csv", "a.csv", "b.csv"]
    assert names(tmp_path / "[1].csv") == ["[1].csv"]


def test_a_folder_gives_its_lists_and_not_what_intake_or_others_left_there(tmp_path):
    for name in ("a.csv", "b.JSONL", "c.xlsx", "d.json.gz", "a.refused.csv", ".hidden.csv", "plan.hwp", "below/e.csv"):
        written(tmp_path, name, INFO)
    assert names(tmp_path) == ["a.csv", "b.JSONL", "c.xlsx", "d.json.gz"]


@pytest.mark.parametrize("name", ["list.csv", "info_list_2026.csv", "11월 목록.xlsx"])
def test_where_a_file_is_called_a_list_the_others_are_attachments(tmp_path, name):
    written(tmp_path, name, INFO)
    written(tmp_path, "예산.xlsx", "")
    written(tmp_path, "listen.csv", "")
    assert names(tmp_path) == [name]


@pytest.mark.parametrize("given", ["empty", "nowhere/*.csv"])
def test_a_source_without_a_list_is_refused(tmp_path, given):
    (tmp_path / "empty").mkdir()
    with pytest.raises(BadInput, match="there is no list"):
        names(tmp_path / given)


@pytest.mark.parametrize("given", ["nowhere.csv", "nowhere/list.csv", "nowhere/"])
def test_a_file_or_folder_that_is_not_there_is_said_to_be_missing(tmp_path, given):
    with pytest.raises(BadInput) as caught:
        names(f"{tmp_path}/{given}")
    assert str(caught.value) == f"{tmp_path}/{given}: there is no such file or folder"


def test_the_name_of_a_report_is_that_of_the_list_without_its_form(tmp_path):
    stems = [source.stem for source in sources.lists([str(written(tmp_path, "a.b.csv.gz", b""))])]
    assert stems == ["a.b"]


@pytest.mark.parametrize("folder", ["NEW-1", "attachments/NEW-1"])
def test_the_folder_of_a_document_has_its_attachments(tmp_path, folder):
    source = only(written(tmp_path, "list.csv", INFO))
    for name in ("b.pdf", "a.hwp", "below/c.pdf", ".hidden"):
        written(tmp_path / folder, name, name)
    paths = source.attachments_of("NEW-1")
    assert list(paths) == [f"{folder}/a.hwp", f"{folder}/b.pdf", f"{folder}/below/c.pdf"]
    assert content(source, paths[2]) == "below/c.pdf"
    assert source.attachments_of("NEW-2") == ()


@pytest.mark.parametrize(
    "path", ["../secret.txt", "/etc/passwd", "link.txt", "folder-link/secret.txt", "", "a\0b", "nowhere.pdf", "sub"]
)
def test_nothing_outside_of_the_folder_of_a_list_is_an_attachment(tmp_path, path):
    secret = written(tmp_path, "secret.txt", "x")
    source = only(written(tmp_path / "drop", "list.csv", INFO))
    (tmp_path / "drop" / "sub").mkdir()
    (tmp_path / "drop" / "link.txt").symlink_to(secret)
    (tmp_path / "drop" / "folder-link").symlink_to(tmp_path)
    with pytest.raises(BadInput, match="there is no such file beside the list"), source.files.opened(path):
        pass


@pytest.mark.parametrize("number", ["..", ".", "", "folder-link", "attachments"])
def test_no_number_leads_out_of_the_folder_of_a_list(tmp_path, number):
    written(tmp_path, "secret.txt", "x")
    source = only(written(tmp_path / "drop", "list.csv", INFO))
    (tmp_path / "drop" / "folder-link").symlink_to(tmp_path)
    assert list(source.attachments_of(number)) == []


@pytest.fixture(scope="module")
def store():
    """A bucket with lists and attachments on a real S3 server."""
    with objectstore.running() as address:
        client = objectstore.client(address)
        client.create_bucket(Bucket="lists")
        for key in ("day/list.csv", "day/NEW-1/plan.txt", "day/other.csv", "daybreak.csv", "top.csv"):
            client.put_object(Bucket="lists", Key=key, Body=key.encode())
        yield address


@pytest.fixture
def bucket(store, settings):
    """This installation's own keys open it."""
    settings.S3 = {
        "bucket_name": "public",
        "endpoint_url": store,
        "region_name": objectstore.REGION,
        **objectstore.KEYS,
    }


@pytest.mark.parametrize(
    ("address", "found"),
    [
        ("s3://lists/day/", ["list.csv"]),
        ("s3://lists/day", ["list.csv"]),
        ("s3://lists/day/other.csv", ["other.csv"]),
        ("s3://lists/", ["daybreak.csv", "top.csv"]),
        ("s3://lists", ["daybreak.csv", "top.csv"]),
    ],
)
def test_a_prefix_of_a_bucket_is_a_folder_or_a_list(bucket, address, found):
    assert names(address) == found


def test_an_object_is_fetched_for_as_long_as_it_is_read(bucket):
    source = only("s3://lists/day")
    with source.opened() as path:
        assert path.read_text() == "day/list.csv"
    assert not path.exists()
    assert source.attachments_of("NEW-1") == ["NEW-1/plan.txt"]
    assert content(source, "NEW-1/plan.txt") == "day/NEW-1/plan.txt"
    assert list(source.attachments_of("NEW-2")) == []
    with pytest.raises(BadInput, match="there is no such object"), source.files.opened("../top.csv"):
        pass


@pytest.mark.parametrize("address", ["s3://nowhere/day/", "s3://", "s3://lists/night/"])
def test_a_bucket_that_is_not_there_is_named(bucket, address):
    with pytest.raises(BadInput, match=address):
        names(address)


@pytest.mark.parametrize(
    ("error", "answer"),
    [
        (ClientError({"Error": {"Code": "AccessDenied"}}, "ListObjects"), BadInput),
        (EndpointConnectionError(endpoint_url="http://s3.example"), Unavailable),
    ],
)
def test_what_a_store_answers_is_told(monkeypatch, error, answer):
    class Silent:
        def __init__(self, **options):
            self.bucket = self.objects = self

        def filter(self, **wanted):
            raise error

    monkeypatch.setattr(buckets, "S3Storage", Silent)
    with pytest.raises(answer, match="s3://lists/day"):
        names("s3://lists/day")


def test_a_single_list_has_nothing_beside_it(tmp_path):
    written(tmp_path, "done/secret.csv", "x")
    written(tmp_path, "other.csv", "x")
    source = sources.single(written(tmp_path, "list.csv", INFO))
    assert content(source) == INFO
    assert source.attachments_of("done") == ()
    for path in ("other.csv", "done/secret.csv"):
        with pytest.raises(BadInput, match="there is no such file"), source.files.opened(path):
            pass
