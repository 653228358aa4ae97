"""Making redirects: what is told to every process when one is made, changed or taken away."""

from django.db import transaction
from django.utils import timezone

from cms.publication import generation, ledger


@transaction.atomic
def announce() -> None:
    """Redirects have changed: what any process keeps of answers is stale when this transaction has committed."""
    clock = ledger.lock_clock()
    clock.vocabulary += 1
    clock.changed_at = timezone.now()
    clock.save(update_fields=["vocabulary", "changed_at"])
    generation.replace_on_commit(vocabulary=True)
