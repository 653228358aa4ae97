"""Related documents as a channel: they follow the ledger."""

from typing import Final

from django.utils.translation import gettext_lazy as _

from cms.core.channels import FollowingChannel
from cms.core.records import Document
from cms.derived.lists import FOLLOWER
from cms.derived.related import relating

RELATED: Final = FollowingChannel(
    name=FOLLOWER,
    words=_("Find related documents"),
    follow=relating.follow,
    kinds=frozenset({Document.kind}),
    waiting=relating.waiting,
    again=relating.relate_again,
)
