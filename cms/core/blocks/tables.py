"""The block of a table, which begins with room to write in."""

from typing import Any, Final

from wagtail.contrib.typed_table_block.blocks import TypedTable, TypedTableBlock

# The columns, and the rows below their headings, of a new table.
SIZE: Final = 3


class TableBlock(TypedTableBlock):
    """A table whose columns are text unless somebody chooses otherwise."""

    def get_default(self) -> Any:
        """Return a new empty table."""
        block = self.child_blocks["text"]
        columns = [{"block": block, "heading": ""} for _ in range(SIZE)]
        return TypedTable(columns, [{"values": [block.get_default()] * SIZE} for _ in range(SIZE)], "")
