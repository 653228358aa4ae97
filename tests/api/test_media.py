"""The pictures and files of the library that an address leads to, for whom, and how the answer may be kept."""

from io import BytesIO
from urllib.parse import quote, unquote, urlsplit

import pytest
from django.contrib.auth.models import Group, Permission
from django.core.cache import cache
from django.core.files.images import ImageFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image as Pillow
from wagtail.models import Collection, CollectionViewRestriction, GroupCollectionPermission

from api.response_cache import ResponseCache
from cms.core import library, showing
from cms.core.models import File, Image
from cms.ledger import generation
from cms.ledger.models import Entry, Shown
from cms.ledger.writing import stored_record
from cms.news.models import PostPage
from cms.publication import preview, sync
from cms.publication.reconcile import reconcile
from cms.subsites.models import CityPage
from tests.content import draft_post, make_user, publish
from tests.core.media import make_file, make_image
from tests.core.pictures.photographs import photograph
from tests.news.editor import sign_in

pytestmark = pytest.mark.django_db
PUBLIC = "public, max-age=0, must-revalidate"


@pytest.fixture(autouse=True)
def city(prepared_city, settings, tmp_path):
    cache.clear()
    settings.MEDIA_ROOT = tmp_path
    return prepared_city


def picture(title="강변", **over):
    return make_image(title, size=(60, 40), **over)


def illustrated(title="그림 있는 글", *, image=None, file=None, public=True):
    """A post with a cover, a picture in its text and a file."""
    image, file = image or picture(), file or make_file()
    inner = picture("안의 그림", colour="#aa3300")
    post = draft_post(title, cover=image, cover_decorative=True)
    post.body = [
        ("image", {"image": inner, "caption": ""}),
        ("file", {"file": file, "title": ""}),
    ]
    post.save_revision()
    return publish(post) if public else post


def addresses(post):
    """The paths of what the public record shows: the cover, the picture in the text, the file."""
    record = Entry.objects.get(page_id=post.pk).record
    urls = [record["image"]["url"], *(image["url"] for image in record["images"]), record["files"][0]["url"]]
    return [urlsplit(url).path for url in urls]


def sizes_of(post):
    """The paths of its cover as others are shown it."""
    image = Entry.objects.get(page_id=post.pk).record["image"]
    return [urlsplit(one["url"]).path for one in (image["share"], *image["renditions"])]


def statuses(client, paths):
    return [status(client, path) for path in paths]


def status(client, path):
    """The status alone; the answer is read, so that the file behind it is closed."""
    response = client.get(path)
    if response.streaming:
        body(response)
    return response.status_code


def thumbnails(image):
    """The renditions of a picture that the editor shows."""
    return [image.get_rendition(spec).url for spec in ("max-165x165", "max-800x600", "original")]


def body(response):
    return b"".join(response.streaming_content)


def test_what_a_public_record_shows_is_shown_to_everyone_and_asked_for_at_each_use(client):
    cover, inner, file = addresses(illustrated())
    for path, kind, shown in (
        (cover, "image/webp", "inline"),
        (inner, "image/webp", "inline"),
        (file, "text/csv", "attachment"),
    ):
        response = client.get(path)
        assert (response.status_code, response["Content-Type"]) == (200, kind)
        assert response["Cache-Control"] == PUBLIC
        assert response["Content-Disposition"].startswith(shown)
        assert response["X-Content-Type-Options"] == "nosniff"
        assert response["Content-Security-Policy"] == "default-src 'none'; frame-ancestors 'self'; sandbox"
        assert response["Access-Control-Allow-Origin"] == "*"
        assert "Set-Cookie" not in response and "Vary" not in response
        content = body(response)
        assert int(response["Content-Length"]) == len(content) > 0
        again = client.get(path, headers={"If-None-Match": response["ETag"]})
        assert (again.status_code, again.content, again["Cache-Control"]) == (304, b"", PUBLIC)
        part = client.get(path, headers={"Range": "bytes=1-3"})
        assert (part.status_code, body(part)) == (206, content[1:4])
        head = client.head(path)
        assert (head.status_code, head.content, head["ETag"]) == (200, b"", response["ETag"])


def test_the_body_and_the_record_show_the_same_rendition(client):
    post = illustrated()
    html = Entry.objects.get(page_id=post.pk).body.html
    cover, inner, file = addresses(post)
    assert (inner in html, unquote(file) in unquote(html)) == (True, True)
    image = stored_record(Entry.objects.get(page_id=post.pk)).image
    shown = {unquote(path) for path in (cover, inner, file, *(urlsplit(url).path for url in image.urls))}
    assert set(Shown.objects.values_list("path", flat=True)) == shown and len(shown) == 5


def test_what_nothing_public_shows_is_not_found_without_a_word_about_what_it_is(client):
    post = illustrated(public=False)
    image, file = post.cover, make_file("다른 파일")
    paths = [*thumbnails(image), image.get_rendition(library.PICTURE).url, file.url]
    never = client.get("/media/images/0000.webp")
    for path in paths:
        answer = client.get(path)
        assert (answer.status_code, answer.content, answer["Cache-Control"]) == (404, never.content, PUBLIC)


def test_a_thumbnail_of_the_editor_is_not_public_beside_the_rendition_that_is(client):
    post = illustrated()
    assert statuses(client, thumbnails(post.cover)) == [404] * 3
    assert statuses(client, addresses(post)) == [200] * 3


@pytest.mark.parametrize(
    "path", ["original_images/river.png", "documents/plan.csv", "wagtail_uploads/a.jpg", "images/"]
)
def test_no_other_folder_has_an_address_for_anybody(client, path):
    illustrated()
    assert client.get(f"/media/{path}").status_code == 404
    assert sign_in(admin=True).get(f"/media/{path}").status_code == 404


def test_who_may_choose_from_the_library_sees_in_it_what_is_not_public():
    post = illustrated(public=False)
    image, file = post.cover, make_file()
    paths = [*thumbnails(image), file.url]
    employee = sign_in()
    for path in paths:
        answer = employee.get(path)
        assert (answer.status_code, answer["Cache-Control"]) == (200, "private, no-cache")
        assert "Cookie" in answer["Vary"] and body(answer)
    assert employee.get(reverse("wagtailimages:index")).status_code == 200


def test_who_is_signed_in_without_a_right_to_the_collection_sees_no_more_than_a_stranger(client):
    closed = Collection.get_first_root_node().add_child(name="감사실")
    root = Collection.get_first_root_node()
    image, file = picture(collection=closed), make_file(collection=closed)
    paths = [*thumbnails(image), file.url]
    reader = make_user("reader")
    client.force_login(reader)
    assert statuses(client, paths) == [404] * 4
    group = Group.objects.create(name="감사")
    for app, code in (("wagtailimages", "choose_image"), ("wagtaildocs", "choose_document")):
        permission = Permission.objects.get(content_type__app_label=app, codename=code)
        GroupCollectionPermission.objects.create(group=group, collection=closed, permission=permission)
    reader.groups.add(group)
    assert statuses(client, paths) == [404] * 4, "has no access to the editor"
    group.permissions.add(Permission.objects.get(content_type__app_label="wagtailadmin", codename="access_admin"))
    client.force_login(type(reader).objects.get(pk=reader.pk))
    assert statuses(client, paths) == [200] * 4
    elsewhere = picture(collection=root)
    assert statuses(client, thumbnails(elsewhere)) == [404] * 3


def test_a_picture_of_two_posts_is_public_while_one_of_them_is(client):
    image, file = picture(), make_file()
    one, two = illustrated("하나", image=image, file=file), illustrated("둘", image=image, file=file)
    cover, _, shared = addresses(one)
    assert addresses(two)[::2] == [cover, shared]
    one.unpublish()
    assert statuses(client, [cover, shared]) == [200, 200]
    two.unpublish()
    assert statuses(client, [cover, shared]) == [404, 404]
    publish(PostPage.objects.get(pk=one.pk))
    assert statuses(client, [cover, shared]) == [200, 200]


def test_what_an_edit_takes_out_of_a_post_is_public_no_more(client):
    post = illustrated()
    before = addresses(post)
    publish(post, cover=None, body=[("text", "<p>글만 남습니다.</p>")])
    assert statuses(client, before) == [404] * 3
    assert not Shown.objects.exists()


def test_a_logo_is_public_while_the_city_shows_it(client):
    image = picture("문장")
    city = CityPage.objects.first()
    city.logo = image
    city.save_revision().publish()
    path = image.get_rendition(library.LOGO).url
    assert status(client, path) == 200
    city.logo = None
    city.save_revision().publish()
    assert client.get(path).status_code == 404


def test_a_file_that_was_replaced_is_public_at_its_new_address_and_not_at_its_old_one(client):
    post = illustrated()
    old, inner, _ = addresses(post)
    data = {"title": "강", "file": SimpleUploadedFile("새.jpg", photograph()), "licence": "kogl-1", "tags": ""}
    sign_in(admin=True).post(reverse("wagtailimages:edit", args=(post.cover_id,)), data)
    new, still, _ = addresses(post)
    assert new != old and still == inner
    assert statuses(client, [old, new, inner]) == [404, 200, 200]
    answer = client.get(new)
    assert Pillow.open(BytesIO(body(answer))).size == (48, 64)


def replace_file(file, name, content=b"c,d\n"):
    data = {"title": file.title, "file": SimpleUploadedFile(name, content), "licence": file.licence, "tags": ""}
    answer = sign_in(admin=True).post(reverse("wagtaildocs:edit", args=(file.pk,)), data)
    assert answer.status_code == 302


def test_the_old_address_of_a_file_that_was_replaced_leads_to_the_new_one_while_that_is_public(client):
    post = illustrated()
    *_, old = addresses(post)
    file = File.objects.get()
    replace_file(file, "새 계획.csv")
    *_, new = addresses(post)
    assert new != old and new.endswith(".csv")
    answer = client.get(old)
    assert (answer.status_code, answer["Location"]) == (302, quote(unquote(new)))
    assert answer["Cache-Control"] == "public, max-age=0, must-revalidate"
    assert body(client.get(new)) == b"c,d\n"
    assert client.get(f"/files/{file.pk + 1}/plan.csv").status_code == 404
    PostPage.objects.get(pk=post.pk).unpublish()
    assert statuses(client, [old, new]) == [404, 404]


def test_what_the_hub_keeps_of_a_file_ends_when_one_of_its_name_and_size_takes_its_place(
    server, django_capture_on_commit_callbacks
):
    post = illustrated()
    *_, path = addresses(post)
    assert server.get(path).content == server.get(path).content == b"a,b\n"
    with django_capture_on_commit_callbacks(execute=True):
        replace_file(File.objects.get(), "plan.csv")
    assert addresses(post)[-1] == path
    assert server.get(path).content == b"c,d\n"


def test_a_picture_that_is_replaced_by_a_program_is_shown_as_it_is_now(client):
    post = illustrated()
    old, old_sizes = addresses(post)[0], sizes_of(post)
    image = Image.objects.get(pk=post.cover_id)
    image.file = ImageFile(BytesIO(photograph()), name="새.jpg")
    image.save()
    new, new_sizes = addresses(post)[0], sizes_of(post)
    assert new != old and not set(new_sizes) & set(old_sizes)
    assert statuses(client, [old, new]) == [404, 200]
    assert statuses(client, old_sizes) == [404] * len(old_sizes) and statuses(client, new_sizes) == [200] * len(
        new_sizes
    )
    assert Pillow.open(BytesIO(body(client.get(new)))).size == (48, 64)


def test_a_lost_file_is_not_found(client):
    post = illustrated()
    path = addresses(post)[0]
    image = Image.objects.get(pk=post.cover_id)
    image.file.storage.delete(path.removeprefix("/media/"))
    assert client.get(path).status_code == 404


def test_a_preview_lends_the_pictures_and_files_of_its_draft_and_nothing_else(client, settings):
    post = illustrated(public=False).get_latest_revision_as_object()
    token = post.create_page_preview().token
    record, text = preview.load(token)
    urls = [record.image.url, record.images[0].url, record.files[0].url]
    assert all(f"?{showing.LOAN}=" in url for url in (*urls, *record.image.urls))
    assert all(url in text.html for url in urls[1:])
    for url in (*urls, *record.image.urls[1:]):
        answer = client.get(url)
        assert (answer.status_code, answer["Cache-Control"]) == (200, "private, no-store")
        assert body(answer)
        path, _, loan = url.partition("?")
        assert client.get(path).status_code == 404
        assert client.get(f"{path}?{loan[:-1]}").status_code == 404
    loan = urls[0].partition("?")[2]
    assert client.get(f"{urls[1].partition('?')[0]}?{loan}").status_code == 404
    page = client.get(
        "/preview/", {"token": token, "content_type": post.get_content_type_str()}, headers={"Host": "saebyeol.example"}
    )
    assert page.status_code == 200
    assert f"{urls[0].partition('=')[0]}=".encode() in page.content
    settings.MADANG_PREVIEW_SECONDS = -1
    assert statuses(client, urls) == [404] * 3


RESTRICTIONS = [
    {"restriction_type": CollectionViewRestriction.LOGIN},
    {"restriction_type": CollectionViewRestriction.PASSWORD, "password": "새벽"},
    {"restriction_type": CollectionViewRestriction.GROUPS},
]


@pytest.mark.parametrize("restriction", RESTRICTIONS, ids=lambda value: value["restriction_type"])
def test_what_lies_in_a_private_collection_is_not_public_whatever_shows_it(client, restriction):
    above = Collection.get_first_root_node().add_child(name="내부")
    below = above.add_child(name="사진")
    image, file = picture(collection=below), make_file(collection=below)
    post = illustrated(image=image, file=file)
    cover, inner, listed = addresses(post)
    shared = sizes_of(post)
    assert statuses(client, [cover, inner, listed, *shared]) == [200] * 6
    made = CollectionViewRestriction.objects.create(collection=above, **restriction)
    entry = Entry.objects.get(page_id=post.pk)
    assert entry.record.get("files", []) == [] and listed not in unquote(entry.body.html)
    assert statuses(client, [cover, inner, listed, *shared]) == [404, 200, 404, *[404] * len(shared)]
    assert client.post(listed, {"password": "새벽"}).status_code == 405
    staff = sign_in(admin=True)
    assert statuses(staff, [cover, inner, listed]) == [200] * 3
    made.delete()
    assert statuses(client, [cover, inner, listed]) == [200] * 3


def test_a_picture_is_hidden_at_once_where_too_many_pages_show_it(client, monkeypatch):
    collection = Collection.get_first_root_node().add_child(name="내부")
    image, file = picture(collection=collection), make_file(collection=collection)
    posts = [illustrated(str(number), image=image, file=file) for number in range(2)]
    monkeypatch.setattr(sync, "TREE_LIMIT", 1)
    CollectionViewRestriction.objects.create(collection=collection, restriction_type=CollectionViewRestriction.LOGIN)
    cover, inner, listed = addresses(posts[0])
    assert statuses(client, [cover, inner, listed]) == [404, 200, 404]
    sync.touch_queued()
    assert Entry.objects.get(page_id=posts[0].pk).record["image"] is None


def test_pictures_that_are_moved_into_a_private_collection_leave_the_public(client):
    post = illustrated()
    private = Collection.get_first_root_node().add_child(name="내부")
    CollectionViewRestriction.objects.create(collection=private, restriction_type=CollectionViewRestriction.LOGIN)
    before = addresses(post)
    editor = sign_in(admin=True)
    for model, pk in (("image", post.cover_id), ("file", post.material().files[0].pk)):
        url = reverse("wagtail_bulk_action", args=("core", model, "add_to_collection"))
        editor.post(f"{url}?id={pk}", {"collection": private.pk})
    assert statuses(client, before) == [404, 200, 404]


def test_a_collection_that_is_moved_below_a_private_one_leaves_the_public(client, django_capture_on_commit_callbacks):
    root = Collection.get_first_root_node()
    private, own = root.add_child(name="내부"), root.add_child(name="축제")
    CollectionViewRestriction.objects.create(collection=private, restriction_type=CollectionViewRestriction.LOGIN)
    post = illustrated(image=picture(collection=own), file=make_file(collection=own))
    before = addresses(post)
    with django_capture_on_commit_callbacks(execute=True):
        url = reverse("wagtailadmin_collections:edit", args=(own.pk,))
        sign_in(admin=True).post(url, {"name": "축제", "parent": private.pk})
    assert Collection.objects.get(pk=own.pk).is_child_of(private)
    assert statuses(client, before) == [404, 200, 404]


def test_reconcile_writes_what_is_shown_and_was_forgotten(client):
    post = illustrated()
    paths = addresses(post)
    Shown.objects.all().delete()
    Shown.objects.create(path="/media/images/other.webp", entry=Entry.objects.get(page_id=post.pk))
    assert [change for change in reconcile() if not isinstance(change, int)] == []
    assert statuses(client, paths) == [200] * 3
    assert not Shown.objects.filter(path="/media/images/other.webp").exists()


def test_what_the_hub_keeps_of_a_picture_ends_with_its_publication(server):
    post = illustrated()
    cover, _, file = addresses(post)
    first = [server.get(path) for path in (cover, file)]
    assert [answer.status_code for answer in first] == [200, 200]
    tags = [answer.headers["ETag"] for answer in first]
    again = [server.get(path, If_None_Match=tag) for path, tag in zip((cover, file), tags, strict=True)]
    assert [answer.status_code for answer in again] == [304, 304]
    post.unpublish()
    generation.replace(vocabulary=False)  # what the commit of this test's transaction would do
    for path, tag in zip((cover, file), tags, strict=True):
        assert server.get(path).status_code == 404
        assert server.get(path, If_None_Match=tag).status_code == 404
        assert server.get(path, Range="bytes=0-1").status_code == 404


def test_a_picture_is_kept_before_django_and_what_one_reader_sees_is_not():
    asked = []

    def application(environ, start):
        asked.append(environ["PATH_INFO"])
        control = {"/open": PUBLIC, "/own": "private, no-cache", "/lent": "private, no-store"}[environ["PATH_INFO"]]
        start("200 OK", [("Cache-Control", control), ("Content-Length", "1"), ("ETag", '"a"')])
        return [b"a"]

    now = [1]
    kept = ResponseCache(application, generation=lambda: now[0], next_expiry=lambda: None)

    def get(path):
        return list(kept({"REQUEST_METHOD": "GET", "PATH_INFO": path, "wsgi.url_scheme": "http"}, lambda *answer: None))

    for path in ("/open", "/open", "/own", "/own", "/lent", "/lent"):
        assert get(path) == [b"a"]
    assert asked == ["/open", "/own", "/own", "/lent", "/lent"]
    now[0] = 2
    get("/open")
    assert asked[-1] == "/open" and len(asked) == 6


def test_a_picture_costs_one_query_and_a_file_two(client, django_assert_num_queries):
    cover, _, file = addresses(illustrated())
    status(client, cover)  # which hosts there are is read once in each state of the vocabulary
    # Where nothing is, one more asks whether anybody leads on from anywhere; it is asked once in each state, too.
    paths = {cover: 1, file: 2, "/media/images/none.webp": 2, "/media/documents/plan.csv": 0}
    for path, queries in paths.items():
        with django_assert_num_queries(queries):
            status(client, path)


BAD = [
    "가" * 5_000, "a" * 5_000, "a/" * 2_000, "%00", "a%00.webp", "%ed%a0%80.webp", "%ff.webp", "..", "../secret_key",
    "%2e%2e/%2e%2e/secret_key", "..%2f..%2fsecret_key", "%5c..%5cx", "a%0a.webp", "a%7f", ".", "%2f", "%252e%252e",
    "a.webp/", "//a.webp", "a.webp?lent=%00", "a.webp?lent=" + "a" * 5_000, "a.webp?lent=%ed%a0%80:a:b", "~", " ",
]  # fmt: skip
OF_FILES = ("/media/", "/files/", "/static/", "/attachments/")
PREFIXES = [
    "/media/", "/media/images/", "/files/", "/files/1/", f"/files/{'9' * 30}/", "/static/", "/attachments/",
    "/attachments/a/b/", "/intake/", "/admin/images/", "/documents/", "/",
]  # fmt: skip


@pytest.mark.parametrize("prefix", PREFIXES)
def test_no_path_is_an_error_of_the_server(client, prefix):
    picture().get_rendition("max-165x165")
    staff = sign_in(admin=True)
    expected = {404} if prefix.startswith(OF_FILES) else {301, 302, 400, 404, 405}
    for path in BAD:
        for reader in (client, staff):
            assert status(reader, prefix + path) in expected, (prefix, path)
