from django.apps import AppConfig


class EventsConfig(AppConfig):
    """Events, and the section of a city that lists them."""

    name = "cms.events"
    label = "events"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from cms.core import kinds
        from cms.events import demo  # noqa: F401
        from cms.events.record_kinds import EVENT

        kinds.register(EVENT)
