"""Settings, by environment: ``development`` (default of manage.py), ``production`` and ``test``."""
