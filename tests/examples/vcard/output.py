"""The address of an item's card."""

from collections.abc import Iterator
from typing import Final

from cms.core.outputs import Output, Published, Question
from cms.normal_form import origin_of


def _shows(item: Published) -> Iterator[Question]:
    yield Question(output="vCard", url=f"{origin_of(item.url)}/cards/{item.key}.vcf")


VCARD: Final = Output(name="vCard", reserves=frozenset({"cards"}), shows=_shows)
