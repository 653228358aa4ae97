"""Pages of websites, and the systems of others that may stand in them."""

from cms.pages.models.pages import Role, StandardPage
from cms.pages.models.systems import EmbeddedSystem

__all__ = ["EmbeddedSystem", "Role", "StandardPage"]
