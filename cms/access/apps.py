from django.apps import AppConfig


class AccessConfig(AppConfig):
    name = "cms.access"
    label = "access"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from cms.access import jobs, operating, sign_ins  # noqa: F401
        from cms.jobs.job import register

        register(jobs.FORGETTING, jobs.FAILURES, jobs.LINKS)
