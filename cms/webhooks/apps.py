from django.apps import AppConfig


class WebhooksConfig(AppConfig):
    """A channel: addresses of other programs, which are told what has changed."""

    name = "cms.webhooks"
    label = "webhooks"
    verbose_name = "Webhooks"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from cms.core.channels import register
        from cms.webhooks import signals  # noqa: F401
        from cms.webhooks.channel import WEBHOOKS

        register(WEBHOOKS)
