"""Links between imported posts: an address that a post had before becomes a link to its page, whenever that comes."""

import re
from collections.abc import Collection, Iterator
from html import unescape
from typing import Any, Final

from django.db import transaction
from django.db.models import Q, TextField
from django.db.models.functions import Cast

from cms.core.errors import BadInput
from cms.core.models import Redirect
from cms.core.redirects import digests, read_source
from cms.news.imports.drafts import host_of
from cms.news.models import PostPage
from cms.subsites import terms as places

STEP: Final = 50
_LINK: Final = re.compile(r'<a\b(?=[^>]*\bhref="(?P<address>[^"]*)")[^>]*>')
_ANY: Final = re.compile(r"<a\b[^>]*>")


class Links:
    """Knows what the posts that a city has imported were called before; ``city`` is its key."""

    def __init__(self, city: str) -> None:
        self._city = city
        self._own = {name for name, site, _ in places.hosts() if site == city}

    def linked(self, html: str) -> str:
        """Clean HTML with the ids of pages in place of addresses that lead to them. One query where it has links."""
        pages = self._pages({match["address"] for match in _LINK.finditer(html)})

        def link(match: re.Match[str]) -> str:
            page_id = pages.get(match["address"])
            return f'<a linktype="page" id="{page_id}">' if page_id else match[0]

        return _LINK.sub(link, html)

    def _pages(self, written: Collection[str]) -> dict[str, int]:
        wanted = {address: self._digests(unescape(address)) for address in written}
        keys = {key for keys in wanted.values() for key in keys}
        rows = Redirect.objects.filter(digest__in=keys, page__isnull=False) if keys else Redirect.objects.none()
        found = dict(rows.values_list("digest", "page_id"))
        first = {address: next((key for key in keys if key in found), "") for address, keys in wanted.items()}
        return {address: found[key] for address, key in first.items() if key}

    def _digests(self, address: str) -> list[str]:
        if not address.lower().startswith(("http://", "https://")):
            return []
        try:
            source = read_source(address.partition("#")[0])
        except BadInput:
            return []
        site = self._city if source.host in self._own else ""
        return [key for key, _ in digests(source, hosts=[source.host], site=site)]

    def settle(self, addresses: Collection[str]) -> int:
        """Link the posts that nobody has edited here to what was known by one of these addresses; returns how many."""
        hosts = {host for address in addresses if (host := host_of(address))}
        return sum(self._settle(post) for post in _naming(hosts)) if hosts else 0

    def _settle(self, post: PostPage) -> bool:
        before = list(post.body.raw_data)
        after = [
            block | {"value": self.linked(block["value"])} if block["type"] == "html" else block for block in before
        ]
        if after == before:
            return False
        field: Any = PostPage._meta.get_field("body")
        with transaction.atomic():
            post.body = field.to_python(after)
            post.save()
        return True


def _naming(hosts: Collection[str]) -> Iterator[PostPage]:
    """The imported posts, not edited here, whose text names one of these hosts."""
    named = Q()
    for host in hosts:
        named |= Q(text__icontains=f"//{host}")
    posts = PostPage.objects.filter(source_id__isnull=False, latest_revision__isnull=True)
    posts = posts.annotate(text=Cast("body", TextField())).filter(named).order_by("pk")
    after = 0
    while batch := list(posts.filter(pk__gt=after)[:STEP]):
        after = batch[-1].pk
        yield from batch


def without_targets(html: str) -> str:
    """HTML whose links lead nowhere: what is the same whatever has become of what it links to."""
    return _ANY.sub("<a>", html)
