"""The places and vocabularies of a city."""

from cms.subsites.models.fields import ColourField, KeyField, refuse_new_key
from cms.subsites.models.places import (
    CityPage,
    FieldPage,
    Identity,
    SectionPage,
    TermPage,
    WebsitePage,
    city_of,
    section_types,
)
from cms.subsites.models.units import OrganisationUnit, StaffPosition, UnitChange
from cms.subsites.models.vocabulary import Field, Named

__all__ = [
    "CityPage",
    "ColourField",
    "Field",
    "FieldPage",
    "Identity",
    "KeyField",
    "Named",
    "OrganisationUnit",
    "SectionPage",
    "StaffPosition",
    "TermPage",
    "UnitChange",
    "WebsitePage",
    "city_of",
    "refuse_new_key",
    "section_types",
]
