from django.apps import AppConfig


class MeilisearchConfig(AppConfig):
    """An engine of the search, where there is a server."""

    name = "cms.search.meilisearch"
    label = "search_meilisearch"
    verbose_name = "Meilisearch"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from cms.jobs import job
        from cms.search import engines, upkeep
        from cms.search.meilisearch import names
        from cms.search.meilisearch.engine import ENGINE
        from cms.search.meilisearch.job import JOB
        from cms.search.meilisearch.upkeep import MeilisearchUpkeep

        if names.is_configured():
            engines.prefer(lambda site: ENGINE)
            upkeep.register(MeilisearchUpkeep())
            job.register(JOB)
