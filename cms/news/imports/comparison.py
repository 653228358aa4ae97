"""The comparison of a post with its source, without fetching a picture."""

from typing import Any, Final

from cms.news.imports import bodies
from cms.news.imports.drafts import Draft
from cms.news.imports.files import is_file
from cms.news.imports.links import without_targets
from cms.news.models import PostPage

# Stands for whatever number a picture or file has in the library.
_ANY: Final = 0


class _Library:
    """Has everything."""

    pk = _ANY


def is_same(page: PostPage, made: Draft) -> bool:
    """Return whether all but the cover and the body is as the source has it.

    A post with a revision is not compared by its dates: publishing it from here gave it others.
    """
    if [page.title, page.lead, page.byline] != [made.title, made.lead, made.byline]:
        return False
    if page.latest_revision_id is None and not _same_dates(page, made):
        return False
    return {tag.name.casefold() for tag in page.tags.all()} == {name.casefold() for name in made.tags}


def has_all(page: PostPage, made: Draft, *, host: str) -> bool:
    """Return whether the post has the text of its source, and all pictures and files that it names.

    A post with a revision keeps its links as they are, so that they are not compared.
    """
    cover, body = cover_and_body(page)
    expected = _stored(_expected(made, host=host))
    if page.latest_revision_id is not None:
        body, expected = _unlinked(body), _unlinked(expected)
    return bool(cover) == bool(made.cover) and _masked(body) == _masked(expected)


def _unlinked(blocks: list[Any]) -> list[Any]:
    return [[kind, without_targets(value) if kind == "html" else value] for kind, value in blocks]


def cover_and_body(page: PostPage) -> tuple[int | None, Any]:
    """The cover and the body of a post."""
    return page.cover_id, stored_body(page)


def stored_body(page: Any) -> list[Any]:
    """The body of a page, without the marks that the editor gives to blocks."""
    return _stored([(block["type"], block["value"]) for block in page.body.raw_data])


def names_pictures(made: Draft, *, host: str) -> bool:
    """Return whether the source of a post names a picture or a file."""
    return bool(made.cover) or any(kind in {"image", "gallery", "file"} for kind, _ in _expected(made, host=host))


def _same_dates(page: PostPage, made: Draft) -> bool:
    return (page.first_published_at, page.last_published_at) == (made.published_at, made.modified_at)


def _expected(made: Draft, *, host: str) -> list[bodies.Block]:
    """The blocks of the body if all were to be had."""

    def find(address: str, title: str) -> Any:
        return _Library

    def offer(address: str, title: str) -> Any:
        return _Library if is_file(address, host=host) else None

    return bodies.blocks(made.html, find=find, offer=offer, title=made.title)


def _stored(blocks: list[bodies.Block]) -> list[Any]:
    return [[kind, [_value(one) for one in value] if isinstance(value, list) else value] for kind, value in blocks]


def _value(one: Any) -> Any:
    """A value of a list as it is made, or as it is stored."""
    return one["value"] if isinstance(one, dict) and "value" in one and "type" in one else one


def _masked(value: Any) -> Any:
    """The same with any picture and any file for another."""
    if isinstance(value, list):
        return [_masked(one) for one in value]
    if isinstance(value, dict):
        return {
            name: _ANY if name in {"image", "file"} and not isinstance(one, dict) else _masked(one)
            for name, one in value.items()
        }
    return value
