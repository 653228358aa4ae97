from django.apps import AppConfig


class ReleasesConfig(AppConfig):
    name = "cms.releases"
    verbose_name = "Released documents"

    def ready(self) -> None:
        from cms.jobs.job import register
        from cms.releases import founding, jobs  # noqa: F401

        register(*jobs.JOBS)
