from django.apps import AppConfig


class PublicationConfig(AppConfig):
    """Wires the signals; everything they do is in :mod:`cms.publication.sync`."""

    name = "cms.publication"
    label = "publication"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from cms.news.preview import draft
        from cms.publication import checks, preview, signals  # noqa: F401

        preview.register(draft)
