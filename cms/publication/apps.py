from functools import partial

from django.apps import AppConfig


class PublicationConfig(AppConfig):
    """Wires the signals; everything they do is in :mod:`cms.publication.sync`."""

    name = "cms.publication"
    label = "publishing"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from wagtail.models import get_page_models

        from cms.core import acquaintance
        from cms.core import leading as panel
        from cms.core.previews import PreviewMixin, draft
        from cms.jobs.job import register
        from cms.ledger import naming
        from cms.publication import checks, jobs, leading, preview, signals  # noqa: F401

        acquaintance.publish_by(naming.published, naming.named)
        panel.publish_by(leading.addresses)
        for model in get_page_models():
            if issubclass(model, PreviewMixin):
                preview.register(partial(draft, model))
        register(*jobs.JOBS)
