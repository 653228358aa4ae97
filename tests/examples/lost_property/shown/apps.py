from django.apps import AppConfig


class LostPropertyShownConfig(AppConfig):
    name = "tests.examples.lost_property.shown"
    label = "lost_property_shown"

    def ready(self) -> None:
        from tests.examples.lost_property.shown import rows

        rows.add()
