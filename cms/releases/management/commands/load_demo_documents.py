from collections import Counter
from typing import Any

from django.core.management.base import CommandError

from cms.core.commands import BaseCommand
from cms.releases.demo import documents_made
from cms.releases.demo.content import load_documents
from cms.releases.models import DocumentsPage
from cms.subsites.models import city_of


class Command(BaseCommand):
    help = "Fill the city with made-up documents, held and closed ones among them, and with meetings of its committees."

    def handle(self, *args: Any, **options: Any) -> None:
        section = DocumentsPage.objects.order_by("path").first()
        city = city_of(section) if section else None
        if section is None or city is None:
            raise CommandError("There is no section of documents yet: run manage.py load_city first.")
        outcomes = load_documents(section)
        counted = Counter(str(outcome.status) for outcome in outcomes)
        told = ", ".join(f"{count} {status}" for status, count in sorted(counted.items()))
        documents = f"{len(outcomes)} demo documents{f' ({told})' if told else ''}"
        others = [str(said) for _, said in documents_made.send(type(city), city=city)]
        self.stdout.write(f"{' and '.join([documents, *others])} made")
