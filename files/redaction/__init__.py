"""Masked copies of PDF documents: neither what is under a mask nor any other object of the original is in the copy."""

from files.redaction.redactor import Mark, Redactor

__all__ = ["Mark", "Redactor"]
