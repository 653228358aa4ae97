from django.apps import AppConfig


class JobsConfig(AppConfig):
    """The background work: which jobs there are, who does them now, how they fare."""

    name = "cms.jobs"
    label = "jobs"
    verbose_name = "Background work"
    default_auto_field = "django.db.models.BigAutoField"
