"""One machine, no services: what ``make run`` uses."""

from cms.settings import environment
from cms.settings.base import *
from cms.settings.base import STATE_DIR

SECRET_KEY = environment.secret("SECRET_KEY", environment.kept_secret(STATE_DIR / "secret_key"))
