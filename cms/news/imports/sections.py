"""The sections that imported posts go to: the sub-site of a field or a website, in a language."""

import csv
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from wagtail.models import Page

from cms.core.errors import BadInput
from cms.subsites.models import FieldPage, WebsitePage


def field_section(key: str, *, language: str) -> FieldPage:
    """The sub-site of a field; BadInput names the ones there are."""
    pages = FieldPage.objects.filter(locale__language_code=language).select_related("field")
    found: FieldPage | None = pages.filter(field__key=key).first()
    if found is None:
        known = ", ".join(pages.order_by("path").values_list("field__key", flat=True)) or "none"
        raise BadInput(f"no field {key!r} in language {language!r}; there are: {known}", where="--field")
    return found


def website_section(key: str, *, field_key: str) -> WebsitePage:
    """A website below a field, in its own language."""
    pages = WebsitePage.objects.filter(code=key)
    page: WebsitePage
    for page in pages:
        above = page.get_parent()
        parent = above.specific if above is not None else None
        if isinstance(parent, FieldPage) and parent.field.key == field_key:
            return page
    raise BadInput(f"no website {key!r} below the field {field_key!r}", where="--website")


@dataclass
class Sections:
    """The section of each item: by the first of its categories that a table names, else the main one."""

    main: Page
    language: str
    by_category: Mapping[str, str] = field(default_factory=dict)
    _pages: dict[str, Page] = field(default_factory=dict)

    def of(self, *categories: str) -> Page:
        """The page that a post of these categories is written below."""
        key = next((self.by_category[name] for name in categories if name in self.by_category), None)
        if key is None:
            return self.main
        if key not in self._pages:
            self._pages[key] = field_section(key, language=self.language)
        return self._pages[key]


def read_table(path: Path) -> dict[str, str]:
    """``category,field`` lines of a CSV file; a first line with just these words is a heading."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = [row for row in csv.reader(file) if row]
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise BadInput(f"cannot be read: {error}", where=str(path)) from error
    for number, row in enumerate(rows, start=1):
        if len(row) != 2:
            raise BadInput("expected two columns, category and field", where=f"{path}, line {number}")
    return {category.strip(): key.strip() for category, key in rows if (category, key) != ("category", "field")}
