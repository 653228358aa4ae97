from django.apps import AppConfig


class LostPropertyConfig(AppConfig):
    name = "tests.examples.lost_property"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from cms.core import kinds
        from tests.examples.lost_property.kind import LOST_PROPERTY

        kinds.register(LOST_PROPERTY)
