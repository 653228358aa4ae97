"""The library in buckets of a real S3 server: nothing there is readable without the hub, whatever lay there before."""

import json

import pytest
import requests
from django.core.cache import cache
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from cms.core import library
from cms.core.models import Image
from cms.ledger.models import TermRow
from cms.publication import cleaning
from cms.subsites.models import CityPage
from tests import objectstore
from tests.api.test_media import addresses, body, illustrated, picture, status
from tests.core.media import make_image
from tests.core.pictures.photographs import MARK, photograph

pytestmark = pytest.mark.django_db
FORMER, PRIVATE = "formerly-public", "private"


@pytest.fixture(scope="module")
def s3():
    with objectstore.running() as address:
        client = objectstore.client(address)
        for name in (FORMER, PRIVATE):
            client.create_bucket(Bucket=name)
        statement = {
            "Effect": "Allow",
            "Principal": "*",
            "Action": "s3:GetObject",
            "Resource": f"arn:aws:s3:::{FORMER}/*",
        }
        policy = {"Version": "2012-10-17", "Statement": [statement]}
        client.put_bucket_policy(Bucket=FORMER, Policy=json.dumps(policy))
        yield address


@pytest.fixture
def buckets(prepared_city, s3, settings, tmp_path):
    cache.clear()
    settings.MADANG_STATE_DIR = tmp_path
    private = {
        "bucket_name": PRIVATE, "endpoint_url": s3, "region_name": objectstore.REGION, "file_overwrite": False,
        "default_acl": None, **objectstore.KEYS,
    }  # fmt: skip
    settings.STORAGES = {
        **settings.STORAGES,
        "default": {
            "BACKEND": "cms.core.object_storage.LibraryBucket",
            "OPTIONS": private | {"location": "library", "former": FORMER},
        },
        "private": {"BACKEND": "cms.core.object_storage.PrivateBucket", "OPTIONS": private},
    }
    return s3


def direct(s3, bucket, name):
    """The status with which the store itself answers somebody without keys."""
    return requests.get(f"{s3}/{bucket}/{name}", timeout=10).status_code


def put_back(s3, name):
    """As an older version would have left the file: in the bucket that everybody reads."""
    client = objectstore.client(s3)
    key = f"library/{name}"
    client.copy_object(Bucket=FORMER, Key=name, CopySource={"Bucket": PRIVATE, "Key": key})
    client.delete_object(Bucket=PRIVATE, Key=key)
    assert direct(s3, FORMER, name) == 200


def names(post):
    """The names in the store of the bytes of the post's cover, its rendition and its file."""
    cover = Image.objects.get(pk=post.cover_id)
    return [cover.file.name, addresses(post)[0].removeprefix("/media/"), post.material().files[0].file.name]


def test_the_hub_shows_what_is_public_and_the_store_shows_nothing(buckets, client):
    post = illustrated()
    cover, inner, file = addresses(post)
    assert cover.startswith("/media/images/") and file.startswith("/files/")
    first = client.get(cover)
    content = body(first)
    assert (first.status_code, first["Content-Type"], int(first["Content-Length"])) == (200, "image/webp", len(content))
    assert body(client.get(cover, headers={"Range": "bytes=2-5"})) == content[2:6]
    assert [status(client, path) for path in (cover, inner, file)] == [200] * 3
    for name in names(post):
        assert direct(buckets, PRIVATE, f"library/{name}") == 403
        assert direct(buckets, FORMER, name) in {403, 404}
    post.unpublish()
    assert [status(client, path) for path in (cover, inner, file)] == [404] * 3


def test_what_lay_in_a_public_bucket_is_moved_when_it_is_read_and_its_old_address_is_dead(buckets, client):
    post = illustrated()
    places, paths = names(post), addresses(post)
    for name in places:
        put_back(buckets, name)
    assert status(client, paths[0]) == status(client, paths[2]) == 200
    assert [direct(buckets, FORMER, name) for name in places] == [200, 404, 404]
    assert default_storage.exists(places[0]) and default_storage.get_available_name(places[0]) != places[0]
    assert cleaning.move_some() == 1
    assert [direct(buckets, FORMER, name) for name in places] == [404] * 3
    assert cleaning.move_some() == 0
    assert Image.objects.get(pk=post.cover_id).get_rendition("max-165x165").file.size > 0


def test_a_withdrawn_file_is_moved_too_and_the_logos_get_their_new_addresses(buckets, client):
    post = illustrated()
    city = CityPage.objects.first()
    city.logo = picture("문장")
    city.save_revision().publish()
    logo = city.logo.get_rendition(library.LOGO)
    row = TermRow.objects.get(scheme="city")
    row.data["logo"]["url"] = f"https://files.example.org/{logo.file.name}"
    row.save()
    post.unpublish()
    for name in (*names_of(post), logo.file.name):
        put_back(buckets, name)
    while cleaning.move_some():
        pass
    assert {direct(buckets, FORMER, name) for name in (*names_of(post), logo.file.name)} == {404}
    row.refresh_from_db()
    assert row.data["logo"]["url"].endswith(logo.url)
    assert status(client, logo.url) == 200


def names_of(post):
    cover = Image.objects.get(pk=post.cover_id)
    return [cover.file.name, post.material().files[0].file.name]


def test_pictures_of_an_older_store_are_cleaned_in_the_bucket_where_they_lie(buckets):
    image = make_image(size=(60, 40))
    default_storage.overwrite(image.file.name, objectfile(photograph()))
    Image.objects.filter(pk=image.pk).update(cleaning=Image.Cleaning.PENDING)
    assert cleaning.clean_some() == 1
    with default_storage.open(image.file.name) as file:
        assert MARK.encode() not in file.read()
    assert Image.objects.get().cleaning == Image.Cleaning.DONE


def objectfile(data):
    return ContentFile(data)
