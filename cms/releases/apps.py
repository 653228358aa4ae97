from django.apps import AppConfig
from django.db.models.signals import post_save
from wagtail.signals import page_published


class ReleasesConfig(AppConfig):
    name = "cms.releases"
    verbose_name = "Released documents"

    def ready(self) -> None:
        from cms.core import kinds
        from cms.jobs.job import register
        from cms.ledger.versions import judged_by
        from cms.releases import checks, file_readings, jobs  # noqa: F401
        from cms.releases.record_kinds import DOCUMENT
        from screening import rules_version

        kinds.register(DOCUMENT)
        judged_by(rules_version)
        register(*jobs.JOBS)
        self._screen()

    @staticmethod
    def _screen() -> None:
        """Whichever page type extends the mixin is screened: its form, its publication and what is said of it."""
        from wagtail.admin.forms import WagtailAdminModelForm
        from wagtail.models import Revision, get_page_models

        from cms.core.signals import publication_asked, schedule_refused
        from cms.releases import declaring, missed_schedules, screening_panel, term_screening
        from cms.releases.desk import page_report
        from cms.releases.models.screened import screened_types
        from cms.subsites.models import Field, OrganisationUnit

        publication_asked.connect(page_report.refuse)
        publication_asked.connect(term_screening.refuse)
        schedule_refused.connect(missed_schedules.keep)
        page_published.connect(missed_schedules.on_published)
        post_save.connect(missed_schedules.on_revision, sender=Revision)
        for model in screened_types():
            post_save.connect(declaring.store_with_new, sender=model)
            screening_panel.lay_over(model)
        for place in get_page_models():
            if getattr(place, "publishes", None) == "term":
                term_screening.lay_over(place, place.base_form_class)
        for vocabulary in (Field, OrganisationUnit):
            term_screening.lay_over(vocabulary, WagtailAdminModelForm)
