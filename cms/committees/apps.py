from django.apps import AppConfig


class CommitteesConfig(AppConfig):
    """Committees and their meetings. Their tables are under the label of released documents, as they were made."""

    name = "cms.committees"
    label = "committees"

    def ready(self) -> None:
        from cms.committees import demo, founding  # noqa: F401
        from cms.committees.record_kinds import MEETING
        from cms.core import kinds

        kinds.register(MEETING)
