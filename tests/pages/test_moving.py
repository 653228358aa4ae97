"""A website that is moved in whole: pages, posts, menu, former addresses, and the table of what is left to do."""

import csv
import io

import pytest
from django.core.management import CommandError, call_command
from PIL import Image as Picture

from cms.core.models import Redirect
from cms.ledger import generation
from cms.ledger.store import store
from cms.news.models import PostPage
from cms.pages.models import StandardPage
from cms.pages.moving.menus import MOST_BELOW, MOST_ENTRIES, OldEntry, Target, arranged, main_menu
from cms.subsites.models import WebsitePage
from tests.content import BASE_URL
from tests.pages.test_imports import HEAD, item

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("prepared_city")]
COMMENT = "<wp:comment><wp:comment_id>{}</wp:comment_id><wp:comment_type>comment</wp:comment_type></wp:comment>"
TAG = '<category domain="category" nicename="road">자전거 길</category>'
POST = item(5, "개통", slug="opened", kind="post").replace(
    "</item>", f"{TAG}{COMMENT.format(1)}{COMMENT.format(2)}</item>"
)
PERSONAL = "<p>주민등록번호 900101-1234567</p>"
PICTURE = '<p>약도</p><img src="https://bike.example/wp-content/uploads/map.png" alt="약도">'
ITEMS = [
    item(2, "이용 안내", slug="guide"),
    item(3, "요금", slug="fees", parent=2),
    item(4, "오시는 길", slug="map", html=PICTURE),
    POST,
    item(6, "당첨자", slug="winners", kind="post", html=PERSONAL),
    item(7, "쓰다 만 것", slug="draft", status="draft"),
]


def entry(number, title, kind, target="", *, parent=0, url="", menu="main"):
    told = {
        "_menu_item_type": kind,
        "_menu_item_object_id": target,
        "_menu_item_menu_item_parent": parent,
        "_menu_item_url": url,
    }
    pairs = "".join(
        f"<wp:postmeta><wp:meta_key>{key}</wp:meta_key><wp:meta_value><![CDATA[{value}]]></wp:meta_value></wp:postmeta>"
        for key, value in told.items()
    )
    of = f'<category domain="nav_menu" nicename="{menu}"><![CDATA[주 메뉴]]></category>'
    made = item(number, title, slug=f"menu-{number}", kind="nav_menu_item", order=number, html="")
    return made.replace("</item>", f"{of}{pairs}</item>")


MENU = [
    entry(20, "", "post_type", "2"),
    entry(21, "요금표", "post_type", "3", parent=20),
    entry(22, "길", "post_type", "4", parent=21),
    entry(23, "자전거 길", "taxonomy", "9"),
    entry(24, "지도 앱", "custom", url="https://map.example/"),
    entry(25, "안내로", "custom", url="https://bike.example/guide"),
    entry(26, "없는 것", "post_type", "99"),
    entry(27, "옆 메뉴", "post_type", "2", menu="side"),
]


def write(tmp_path, items):
    folder = tmp_path / "bike"
    folder.mkdir(exist_ok=True)
    (folder / "bike.xml").write_text(f"{HEAD}{''.join(items)}</channel></rss>", encoding="utf-8")
    return folder


def moved(tmp_path, *options, items=(*ITEMS, *MENU)):
    folder, table, out = write(tmp_path, items), tmp_path / "table.csv", io.StringIO()
    place = ("--website", "bike", "--field", "traffic")
    call_command("move_in", str(folder), *place, "--report", str(table), *options, stdout=out)
    generation.replace()
    with table.open(encoding="utf-8-sig", newline="") as file:
        return out.getvalue(), list(csv.reader(file))


def test_a_website_comes_in_with_one_command_and_is_founded_by_it(tmp_path):
    said, _ = moved(tmp_path)
    site = WebsitePage.objects.get(code="bike")
    assert (site.title, site.live, site.get_parent().specific.field.key) == ("자전거", True, "traffic")
    assert [page.title for page in StandardPage.objects.descendant_of(site).order_by("path")] == [
        "오시는 길",
        "이용 안내",
        "요금",
    ]
    assert [(post.title, post.live) for post in PostPage.objects.child_of(site).order_by("path")] == [
        ("개통", True),
        ("당첨자", False),
    ]
    assert "Menu: 4 entries. Comments that stay behind: 2." in said
    term = store.vocabulary("saebyeol").term("website", "bike")
    assert [(one.title, one.url, [below.title for below in one.items]) for one in term.layout("ko").menu] == [
        ("이용 안내", f"{BASE_URL}/traffic/bike/guide/", ["요금표", "길"]),
        ("자전거 길", f"{BASE_URL}/tags/%EC%9E%90%EC%A0%84%EA%B1%B0-%EA%B8%B8/", []),
        ("지도 앱", "https://map.example/", []),
        ("안내로", f"{BASE_URL}/traffic/bike/guide/", []),
    ]


def test_the_table_says_what_there_is_to_do_first_and_where(tmp_path):
    _, (head, *rows) = moved(tmp_path)
    assert head == ["상태", "할 일", "갈래", "제목", "옛 주소", "새 주소", "편집 화면", "이유"]
    found = {(row[0], row[3]): row for row in rows}
    assert [(row[0], row[3]) for row in rows][:2] == [("초안으로 보관", "당첨자"), ("사진·파일 없음", "오시는 길")]
    held = found["초안으로 보관", "당첨자"]
    post = PostPage.objects.get(title="당첨자")
    assert held[4:7] == ["https://bike.example/winners/", "", f"/admin/pages/{post.pk}/edit/"]
    assert "https://bike.example/wp-content/uploads/map.png" in found["사진·파일 없음", "오시는 길"][7]
    assert found["가져오지 않음", "쓰다 만 것"][7] == "it was a draft"
    assert found["자리가 없는 메뉴", "없는 것"][7] == "it leads to what did not come in"
    assert found["가져옴", "요금"][4:6] == ["https://bike.example/fees/", f"{BASE_URL}/traffic/bike/guide/fees/"]
    assert ("일부 빠짐", "개통") in found
    assert {row[3] for row in rows if row[0] == "가져옴"} == {"이용 안내", "요금", "오시는 길", "개통"}


def test_the_addresses_that_it_had_lead_to_it_its_front_page_too(tmp_path):
    moved(tmp_path)
    found = {
        (one.source.host, one.source.path, one.source.query): one.page_id
        for one in Redirect.objects.filter(page__isnull=False)
    }
    assert found["bike.example", "/", ""] == WebsitePage.objects.get().pk
    assert found["bike.example", "/fees/", ""] == StandardPage.objects.get(title="요금").pk


def test_a_second_move_changes_nothing_and_leaves_the_menu_of_the_web_team(tmp_path):
    moved(tmp_path)
    site = WebsitePage.objects.get()
    site.menu = [
        {"type": "entry", "value": {"title": "부서", "page": None, "listing": "units", "url": "", "items": []}}
    ]
    site.save_revision().publish()
    said, _ = moved(tmp_path)
    assert "Menu: 0 entries." in said
    assert [one["value"]["title"] for one in WebsitePage.objects.get().menu.raw_data] == ["부서"]
    assert (WebsitePage.objects.count(), StandardPage.objects.descendant_of(site).count()) == (1, 3)
    assert PostPage.objects.child_of(site).count() == 2


def test_a_trial_keeps_nothing_and_tells_the_same(tmp_path):
    said, rows = moved(tmp_path, "--dry-run")
    assert not WebsitePage.objects.exists()
    assert not PostPage.objects.filter(title="개통").exists()
    assert not Redirect.objects.exists()
    assert ("가져옴", "요금") in {(row[0], row[3]) for row in rows}
    assert "Would be" in said


def test_redirects_and_uploads_of_the_folder_come_in(tmp_path):
    folder = write(tmp_path, [*ITEMS, *MENU])
    (folder / "redirects.csv").write_text(
        "from,to,permanent\nhttps://bike.example/old/,https://elsewhere.example/,yes\n"
    )
    (folder / "uploads").mkdir()
    Picture.new("RGB", (60, 40), "#336699").save(folder / "uploads" / "map.png")
    _, rows = moved(tmp_path)
    assert Redirect.objects.filter(page__isnull=True).count() == 1
    assert "사진·파일 없음" not in {row[0] for row in rows}


@pytest.mark.parametrize(
    ("path", "reason"),
    [("nothing", "neither a file nor a folder"), ("", "no export in this folder")],
)
def test_what_is_no_export_is_refused(tmp_path, path, reason):
    with pytest.raises(CommandError, match=reason):
        call_command("move_in", str(tmp_path / path), "--website", "bike", "--field", "traffic")
    assert not WebsitePage.objects.exists()


def test_a_website_in_a_field_that_there_is_not_is_refused(tmp_path):
    with pytest.raises(CommandError, match="no field 'nowhere'"):
        call_command("move_in", str(write(tmp_path, ITEMS)), "--website", "bike", "--field", "nowhere")
    assert not WebsitePage.objects.exists()


def old(number, title="항목", *, parent="", menu="main", order=0):
    return OldEntry(
        number=str(number), menu=menu, title=title, parent=parent, order=order, type="custom", target="", url=""
    )


def test_a_menu_that_is_too_long_or_goes_round_in_a_circle_tells_what_has_no_place():
    told = []
    many = [old(number, f"항목 {number}", order=number) for number in range(MOST_ENTRIES + 2)]
    many += [old(100 + number, f"아래 {number}", parent="0", order=number) for number in range(MOST_BELOW + 1)]
    made = arranged(
        many, lambda entry: Target(url="https://a.example/"), lambda entry, reason: told.append(entry.title)
    )
    assert (len(made), len(made[0]["value"]["items"])) == (MOST_ENTRIES, MOST_BELOW)
    assert told == [f"아래 {MOST_BELOW}", f"항목 {MOST_ENTRIES}", f"항목 {MOST_ENTRIES + 1}"]
    assert arranged([old(1, parent="2"), old(2, parent="1")], lambda entry: None, lambda entry, reason: None) == []


def test_the_menu_with_most_entries_is_taken_or_the_one_that_is_named():
    found = [old(1, menu="side"), old(2), old(3)]
    assert [one.number for one in main_menu(found)] == ["2", "3"]
    assert [one.number for one in main_menu(found, "side")] == ["1"]
    assert main_menu([]) == []
    assert main_menu(found, "nothing") == []
