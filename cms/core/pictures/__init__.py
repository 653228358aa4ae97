"""Pictures as they may be kept: whole, of a known kind, and saying nothing but what they show."""

from cms.core.pictures.cleaning import BROKEN, MAX_PIXELS, SUFFIXES, Picture, clean, digest, strip

__all__ = ["BROKEN", "MAX_PIXELS", "SUFFIXES", "Picture", "clean", "digest", "strip"]
