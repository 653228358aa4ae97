"""The blocks that a body is made of. Each renders plain semantic HTML; its look belongs to the front end."""

from cms.core.blocks.bodies import BodyBlock, BodyField
from cms.core.blocks.media import FileBlock
from cms.core.blocks.parts import FilesField, PartsField

__all__ = ["BodyBlock", "BodyField", "FileBlock", "FilesField", "PartsField"]
