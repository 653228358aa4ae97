"""The blocks that a body is made of. Each renders plain semantic HTML; its look belongs to the front end."""

from cms.core.blocks.bodies import BodyBlock, BodyField
from cms.core.blocks.media import FileBlock

__all__ = ["BodyBlock", "BodyField", "FileBlock"]
