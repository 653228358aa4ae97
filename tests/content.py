"""Pages of an invented city, made as the editor makes them, so that publication runs for real."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.contrib.auth import get_user_model
from django.db import transaction
from django.test import override_settings
from django.utils import timezone
from wagtail.models import Locale, Page, Site

from cms.committees.models import CommitteeMember, CommitteePage, CommitteesPage, MeetingPage
from cms.core.gathering import gathering
from cms.events.models import EventPage
from cms.news.models import PostPage
from cms.pages.models import StandardPage
from cms.releases import release
from cms.releases.folders import month_folder
from cms.releases.models import DocumentPage, DocumentsPage
from cms.subsites.models import CityPage, Field, FieldPage, OrganisationUnit

CODE = "saebyeol"
HOST = "saebyeol.example"
BASE_URL = f"http://{HOST}"
SEOUL = ZoneInfo("Asia/Seoul")


def make_city():
    """The city with Traffic and Health in Korean and English, on its own host; made where the store has none.

    Its page in Korean. Tests begin with it made when they ask for ``prepared_city`` (:mod:`tests.stores`).
    """
    return _find_city() or new_city()


def make_korean_city():
    """The same city in Korean only, as ``prepared_korean_city`` has it."""
    return _find_city() or new_city(languages=("ko",))


def _find_city():
    return CityPage.objects.filter(code=CODE).order_by("path").first()


@transaction.atomic
@gathering()
def new_city(code=CODE, host=HOST, *, default=True, languages=("ko", "en")):
    """A city on its own host with Traffic and Health in each language; returns its page in the first one."""
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
    return CityPage.objects.get(pk=first.pk)


def section(key="traffic", *, code=CODE, language="ko"):
    """The sub-site of a field."""
    city = CityPage.objects.get(code=code, locale__language_code=language)
    return FieldPage.objects.get(field__key=key, path__startswith=city.path)


def make_archive():
    """The section of documents of the city, which is made where it is missing."""
    make_city()
    return make_documents()


def make_unit(key="bike-team"):
    names = {"name_ko": "자전거팀", "name_en": "Bicycle Team", "telephone": "02-120"}
    return OrganisationUnit.objects.get_or_create(key=key, defaults=names)[0]


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


def draft_page(title="공영 자전거 이용 안내", *, parent=None, **over):
    """A page of a website that was written and not yet published."""
    parent = Page.objects.get(pk=(parent or section()).pk)
    values = {"title": title, "unit": make_unit(), "live": False, "locale": parent.locale}
    page = StandardPage(**(values | over))
    if not page.body:
        page.body = [("text", "<p>자전거를 빌리고 돌려주는 방법입니다.</p>")]
    parent.add_child(instance=page)
    page.save_revision()
    return StandardPage.objects.get(pk=page.pk)


def published_page(title="공영 자전거 이용 안내", **over):
    """One that is public."""
    page = draft_page(title, **over)
    page.get_latest_revision().publish()
    return StandardPage.objects.get(pk=page.pk)


def published_event(title="강변 자전거 나들이", *, parent=None, **over):
    """An event that is public: two hours on one day of the year to come."""
    parent = Page.objects.get(pk=(parent or section()).pk)
    starts_at = timezone.now().replace(hour=3, minute=0, second=0, microsecond=0) + timedelta(days=200)
    times = {"starts_at": starts_at, "ends_at": starts_at + timedelta(hours=2)}
    values = {"title": title, "unit": make_unit(), "live": False, "locale": parent.locale, **times}
    page = EventPage(**(values | over))
    parent.add_child(instance=page)
    page.save_revision().publish()
    return EventPage.objects.get(pk=page.pk)


def published_posts(count):
    """A number of published posts, at /traffic/post-0/ and so on."""
    return [published_post(f"소식 {number}", slug=f"post-{number}") for number in range(count)]


def make_city_with_a_post():
    """The city under its own name and one post in it, at /traffic/road/, as ``prepared_post`` has them."""
    with override_settings(MADANG_BASE_URL=BASE_URL):
        make_city()
        return PostPage.objects.filter(slug="road").first() or published_post("길", slug="road")


def make_user(name="reporter", **over):
    return get_user_model().objects.create_user(name, password="correct horse battery", **over)


def make_documents(*, code=CODE, language="ko", **over):
    """The section of released documents of a city, made where it has none."""
    city = CityPage.objects.get(code=code, locale__language_code=language)
    values = {"title": "정보공개", "slug": "documents", "description": "결재문서를 공개합니다.", "locale": city.locale}
    if not DocumentsPage.objects.child_of(city).exists():
        city.add_child(instance=DocumentsPage(**(values | over)))
    return DocumentsPage.objects.child_of(city).get()


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
    """Several of them."""
    return [released_document(number, **over) for number in numbers]


def make_committee(code="traffic-committee", *, code_of_city=CODE, **over):
    """A committee with a chair, below the section of committees of the city, which is made where it is missing.

    One that the city has already is returned, unless values of another are given.
    """
    city = CityPage.objects.filter(code=code_of_city).order_by("path").first()
    committee = CommitteePage.objects.descendant_of(city).filter(code=code).first()
    if committee is None or over:
        section = CommitteesPage.objects.child_of(city).first()
        section = section or city.add_child(
            instance=CommitteesPage(title="위원회", slug="committees", locale=city.locale)
        )
        return _new_committee(section, code, over)
    return committee


def _new_committee(section, code, over):
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
    return CommitteePage.objects.get(pk=page.pk)


def make_city_with_a_committee():
    """The committee of the city, which is made where it is missing."""
    make_city()
    return make_committee()


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
