"""What a city has to say that is no news, and the systems of others that may stand in it."""

from cms.pages.models.pages import Role, StandardPage
from cms.pages.models.systems import EmbeddedSystem

__all__ = ["EmbeddedSystem", "Role", "StandardPage"]
