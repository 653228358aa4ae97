from django.apps import AppConfig


class WritingConfig(AppConfig):
    """The start page of the editor, and the help in its forms."""

    name = "cms.writing"
    label = "writing"
    verbose_name = "Writing"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from wagtail.signals import init_new_page

        from cms.writing.beginning import begin_body

        init_new_page.connect(begin_body, dispatch_uid="writing.begin_body")
