"""The parts of a meeting beside its minutes: the agenda with its outcomes, who took part, and the papers."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import BlockGroup

from cms.core.blocks import FileBlock, PartsField
from cms.releases.models.documents import NUMBER_FORM


class AgendaItemBlock(blocks.StructBlock):
    """One item: first what it is about, after the meeting what became of it."""

    item = blocks.CharBlock(max_length=300, label=_("Item"))
    outcome = blocks.CharBlock(
        required=False,
        max_length=100,
        label=_("Outcome"),
        help_text=_(
            "For example: passed as proposed, passed as amended, postponed. Public also where minutes are not."
        ),
    )
    text = blocks.TextBlock(required=False, rows=3, label=_("Decision"), help_text=_("In the words of the minutes."))
    votes_for = blocks.IntegerBlock(required=False, min_value=0, label=_("Votes for"))
    votes_against = blocks.IntegerBlock(required=False, min_value=0, label=_("Votes against"))
    abstentions = blocks.IntegerBlock(required=False, min_value=0, label=_("Abstentions"))
    documents = blocks.ListBlock(
        blocks.CharBlock(max_length=40, validators=[NUMBER_FORM], label=_("Management number")),
        default=[],
        label=_("Approval documents"),
        help_text=_("The management numbers of the documents that prepared or carry out this decision."),
    )

    class Meta:
        icon = "list-ul"
        label = _("Agenda item")
        label_format = "{item}"
        form_layout = BlockGroup(
            children=[
                "item",
                "outcome",
                "text",
                BlockGroup(["votes_for", "votes_against", "abstentions"], heading=_("Votes")),
                "documents",
            ]
        )


class AttendeeBlock(blocks.StructBlock):
    """Somebody who was expected, and whether they came."""

    name = blocks.CharBlock(max_length=100, label=_("Name"))
    position = blocks.CharBlock(required=False, max_length=100, label=_("Position"))
    present = blocks.BooleanBlock(required=False, default=True, label=_("Present"))

    class Meta:
        icon = "user"
        label = _("Attendee")
        label_format = "{name} {position}"
        collapsed = True


class LinkBlock(blocks.StructBlock):
    """A paper that is kept elsewhere."""

    url = blocks.URLBlock(max_length=1000, label=_("Address"))
    title = blocks.CharBlock(max_length=200, label=_("Title"))

    class Meta:
        icon = "link-external"
        label = _("Link")


class AgendaBlock(blocks.StreamBlock):
    """The items in their order."""

    item = AgendaItemBlock()


class AttendeesBlock(blocks.StreamBlock):
    """All who were expected."""

    attendee = AttendeeBlock()


class PapersBlock(blocks.StreamBlock):
    """Files of the library, and links to elsewhere."""

    file = FileBlock()
    link = LinkBlock()


class AgendaField(PartsField):
    """The items of a meeting."""

    def __init__(self, verbose_name: Any = None, **kwargs: Any) -> None:
        super().__init__(verbose_name, **{"block_types": AgendaBlock, **kwargs})


class AttendeesField(PartsField):
    """Those who were to take part."""

    def __init__(self, verbose_name: Any = None, **kwargs: Any) -> None:
        super().__init__(verbose_name, **{"block_types": AttendeesBlock, **kwargs})


class PapersField(PartsField):
    """Files and links."""

    def __init__(self, verbose_name: Any = None, **kwargs: Any) -> None:
        super().__init__(verbose_name, **{"block_types": PapersBlock, **kwargs})
