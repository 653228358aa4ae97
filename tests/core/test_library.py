import pytest
from django.core.cache import cache

from cms.core.library import file_record, image_record, media_url
from cms.core.models import Image, default_licence
from tests.core.media import make_file, make_image

pytestmark = pytest.mark.django_db
BASE = "https://saebyeol.example"


@pytest.fixture(autouse=True)
def no_renditions_of_other_tests():
    """Wagtail caches them by the image's number, which the next test uses again."""
    cache.clear()


def test_a_picture_is_published_in_one_size_as_webp():
    record = image_record(make_image(credit="시민", licence="cc-by-4.0"), base_url=BASE, alt=" 강\n변 ")
    assert (record.width, record.height, record.type) == (1200, 675, "image/webp")
    assert record.url.startswith(f"{BASE}/media/images/") and record.url.endswith(".webp")
    assert (record.alt, record.credit, record.licence) == ("강 변", "시민", "cc-by-4.0")


def test_a_small_picture_is_not_enlarged():
    record = image_record(make_image(size=(300, 200)), base_url=BASE)
    assert (record.width, record.height) == (300, 200)


def test_a_picture_whose_file_is_lost_is_left_out():
    image = make_image()
    image.file.storage.delete(image.file.name)
    assert image_record(Image.objects.get(pk=image.pk), base_url=BASE) is None


def test_a_picture_that_is_none_is_left_out():
    image = make_image()
    with image.file.storage.open(image.file.name, "wb") as stored:
        stored.write(b"not a picture")
    assert image_record(Image.objects.get(pk=image.pk), base_url=BASE) is None


def test_a_file_has_its_type_and_size():
    record = file_record(make_file(content=b"12345"), base_url=BASE)
    assert (record.title, record.type, record.size, record.licence) == ("계획", "text/csv", 5, "kogl-1")
    assert record.url.startswith(f"{BASE}/files/")


def test_an_address_elsewhere_stays_elsewhere_and_becomes_ascii():
    assert media_url("https://cdn.example/한글 1.jpg", BASE) == "https://cdn.example/%ED%95%9C%EA%B8%80%201.jpg"
    assert media_url("/media/한글.jpg", BASE) == f"{BASE}/media/%ED%95%9C%EA%B8%80.jpg"


def test_what_is_uploaded_without_a_licence_states_the_one_of_the_city(prepared_city):
    assert default_licence() == "kogl-1"
    city = prepared_city
    city.licence = "cc-by-nc-4.0"
    city.save()
    assert make_image(licence="").licence == "cc-by-nc-4.0"
    assert make_file(licence="").licence == "cc-by-nc-4.0"


def test_titles_and_credits_are_stored_clean():
    image = make_image("강\x00변\n저녁", credit="시민\u202e")
    assert (image.title, image.credit) == ("강변 저녁", "시민")
