"""The tabs of the form of an event."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import (
    CommentPanel,
    FieldPanel,
    FieldRowPanel,
    MultiFieldPanel,
    ObjectList,
    PublishingPanel,
    TabbedInterface,
    TitleFieldPanel,
)

from cms.core.leading import AddressesPanel
from cms.events.panels import NextTimesPanel


def handler(*, further_fields: Any) -> TabbedInterface:
    """The tabs: what it is and when, how one takes part, where it is listed, and what every page has."""
    return TabbedInterface(
        [
            ObjectList([*_what(), *_when()], heading=_("Content")),
            ObjectList(_taking_part(), heading=_("Taking part")),
            ObjectList(
                [
                    FieldPanel("further_fields", widget=further_fields),
                    FieldPanel("tags"),
                    FieldPanel("unit"),
                    FieldPanel("licence"),
                ],
                heading=_("Publishing"),
            ),
            ObjectList(
                [FieldPanel("slug"), AddressesPanel(), PublishingPanel(), CommentPanel()], heading=_("Settings")
            ),
        ]
    )


def _what() -> list[Any]:
    return [
        TitleFieldPanel("title"),
        FieldRowPanel([FieldPanel("type"), FieldPanel("status")]),
        FieldPanel("lead"),
    ]


def _when() -> list[Any]:
    return [
        MultiFieldPanel(
            [FieldRowPanel([FieldPanel("starts_at"), FieldPanel("ends_at")]), FieldPanel("all_day")],
            heading=_("When"),
        ),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("place"), FieldPanel("address")]),
                FieldPanel("map_url"),
                FieldPanel("online_url"),
            ],
            heading=_("Where it is"),
        ),
        MultiFieldPanel(
            [FieldPanel("cover"), FieldPanel("cover_alt"), FieldPanel("cover_decorative")], heading=_("Cover picture")
        ),
        FieldPanel("body"),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("repeats"), FieldPanel("repeat_every")]),
                FieldPanel("weekdays"),
                FieldRowPanel([FieldPanel("repeat_until"), FieldPanel("repeat_count")]),
                FieldPanel("exceptions"),
            ],
            heading=_("Repetition"),
        ),
        NextTimesPanel(),
    ]


def _taking_part() -> list[Any]:
    return [
        FieldRowPanel([FieldPanel("audience"), FieldPanel("capacity")]),
        FieldRowPanel([FieldPanel("free"), FieldPanel("fee")]),
        MultiFieldPanel(
            [
                FieldPanel("application"),
                FieldRowPanel([FieldPanel("apply_url"), FieldPanel("apply_telephone")]),
                FieldRowPanel([FieldPanel("apply_from"), FieldPanel("apply_until")]),
            ],
            heading=_("Application for a place"),
        ),
        FieldPanel("contact"),
    ]
