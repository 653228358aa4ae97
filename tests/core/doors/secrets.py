"""A city in which somebody has written, in every state that is not public, what others may not know.

Every title, tag, department and task that is a secret contains :data:`MARK`, in whatever case.
"""

from datetime import date, timedelta

from django.contrib.auth import get_user_model
from django.utils import timezone
from wagtail.models import Page, PageLogEntry, PageViewRestriction

from cms.committees.models import CommitteePage
from cms.releases.folders import month_folder
from cms.releases.models import DocumentsPage, TaskCard
from cms.releases.models.documents import State
from cms.subsites.models import CityPage, OrganisationUnit, WebsitePage
from tests.content import (
    draft_document,
    draft_meeting,
    draft_post,
    make_city,
    make_committee,
    make_documents,
    make_unit,
    make_user,
    publish,
    published_post,
    released_document,
    section,
)
from tests.core.media import make_image

MARK = "hush"
_PERSONAL = "문의: 민원인 휴대전화 010-1234-5678"


def title(state):
    return f"Hush {state} 비밀"


def _unit():
    """A department that nobody knows of but for held documents."""
    unit = OrganisationUnit.objects.filter(key="u-hush").first()
    return unit or OrganisationUnit.objects.create(
        key="u-hush", name_ko="Hush 조사과", name_en="Hush office", unlisted=True
    )


def _task():
    return TaskCard.objects.get_or_create(key="hush-task", defaults={"name": "Hush 단위과제"})[0]


def draft(owner):
    return draft_post(title("draft"), owner=owner, tags=("hushed",), unit=make_unit())


def scheduled(owner):
    return publish(
        draft_post(title("scheduled"), owner=owner, tags=("hushes",)), go_live_at=timezone.now() + timedelta(days=1)
    )


def unpublished(owner):
    post = published_post(title("unpublished"), owner=owner, tags=("husher",))
    post.unpublish()
    return post


def private(owner):
    post = published_post(title("private"), owner=owner, tags=("hushing",))
    PageViewRestriction.objects.create(page=post, restriction_type=PageViewRestriction.LOGIN)
    return post


def below_a_private_place(owner):
    place = section("health").add_child(
        instance=WebsitePage(title=title("website"), slug="hush-site", code="hush-site", locale=section().locale)
    )
    post = published_post(title("below private"), owner=owner, parent=place, tags=("hushmost",))
    PageViewRestriction.objects.create(page=place, restriction_type=PageViewRestriction.LOGIN)
    return post


def draft_website(owner):
    website = WebsitePage(
        title=title("draft website"), slug="hush-draft", code="hush-draft", locale=section().locale, live=False
    )
    return section().add_child(instance=website)


def draft_committee(owner):
    committee = make_committee("hush-committee", title=title("committee"), live=False, slug="hush-committee")
    committee.unpublish()
    return CommitteePage.objects.get(pk=committee.pk)


def unfinished_meeting(owner):
    return draft_meeting(title("meeting"), committee=make_committee(), owner=owner)


def held(owner):
    return released_document(1, title=title("held"), text=_PERSONAL, unit=_unit(), task=_task())


def waiting(owner):
    return draft_document(2, title=title("waiting"), unit=_unit(), task=_task(), produced_on=date(2126, 1, 2))


def taken_down(owner):
    page = released_document(3, title=title("taken down"), unit=_unit(), task=_task())
    page.state = State.WITHDRAWN
    page.save()
    return page


def closed_with_its_title(owner):
    return released_document(
        4, title=title("closed"), openness="closed", title_withheld=True, grounds=[6], reason="사생활", unit=make_unit()
    )


def _hidden(owner):
    """All pages that are nobody's but their author's, the editors' and the officers', by the name of their state."""
    makers = (
        draft, scheduled, unpublished, private, below_a_private_place, draft_website, draft_committee,
        unfinished_meeting, held, waiting, taken_down, closed_with_its_title,
    )  # fmt: skip
    return {maker.__name__: maker(owner) for maker in makers}


def make():
    """Write all of it into a store without a city; returns what a :class:`World` is found again by."""
    make_city()
    documents = make_documents()
    author = make_user("author")
    hidden = _hidden(author)
    hidden["folder"] = month_folder(documents, unit=_unit(), day=date(2026, 11, 1))
    hidden["private website"] = WebsitePage.objects.get(code="hush-site")
    post = published_post("자전거길 개통", owner=author)
    document = released_document(9)
    edited = post.get_latest_revision_as_object()
    edited.title = title("edit")
    edited.save_revision(user=author, log_action=True)
    place = section("health").get_latest_revision_as_object()
    place.title = title("edit of a place")
    place.save_revision(user=author)
    _log(hidden.values(), author)
    return author.pk, post.pk, document.pk, {name: page.pk for name, page in hidden.items()}


def _log(hidden, author):
    """Write down what Wagtail would have of each; one page is deleted, and remembered by its log alone."""
    for page in hidden:
        PageLogEntry.objects.log_action(instance=page, action="wagtail.edit", title=page.title, user=author)
    gone = draft_post(title("deleted"), tags=())
    Page.objects.get(pk=gone.pk).delete()


class World:
    """The pages of the city: those that are ``hidden``, and what is ``public``.

    Made of the keys that :func:`make` has returned.
    """

    def __init__(self, keys):
        author, post, document, hidden = keys
        self.city, self.documents = CityPage.objects.first(), DocumentsPage.objects.get()
        self.author = get_user_model().objects.get(pk=author)
        pages = Page.objects.specific().in_bulk([post, document, *hidden.values()])
        self.post, self.document = pages[post].get_latest_revision_as_object(), pages[document]
        self.hidden = {name: pages[key] for name, key in hidden.items()}
        # Its file is in no row.
        self.image = make_image("강변")

    @property
    def keys(self):
        return sorted(page.pk for page in self.hidden.values())
