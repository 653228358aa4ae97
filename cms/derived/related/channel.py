"""Related documents as a channel: they follow the ledger."""

from typing import Final

from django.utils.translation import gettext_lazy as _

from cms.core.channels import FollowingChannel
from cms.core.records import Document
from cms.derived.lists import FOLLOWER
from cms.derived.related import discovery

RELATED: Final = FollowingChannel(
    name=FOLLOWER,
    words=_("Find related documents"),
    follow=discovery.follow,
    kinds=frozenset({Document.kind}),
    waiting=discovery.waiting,
    again=discovery.relate_again,
)
