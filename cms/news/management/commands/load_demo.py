from typing import Any

from django.core.management.base import BaseCommand, CommandError

from cms.news.demo.content import load
from cms.subsites.models import CityPage


class Command(BaseCommand):
    help = "Fill the city with made-up posts and two sign-ins whose passwords everybody knows: for trying out only."

    def handle(self, *args: Any, **options: Any) -> None:
        city = CityPage.objects.order_by("path").first()
        if city is None:
            raise CommandError("There is no city yet: run manage.py load_city first.")
        self.stdout.write(f"{load(city)} demo posts made in {city.title}")
