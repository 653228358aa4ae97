"""One machine, no services: what ``make run`` uses."""

from cms.settings.base import *
from cms.settings.base import SECRET_KEY

SECRET_KEY = SECRET_KEY or "development-only-not-a-secret-000000000000000000000000"
ALLOWED_HOSTS = ["*"]
DEBUG = False
