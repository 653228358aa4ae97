"""Pages of an invented city, made as the editor makes them, so that publication runs for real."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.contrib.auth import get_user_model
from django.utils import timezone
from wagtail.models import Collection, Locale, Page, Site

from cms.committees.models import CommitteeMember, CommitteePage, CommitteesPage, MeetingPage
from cms.news.models import PostPage
from cms.releases import release
from cms.releases.folders import month_folder
from cms.releases.models import DocumentPage, DocumentsPage
from cms.subsites.models import CityPage, Field, FieldPage, OrganisationUnit
from tests.keepsake import made_once

HOST = "saebyeol.example"
BASE_URL = f"http://{HOST}"
SEOUL = ZoneInfo("Asia/Seoul")


def make_root():
    """The language and the roots of pages and collections, which an emptied database lacks too; no site."""
    locale, _ = Locale.objects.get_or_create(language_code="ko")
    if not Page.objects.exists():
        Page.add_root(title="Root", slug="root", locale=locale)
    if not Collection.objects.exists():
        Collection.add_root(name="Root")
    Site.objects.all().delete()


def make_city(code="saebyeol", host=HOST, *, default=True, languages=("ko", "en")):
    """A city on its own host with Traffic and Health in each language; returns its page in the first one."""
    return CityPage.objects.get(pk=_make_city(code, host, default=default, languages=tuple(languages)))


@made_once
def _make_city(code, host, *, default, languages):
    root = Page.get_first_root_node()
    for page in root.get_children().exclude(pk__in=CityPage.objects.values("pk")):
        page.delete()
    first = None
    for language in languages:
        locale, _ = Locale.objects.get_or_create(language_code=language)
        root.refresh_from_db()
        city = CityPage(title=f"{code} {language}", slug=f"{code}-{language}", code=code, locale=locale)
        if first is not None:
            city.translation_key = first.translation_key
        root.add_child(instance=city)
        first = first or city
        for number, key in enumerate(("traffic", "health")):
            names = {"name_ko": {"traffic": "교통", "health": "건강"}[key], "name_en": key.title(), "order": number}
            field, _ = Field.objects.get_or_create(key=key, defaults=names)
            page = FieldPage(title=str(field), slug=key, field=field, locale=locale)
            sibling = FieldPage.objects.filter(field=field, path__startswith=first.path).first()
            if sibling is not None:
                page.translation_key = sibling.translation_key
            city.add_child(instance=page)
    Site.objects.update_or_create(
        hostname=host, port=80, defaults={"root_page": first, "is_default_site": default, "site_name": code}
    )
    return first.pk


def section(key="traffic", *, code="saebyeol", language="ko"):
    """The sub-site of a field."""
    city = CityPage.objects.get(code=code, locale__language_code=language)
    return FieldPage.objects.get(field__key=key, path__startswith=city.path)


def make_archive():
    """The section of documents of a city of one language, in a database that another test has emptied."""
    make_root()
    make_city(languages=("ko",))
    return make_documents()


def make_unit(key="bike-team"):
    unit = OrganisationUnit.objects.filter(key=key).first()
    return unit or OrganisationUnit.objects.get(pk=_make_unit(key))


@made_once
def _make_unit(key):
    return OrganisationUnit.objects.create(key=key, name_ko="자전거팀", name_en="Bicycle Team", telephone="02-120").pk


def draft_post(title="자전거길 개통", *, parent=None, tags=("자전거",), **over):
    """A post that was written and not yet published."""
    parent = parent or section()
    values = {
        "title": title,
        "lead": "강변을 따라 달립니다.",
        "unit": make_unit(),
        "live": False,
        "locale": parent.locale,
    }
    post = PostPage(**(values | over))
    post.body = [("text", "<p>본문입니다.</p>")]
    parent.add_child(instance=post)
    post.tags.add(*tags)
    post.save_revision()
    return PostPage.objects.get(pk=post.pk)


def publish(post, **changes):
    """Publish the latest revision, with these fields changed first."""
    post = post.get_latest_revision_as_object()
    for name, value in changes.items():
        setattr(post, name, value)
    post.save_revision().publish()
    return PostPage.objects.get(pk=post.pk)


def published_post(title="자전거길 개통", **over):
    """A post that is public."""
    return publish(draft_post(title, **over))


def published_posts(count):
    """A number of published posts, at /traffic/post-0/ and so on."""
    keys = _published_posts(count)
    posts = PostPage.objects.in_bulk(keys)
    return [posts[key] for key in keys]


@made_once
def _published_posts(count):
    return tuple(published_post(f"소식 {number}", slug=f"post-{number}").pk for number in range(count))


def make_city_with_a_post(settings):
    """A city under its own name and one post in it, at /traffic/road/."""
    settings.MADANG_BASE_URL = BASE_URL
    make_city()
    return PostPage.objects.get(pk=_make_road())


@made_once
def _make_road():
    return published_post("길", slug="road").pk


def make_user(name="reporter", **over):
    return get_user_model().objects.create_user(name, password="correct horse battery", **over)


def make_documents(*, code="saebyeol", language="ko", **over):
    """The section of released documents of a city."""
    return DocumentsPage.objects.get(pk=_make_documents(code, language, **over))


@made_once
def _make_documents(code, language, **over):
    city = CityPage.objects.get(code=code, locale__language_code=language)
    values = {"title": "정보공개", "slug": "documents", "description": "결재문서를 공개합니다.", "locale": city.locale}
    section = DocumentsPage(**(values | over))
    city.add_child(instance=section)
    return section.pk


def draft_document(number=1, *, section=None, **over):
    """A document that nobody has screened and whose day has not come."""
    section = section or DocumentsPage.objects.first() or make_documents()
    unit = over.pop("unit", None) or make_unit()
    produced_on = over.pop("produced_on", date(2026, 11, 3))
    values = {
        "city": section.get_parent().specific.code,
        "management_number": f"2026110300{number:04d}",
        "number": f"자전거팀-{number}",
        "title": f"자전거길 정비 계획 {number}호",
        "text": "강변 자전거길을 정비합니다.\n\n예산은 1억 2천만 원입니다.",
        "unit": unit,
        "produced_on": produced_on,
        "release_at": timezone.make_aware(datetime.combine(produced_on + timedelta(days=1), time.min)),
        "retention": "5",
        "licence": "kogl-1",
        "officials": [{"name": "이새벽", "position": "주무관", "role": "drafter"}],
        "live": False,
        "locale": section.locale,
    }
    page = DocumentPage(**(values | over))
    page.slug = page.management_number
    month_folder(section, unit=unit, day=produced_on).add_child(instance=page)
    return DocumentPage.objects.get(pk=page.pk)


def released_document(number=1, **over):
    """A document that was screened and, if the rules found nothing and its day has come, is public."""
    page = draft_document(number, **over)
    release.screen_unscreened()
    release.release_due()
    return DocumentPage.objects.get(pk=page.pk)


def released_documents(*numbers, **over):
    """Several of them, screened by the rules as they are when the first test asks for these."""
    keys = _released_documents(*numbers, **over)
    pages = DocumentPage.objects.in_bulk(keys)
    return [pages[key] for key in keys]


@made_once
def _released_documents(*numbers, **over):
    return tuple(released_document(number, **over).pk for number in numbers)


def make_committee(code="traffic-committee", *, code_of_city="saebyeol", **over):
    """A committee with a chair, below the section of committees of the city, which is made where it is missing."""
    make = _new_committee if over else _make_committee
    return CommitteePage.objects.get(pk=make(code, code_of_city, **over))


def _new_committee(code, code_of_city, **over):
    city = CityPage.objects.filter(code=code_of_city).order_by("path").first()
    section = CommitteesPage.objects.child_of(city).first()
    if section is None:
        section = CommitteesPage(title="위원회", slug="committees", locale=city.locale)
        city.add_child(instance=section)
    values = {
        "title": "교통위원회",
        "slug": code,
        "code": code,
        "category": "심의",
        "legal_basis": "새별시 교통 기본 조례 제9조",
        "established_on": date(2020, 3, 1),
        "unit": make_unit(),
        "locale": section.locale,
    }
    page = CommitteePage(**(values | over))
    page.members = [CommitteeMember(name="나위원", role="위원장", affiliation="새별대학교", since=date(2026, 1, 1))]
    section.add_child(instance=page)
    return page.pk


_make_committee = made_once(_new_committee)


def draft_meeting(title="2026년 제3차 회의", *, committee=None, **over):
    """A meeting that was held, with one decision, and that was not published yet."""
    committee = committee or CommitteePage.objects.first() or make_committee()
    values = {
        "title": title,
        "held_at": datetime(2026, 11, 5, 14, 0, tzinfo=SEOUL),
        "place": "시청 2층 회의실",
        "status": "held",
        "live": False,
        "locale": committee.locale,
    }
    meeting = MeetingPage(**(values | over))
    if "agenda" not in over:
        meeting.agenda = [("item", agenda_item())]
        meeting.attendees = [("attendee", {"name": "나위원", "position": "위원장", "present": True})]
        meeting.body = [("text", "<p>위원장이 개회를 선언하다.</p>")]
    committee.add_child(instance=meeting)
    meeting.save_revision()
    return MeetingPage.objects.get(pk=meeting.pk)


def agenda_item(**over):
    """The value of an item of an agenda."""
    values = {
        "item": "강변 자전거길 정비 계획(안)",
        "outcome": "원안가결",
        "text": "원안대로 의결하다.",
        "votes_for": 7,
        "votes_against": 1,
        "abstentions": 0,
        "documents": ["20261103000001"],
    }
    return values | over


def published_meeting(title="2026년 제3차 회의", **over):
    """A meeting that is public."""
    meeting = draft_meeting(title, **over)
    meeting.save_revision().publish()
    return MeetingPage.objects.get(pk=meeting.pk)
