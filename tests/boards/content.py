"""Boards of the invented city and the notices on them, made as the editor makes them."""

from datetime import date

from cms.boards.models import BoardCategory, BoardPage, NoticePage, NoticesPage
from cms.subsites.models import CityPage
from tests.content import CODE, make_unit


def make_notices_section():
    """The section of notices, made where the city has none."""
    city = CityPage.objects.filter(code=CODE).order_by("path").first()
    found = NoticesPage.objects.child_of(city).first()
    return found or city.add_child(instance=NoticesPage(title="알림·고시", slug="notices", locale=city.locale))


def make_board(key="announcements", *, parent=None, categories=("행사", "안내"), **over):
    """A numbered board of the city."""
    parent = parent or make_notices_section()
    values = {"title": "공지사항", "slug": key, "code": key, "unit": make_unit(), "locale": parent.locale}
    board = BoardPage(**(values | over))
    board.categories = [BoardCategory(name=name, sort_order=place) for place, name in enumerate(categories)]
    parent.add_child(instance=board)
    return BoardPage.objects.get(pk=board.pk)


def make_public_board(**over):
    """A board of public notices."""
    return make_board("public-notices", title="고시·공고", type="public-notice", categories=("고시", "공고"), **over)


def draft_notice(title="시청 민원실 저녁 운영 안내", *, board=None, **over):
    """A notice that was written and not yet published; one on a board of public notices has all that it needs."""
    board = board or BoardPage.objects.order_by("path").first() or make_board()
    values = {"title": title, "live": False, "locale": board.locale}
    if board.type == "public-notice":
        values |= {
            "number": "새별시 공고 제2026-1234호",
            "starts_on": date(2026, 11, 5),
            "ends_on": date(2026, 11, 19),
        }
    notice = NoticePage(**(values | over))
    notice.body = over.get("body") or [("text", "<p>화요일에는 저녁 8시까지 엽니다.</p>")]
    board.add_child(instance=notice)
    notice.save_revision()
    return NoticePage.objects.get(pk=notice.pk)


def publish(notice, **changes):
    """Publish the latest revision, with these fields changed first."""
    notice = notice.get_latest_revision_as_object()
    for name, value in changes.items():
        setattr(notice, name, value)
    notice.save_revision().publish()
    return NoticePage.objects.get(pk=notice.pk)


def published_notice(title="시청 민원실 저녁 운영 안내", **over):
    """A notice that is public."""
    return publish(draft_notice(title, **over))
