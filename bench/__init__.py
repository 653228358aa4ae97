"""The speed claims, measured on generated posts beside other systems: ``python -m bench``."""
