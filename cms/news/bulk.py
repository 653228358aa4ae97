"""Writing many posts at once: what ``add_child`` does for each, done once for all of them.

One post through ``add_child`` and ``publish`` costs about ninety queries; here a batch costs about ten. Left out are
the revision, which the editor makes at its first save, and a log entry for each. Posts that refer to pictures get
their rows of the reference index, through which the publication finds them again.
"""

from collections.abc import Iterable, Sequence
from typing import Any, Final

from django.contrib.contenttypes.models import ContentType
from django.db import models, transaction
from django.utils import timezone
from modelsearch.backends import get_search_backends
from taggit.models import Tag
from wagtail.models import Page, ReferenceIndex

from cms.core.signals import pages_written
from cms.news.models import PostPage, PostTag

SLUG_LENGTH: Final = 80


@transaction.atomic
def add_posts(parent: Page, posts: Sequence[PostPage], *, tags: Sequence[Iterable[str]]) -> None:
    """Write new live posts below ``parent``, the last one last; ``tags`` has the names for each of them.

    The caller has set what belongs to a post, its slug and its dates included, and has checked it: ValidationError is
    not raised here. Slugs that are taken get the head of the post's key appended.
    """
    if not posts:
        return
    parent = Page.objects.select_for_update().get(pk=parent.pk)
    _place(parent, posts)
    separate_slugs(parent, posts)
    for post in posts:
        post.url_path = f"{parent.url_path}{post.slug}/"
    _insert(posts)
    Page.objects.filter(pk=parent.pk).update(numchild=models.F("numchild") + len(posts))
    _add_tags(posts, tags)
    for backend in get_search_backends(with_auto_update=True):
        backend.get_index_for_model(PostPage).add_items(PostPage, posts)
    for post in posts:
        if post.cover_id or next(iter(post.body.stream_block.extract_references(post.body)), None):
            ReferenceIndex.create_or_update_for_object(post)
    pages_written.send(PostPage, page_ids=[post.pk for post in posts])


def _place(parent: Page, posts: Sequence[PostPage]) -> None:
    """Tree columns and the columns of Page that saving would have filled."""
    last = parent.get_last_child()
    taken = Page._str2int(last.path[-Page.steplen :]) if last else 0
    content_type = ContentType.objects.get_for_model(PostPage)
    now = timezone.now()
    for step, post in enumerate(posts, start=taken + 1):
        post.path, post.depth, post.numchild = Page._get_path(parent.path, parent.depth + 1, step), parent.depth + 1, 0
        post.content_type, post.locale_id = content_type, parent.locale_id
        post.draft_title, post.live, post.has_unpublished_changes = post.title, True, False
        post.first_published_at = post.first_published_at or now
        post.last_published_at = post.last_published_at or post.first_published_at
        post.latest_revision_created_at = post.last_published_at


def separate_slugs(parent: Page, posts: Sequence[PostPage]) -> None:
    wanted = [post.slug for post in posts]
    below = Page.objects.filter(path__startswith=parent.path, depth=parent.depth + 1)
    taken = set(below.filter(slug__in=wanted).values_list("slug", flat=True))
    for post in posts:
        if post.slug in taken:
            post.slug = f"{post.slug[: SLUG_LENGTH - 9]}-{post.key.hex[:8]}"
        taken.add(post.slug)


def _insert(posts: Sequence[PostPage]) -> None:
    """Both tables of each post; the second is written as ``save`` does, since ``bulk_create`` knows one table only."""
    shared = [field.attname for field in Page._meta.concrete_fields if not field.primary_key]
    rows = Page.objects.bulk_create([Page(**{name: getattr(post, name) for name in shared}) for post in posts])
    for post, row in zip(posts, rows, strict=True):
        post.pk = post.id = post.page_ptr_id = row.pk
        post._state.adding, post._state.db = False, row._state.db
    manager: Any = PostPage._base_manager.get_queryset()
    manager._batched_insert(list(posts), PostPage._meta.local_concrete_fields, batch_size=None)


def _add_tags(posts: Sequence[PostPage], tags: Sequence[Iterable[str]]) -> None:
    """Tags are the same whatever the case they are written in."""
    wanted = [dict.fromkeys(name.casefold() for name in given) for given in tags]
    known = _tags({name.casefold(): name for given in tags for name in given})
    PostTag.objects.bulk_create(
        PostTag(content_object=post, tag=known[folded])
        for post, folded_names in zip(posts, wanted, strict=True)
        for folded in folded_names
    )


def _tags(names: dict[str, str]) -> dict[str, Tag]:
    known = {tag.name.casefold(): tag for tag in Tag.objects.filter(name__in=[*names.values(), *names])}
    for folded, name in names.items():
        if folded not in known:
            known[folded] = Tag.objects.filter(name__iexact=name).first() or Tag.objects.create(name=name)
    return known
