"""The base of every page type: a stable key, an address, and the duty to say what it publishes."""

from typing import Any, ClassVar, Final, Literal, TypeVar
from unicodedata import normalize
from uuid import uuid4

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from wagtail.models import COMMENTS_RELATION_NAME, Page

from cms.core import schedules, versions
from cms.core.addresses import Root, is_reserved, roots
from cms.core.errors import Refused
from cms.core.forms import PageForm
from cms.core.iri import encode_uri
from cms.core.permissions import AuthorPermissionTester
from cms.core.records import Body, Record
from cms.core.signals import page_saved, publication_asked
from cms.core.text import clean_line

P = TypeVar("P", bound=Page)
# What a new version writes on its page, as Page.save_revision of Wagtail has it: no record and no state reads it.
_OF_A_VERSION: Final = frozenset(
    (COMMENTS_RELATION_NAME, "draft_title", "has_unpublished_changes", "latest_revision", "latest_revision_created_at")
)


class BasePage(Page):
    """A page that says what it publishes: a ``record``, a vocabulary ``term``, or None; a system check insists."""

    publishes: ClassVar[Literal["record", "term"] | None]
    # What its record is built of besides the page itself, read at once for all pages of a batch.
    built_with: ClassVar[tuple[str, ...]] = ("locale",)
    # What its name and its state in a list of pages are told by, beside every page; read at once for a whole list.
    listed_with: ClassVar[tuple[str, ...]] = ()
    # Whether its record says where it stands among the pages beside it.
    is_ordered: ClassVar[bool] = False
    # The right, such as "app.codename", to know all pages of the type, whatever their state; empty where there is none.
    known_by: ClassVar[str] = ""
    # The labels of places below which a plain author does not write the type, such as "app.PlacePage".
    editors_only_below: ClassVar[tuple[str, ...]] = ()
    # What belongs to the page itself: no copy, alias or revision brings another page's value along.
    exclude_fields_in_copy: ClassVar[list[str]] = ["key"]
    # Whether what is in memory is what was added to the tree, rather than what was read of it or of a version.
    is_just_added: bool = False

    base_form_class = PageForm

    key = models.UUIDField(default=uuid4, unique=True, editable=False)

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> Any:
        if self._state.adding and self.alias_of_id is not None:
            for name in self.exclude_fields_in_copy:
                setattr(self, name, self._meta.get_field(name).get_default())
        if self.live and self.first_published_at is None and not self._is_scheduled():  # type: ignore[has-type]
            # add_child(live=True) publishes without a date, and every listing is ordered by it.
            self.first_published_at = timezone.now()
        self.is_just_added = self.is_just_added or self._state.adding
        result = super().save(*args, **kwargs)
        fields = kwargs.get("update_fields")
        if fields is None or not _OF_A_VERSION.issuperset(fields):
            page_saved.send(type(self), page_id=self.pk, is_whole=fields is None)
        return result

    def publish(self, revision: Any, *args: Any, **kwargs: Any) -> Any:
        """Publish or schedule a revision; Refused, with nothing changed, where a rule keeps it from the public.

        When its time has come and nobody is there, the refusal is written down instead.
        """
        try:
            with transaction.atomic():
                revision.as_object().check_publishable()
                versions.keep_live(self, before=revision)
                return super().publish(revision, *args, **kwargs)
        except (Refused, ValidationError) as error:
            if kwargs.get("log_action") != schedules.SCHEDULED:
                raise
            schedules.cancel(self, revision, error)
            return None

    @transaction.atomic
    def save_revision(self, *args: Any, **kwargs: Any) -> Any:
        """Write what is in memory as a new revision, beside what is live."""
        versions.keep_live(self)
        return super().save_revision(*args, **kwargs)

    def check_publishable(self) -> None:
        """Refused where a rule keeps the page, as it is in memory, from the public."""
        publication_asked.send(type(self), page=self)

    def with_content_json(self, content: dict[str, Any]) -> Any:
        page = super().with_content_json(content)
        for name in self.exclude_fields_in_copy:
            setattr(page, name, getattr(self, name))
        # Which version is live is no part of a version: an older one would name none, or another.
        page.live_revision_id = self.live_revision_id
        return page

    def get_admin_display_title(self) -> str:
        """The title that the public has while the page is live; that of an edit is its author's until published.

        Wagtail's own is the last one written, in every list and log, whoever looks at it.
        """
        return str(self.title if self.live else self.draft_title or self.title)

    def _is_scheduled(self) -> bool:
        return self.go_live_at is not None and self.go_live_at > timezone.now()

    def full_clean(self, *args: Any, **kwargs: Any) -> None:
        self._clean_names()
        super().full_clean(*args, **kwargs)

    def minimal_clean(self) -> None:
        self._clean_names()
        super().minimal_clean()

    def _clean_names(self) -> None:
        self.title = clean_line(self.title)  # type: ignore[has-type]
        self.slug = normalize("NFC", self.slug)  # type: ignore[has-type]
        if not self.slug and not slugify(self.title, allow_unicode=True):
            self.slug = str(self.key)[:8]

    def clean(self) -> None:
        if self.slug and not self._slug_is_free(self.slug, self.get_parent()):
            message = _("“%(slug)s” is the address of something else on every site. Please choose another one.")
            raise ValidationError({"slug": ValidationError(message, params={"slug": self.slug})})
        super().clean()

    def get_parent(self, update: bool = False) -> Page | None:
        """A page without a place knows its parent where the editor's form has told it."""
        return super().get_parent(update) if self.path else getattr(self, "_cached_parent_obj", None)

    @staticmethod
    def _slug_is_free(slug: str, parent: Page | None) -> bool:
        return parent is None or parent.depth == 1 or not is_reserved(slug)

    @staticmethod
    def _slug_is_available(slug: str, parent_page: Page | None, page: Page | None = None) -> bool:
        """Wagtail asks this while it makes a slug of a title, and before it saves one."""
        return BasePage._slug_is_free(slug, parent_page) and Page._slug_is_available(slug, parent_page, page)

    def get_url_parts(self, request: Any = None) -> tuple[int, str, str] | None:
        """The site, its base address and the path below it; other languages than the root's own have a prefix.

        Unlike Wagtail's own, this neither reverses a view of the page (there is none) nor trusts a cache that other
        processes cannot clear. ``request`` may be any object that several calls share.
        """
        for root in self._roots(request or self):
            if self.url_path.startswith(root.path):
                path = f"{root.prefix}/{self.url_path[len(root.path) :]}"
                return root.site_id, root.base_url, encode_uri(path)
        return None

    @staticmethod
    def _roots(holder: Any) -> list[Root]:
        if not hasattr(holder, "_madang_roots"):
            holder._madang_roots = roots()
        found: list[Root] = holder._madang_roots
        return found

    def permissions_for_user(self, user: Any) -> AuthorPermissionTester:
        return AuthorPermissionTester(user, self)

    def build_record(self) -> tuple[Record, Body]:
        """The public record of the page as stored now; only for ``publishes = "record"``."""
        raise NotImplementedError(f"{type(self).__name__} publishes no record")

    def reference(self) -> str:
        """The name of the page where its title must not be told: in logs and in the audit trail."""
        return str(self.pk)

    def is_kept_back(self) -> bool:
        """Return whether what it says is being kept from the public, which a draft that nobody has published is not."""
        return self.live and self.is_held()

    def is_held(self) -> bool:
        """Return whether a rule of the page's own type keeps it from the public although it is live."""
        return False
