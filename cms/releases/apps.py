from django.apps import AppConfig
from django.db.models.signals import post_save


class ReleasesConfig(AppConfig):
    name = "cms.releases"
    verbose_name = "Released documents"

    def ready(self) -> None:
        from cms.jobs.job import register
        from cms.releases import file_readings, founding, jobs  # noqa: F401

        register(*jobs.JOBS)
        self._screen()

    @staticmethod
    def _screen() -> None:
        """Whichever page type extends the mixin is screened: its form, its publication and what is said of it."""
        from cms.releases import declaring, screening_panel
        from cms.releases.desk import page_report
        from cms.releases.models.screened import publication_asked, screened_types

        publication_asked.connect(page_report.refuse)
        for model in screened_types():
            post_save.connect(declaring.store_with_new, sender=model)
            screening_panel.lay_over(model)
