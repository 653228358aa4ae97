from django.apps import AppConfig


class LedgerConfig(AppConfig):
    """The stored records of all that is public. Its tables keep the label under which stores have them."""

    name = "cms.ledger"
    label = "publication"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from cms.core.channels import follow_by
        from cms.ledger import following

        follow_by(following.job_of)
