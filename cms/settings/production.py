"""Production: every secret and address comes from the environment; a TLS proxy stands in front."""

import os
from urllib.parse import urlsplit

from cms.settings.base import *
from cms.settings.base import ALLOWED_HOSTS, CSRF_TRUSTED_ORIGINS, MADANG_BASE_URL, STATE_DIR, STORAGES, environment

SECRET_KEY = environment.secret("SECRET_KEY")
ALLOWED_HOSTS = ALLOWED_HOSTS or [str(urlsplit(MADANG_BASE_URL).hostname)]
CSRF_TRUSTED_ORIGINS = CSRF_TRUSTED_ORIGINS or [MADANG_BASE_URL]
MADANG_WORKERS = environment.number("WEB_CONCURRENCY", os.cpu_count() or 1, low=1, high=256)

if not environment.text("MADANG_BASE_URL"):
    environment.refuse("S002", "MADANG_BASE_URL is not set.", hint="Set it to the public address of the city's site.")

MADANG_PROXIES = environment.number("MADANG_PROXIES", 1, low=0, high=5)
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SESSION_COOKIE_SECURE = MADANG_BASE_URL.startswith("https:")
CSRF_COOKIE_SECURE = SESSION_COOKIE_SECURE

WHITENOISE_USE_FINDERS = False
STATIC_ROOT = STATE_DIR / "static"
STORAGES = {
    **STORAGES,
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
