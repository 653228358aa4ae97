"""The proof of a takedown: what each output answers to somebody outside, after the transaction that took it down."""

from typing import Any

from cms.core.signals import outputs_asked
from cms.releases.models import Decision, DocumentPage


def prove(decision: Decision) -> list[dict[str, Any]]:
    """Ask every output for the document of a decision, and keep the answers with the decision.

    RuntimeError within a transaction, before anything is asked: the outputs would show what is not yet so.
    """
    answers: list[tuple[Any, Any]] = outputs_asked.send(DocumentPage, page_id=decision.document_id)
    rows: list[dict[str, Any]] = [row for _receiver, rows in answers for row in rows]
    decision.proof = rows
    decision.save(update_fields=["proof"])
    return rows


def is_gone(proof: list[dict[str, Any]]) -> bool:
    """Return whether no output shows the document; False where nothing was asked."""
    asked = [row["gone"] for row in proof if "gone" in row]
    return bool(asked) and all(asked)
