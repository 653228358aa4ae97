from argparse import ArgumentParser
from typing import Any

from cms.core.errors import BadInput
from cms.news.imports import sections, wxr
from cms.news.management.commands import import_posts
from cms.pages.imports import PageImport
from cms.subsites.models import CityPage


class Command(import_posts.Command):
    help = (
        "Import the pages of a WordPress export, with their parents, order, links and old addresses, below the city, a"
        " field or a website. A broken file changes nothing; running it again creates nothing twice."
    )
    wanted = wxr.PAGE
    importer = PageImport

    def add_places(self, parser: ArgumentParser) -> None:
        parser.add_argument("--field", help="key of the field whose sub-site takes the pages; default: the city itself")
        parser.add_argument("--website", help="key of a website below the field, to take the pages instead")
        parser.add_argument("--language", default="ko", help="language of the pages (a website has its own)")

    def places(self, options: dict[str, Any]) -> sections.Sections:
        if options["field"]:
            return super().places(options | {"field_map": None})
        if options["website"]:
            raise BadInput("needs the field that the website lies below", where="--website")
        home = CityPage.objects.filter(locale__language_code=options["language"]).order_by("path").first()
        if home is None:
            raise BadInput(f"no city in language {options['language']!r}", where="--language")
        return sections.Sections(home, options["language"])
