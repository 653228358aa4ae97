"""Reading with the keyboard, without scripts, and with them."""

from playwright.sync_api import Page, expect

from tests.browser.conftest import Window
from tests.browser.content import CLOSED, KOREAN, PARTIAL
from tests.chromium import wait_until
from tests.factories import BASE_URL, make_post


def focused(page: Page) -> str:
    text: str = page.evaluate("document.activeElement.innerText || document.activeElement.id")
    return text.strip()


def test_the_first_stop_of_the_keyboard_leads_past_the_menu(window: Window) -> None:
    page = window.open("/")
    page.keyboard.press("Tab")
    assert focused(page) == "본문 바로가기"
    expect(page.locator(".skip")).to_be_in_viewport()
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


def test_the_menu_of_fields_works_by_keyboard_without_scripts(window: Window) -> None:
    page = window.open("/", java_script_enabled=False)
    link = page.locator(".panel a").first
    expect(link).to_be_hidden()
    page.locator(".menu-fields summary").press("Enter")
    expect(link).to_be_visible()
    link.press("Enter")
    expect(page).to_have_url(f"{BASE_URL}/traffic/")


def test_escape_closes_the_menu_and_gives_the_focus_back(window: Window) -> None:
    page = window.open("/")
    page.locator(".menu-fields summary").press("Enter")
    page.keyboard.press("Tab")
    assert focused(page) == "교통"
    page.keyboard.press("Escape")
    expect(page.locator(".panel")).to_be_hidden()
    assert focused(page) == "분야"


def test_one_menu_is_open_at_a_time_and_a_click_elsewhere_closes_it(window: Window) -> None:
    page = window.open("/")
    page.locator(".menu-fields summary").click()
    page.locator(".languages summary").click()
    expect(page.locator(".panel")).to_be_hidden()
    expect(page.locator(".languages-list")).to_be_visible()
    page.locator("h1").click()
    expect(page.locator(".languages-list")).to_be_hidden()


def test_the_language_menu_leads_to_the_translation(window: Window) -> None:
    page = window.open(KOREAN)
    page.locator(".languages summary").click()
    page.get_by_role("link", name="English").first.click()
    expect(page.locator("h1")).to_have_text("Cycle path opens")
    assert window.complaints == []


def test_a_reader_without_scripts_sees_no_button_that_does_nothing(window: Window) -> None:
    page = window.open(KOREAN, java_script_enabled=False)
    expect(page.locator("main button:visible")).to_have_count(0)
    expect(page.locator(".share a")).to_have_count(8)


def test_the_address_and_the_sentence_of_credit_can_be_copied(window: Window) -> None:
    page = window.open(KOREAN, permissions=["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="주소 복사").click()
    expect(page.get_by_role("status")).to_have_text("복사했습니다")
    assert page.evaluate("navigator.clipboard.readText()") == make_post(23).url
    page.locator("[data-copy-from=attribution]").click()
    assert "CC BY-NC-SA 4.0" in page.evaluate("navigator.clipboard.readText()")


def test_a_device_that_can_share_is_asked_to(window: Window) -> None:
    page = window.open(KOREAN)
    expect(page.locator("button[data-share]")).to_be_hidden()
    page.add_init_script("navigator.share = (what) => { window.shared = what; return Promise.resolve(); }")
    page.reload()
    page.get_by_role("button", name="카카오톡").click()
    assert page.evaluate("window.shared.url") == make_post(23).url
    expect(page).to_have_url(make_post(23).url)


def test_a_wide_table_scrolls_by_keyboard_inside_the_page(window: Window) -> None:
    page = window.open(KOREAN, width=320)
    table = page.locator(".prose .table")
    expect(table).to_have_attribute("tabindex", "0")
    table.focus()
    page.keyboard.press("ArrowRight")
    wait_until(page, lambda: table.evaluate("node => node.scrollLeft") > 0)


def test_older_posts_follow_page_by_page_to_the_end(window: Window) -> None:
    page = window.open("/traffic/")
    first = page.locator(".story h3").all_inner_texts()
    page.locator("a[rel=next]").click()
    expect(page.get_by_role("heading", level=2).first).to_have_text("지난 소식")
    second = page.locator(".story h3").all_inner_texts()
    assert (len(first), len(second)) == (20, 3)
    assert set(first) & set(second) == set()
    page.locator(".pager a").first.click()
    expect(page).to_have_url(f"{BASE_URL}/traffic/")


def test_the_page_on_paper_leaves_out_what_paper_cannot_do(window: Window) -> None:
    page = window.open(KOREAN)
    page.emulate_media(media="print")
    for part in (".menu", ".share", ".languages", ".footer-fields", ".prose iframe"):
        expect(page.locator(part)).to_be_hidden()
    for part in ("h1", ".prose", "#attribution"):
        expect(page.locator(part)).to_be_visible()


def test_the_form_narrows_the_documents_by_keyboard_without_scripts(window: Window) -> None:
    page = window.open("/documents/", java_script_enabled=False)
    page.get_by_label("부서").select_option("자전거팀")
    page.get_by_label("공개 여부").select_option("비공개")
    page.get_by_role("button", name="골라 보기").press("Enter")
    expect(page).to_have_url(f"{BASE_URL}/units/bike-team/documents/?openness=closed")
    expect(page.locator(".row h3")).to_have_text(["자전거길 정비 계획 26호"])
    page.get_by_role("link", name="조건 지우기: 비공개").press("Enter")
    expect(page).to_have_url(f"{BASE_URL}/units/bike-team/documents/")
    assert window.complaints == []


def test_the_pdf_of_a_document_is_shown_in_its_page(window: Window) -> None:
    page = window.open(PARTIAL)
    frame = page.locator(".viewer iframe")
    frame.scroll_into_view_if_needed()
    address = frame.get_attribute("src")
    wait_until(page, lambda: (frame.bounding_box() or {"height": 0})["height"] > 400)
    wait_until(page, lambda: address in [shown.url for shown in page.frames[1:]])
    assert window.complaints == []


def test_a_telephone_gets_a_link_to_the_pdf_and_no_frame(window: Window) -> None:
    page = window.open(PARTIAL, width=390)
    expect(page.locator(".viewer iframe")).to_be_hidden()
    expect(page.get_by_role("link", name="PDF 크게 보기")).to_be_visible()


def test_the_text_of_a_request_can_be_copied(window: Window) -> None:
    page = window.open(CLOSED, permissions=["clipboard-read", "clipboard-write"])
    page.locator("[data-copy-from=request-words]").click()
    expect(page.get_by_role("status")).to_have_text("복사했습니다")
    assert "관리번호: 20261103000026" in page.evaluate("navigator.clipboard.readText()").splitlines()


def test_the_numbers_of_a_chart_can_be_read_as_a_table_without_scripts(window: Window) -> None:
    page = window.open("/statistics/", java_script_enabled=False)
    expect(page.get_by_role("img", name="달마다 생산한 문서")).to_be_visible()
    page.get_by_text("달별 수를 표로 보기").press("Enter")
    expect(page.locator("section[aria-labelledby=months] tbody tr")).to_have_count(12)
    expect(page.locator("section[aria-labelledby=months] tbody tr").first).to_be_visible()


def test_a_document_on_paper_leaves_out_what_paper_cannot_do(window: Window) -> None:
    page = window.open(PARTIAL)
    page.emulate_media(media="print")
    for part in (".viewer", ".request-ways", ".share"):
        expect(page.locator(part)).to_be_hidden()
    for part in ("h1", ".prose", ".notice-partial", "section[aria-labelledby=facts]"):
        expect(page.locator(part)).to_be_visible()
