from django.apps import AppConfig


class SearchConfig(AppConfig):
    """Search."""

    name = "cms.search"
    label = "search"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from cms.core import channels, outputs
        from cms.jobs import job
        from cms.search import insight, signals, upkeep  # noqa: F401
        from cms.search.channel import MERGING, SEARCH
        from cms.search.editing import documents, indexes
        from cms.search.editing.upkeep import DeskUpkeep, EditorUpkeep
        from cms.search.kept_upkeep import KeptUpkeep
        from cms.search.outputs import OUTPUTS
        from cms.search.rebuilding import REBUILDING

        channels.register(SEARCH, indexes.FOLLOWING)
        outputs.register(*OUTPUTS)
        upkeep.register(KeptUpkeep())
        upkeep.register_beside(EditorUpkeep(), DeskUpkeep())
        job.register(MERGING, REBUILDING, insight.FORGETTING, documents.INDEXING, indexes.INDEXING)
