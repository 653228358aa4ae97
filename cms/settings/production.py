"""Production: every secret and address comes from the environment; a TLS proxy stands in front."""

import os

from cms.settings import environment
from cms.settings.base import *
from cms.settings.base import (
    CSRF_TRUSTED_ORIGINS,
    MADANG_BASE_URL,
    MADANG_TRUSTED_PROXIES,
    STATE_DIR,
    STORAGES,
)

SECRET_KEY = environment.secret("SECRET_KEY")
CSRF_TRUSTED_ORIGINS = CSRF_TRUSTED_ORIGINS or [MADANG_BASE_URL]
MADANG_WORKERS = environment.number("WEB_CONCURRENCY", os.cpu_count() or 1, low=1, high=256)

if not environment.text("MADANG_BASE_URL"):
    environment.refuse("S002", "MADANG_BASE_URL is not set.", hint="Set it to the public address of the city's site.")

MADANG_PROXIES = environment.number("MADANG_PROXIES", 1, low=0, high=5)
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SESSION_COOKIE_SECURE = MADANG_BASE_URL.startswith("https:")
CSRF_COOKIE_SECURE = SESSION_COOKIE_SECURE
# Both follow the address of the site: a city that is reached by http alone, within its own network, is not locked out.
SECURE_SSL_REDIRECT = environment.flag("SECURE_SSL_REDIRECT", default=SESSION_COOKIE_SECURE)
SECURE_HSTS_SECONDS = environment.number(
    "SECURE_HSTS_SECONDS", 31_536_000 if SESSION_COOKIE_SECURE else 0, low=0, high=63_072_000
)
SECURE_HSTS_INCLUDE_SUBDOMAINS = environment.flag("SECURE_HSTS_INCLUDE_SUBDOMAINS")
SECURE_HSTS_PRELOAD = environment.flag("SECURE_HSTS_PRELOAD")
if SECURE_SSL_REDIRECT and not SESSION_COOKIE_SECURE:
    environment.refuse(
        "S017",
        "SECURE_SSL_REDIRECT is on and MADANG_BASE_URL is not https: readers would be sent to where nothing answers.",
        hint="Set MADANG_BASE_URL to the https address of the site, or SECURE_SSL_REDIRECT=0.",
    )
if SECURE_SSL_REDIRECT and not MADANG_TRUSTED_PROXIES:
    environment.refuse(
        "S018",
        "SECURE_SSL_REDIRECT is on and no proxy is trusted to say that a request came by https: all are redirected for"
        " ever.",
        hint="Set MADANG_TRUSTED_PROXIES to where the TLS proxy is, such as 127.0.0.1, or SECURE_SSL_REDIRECT=0.",
    )
if SECURE_HSTS_PRELOAD and not (SECURE_HSTS_INCLUDE_SUBDOMAINS and SECURE_HSTS_SECONDS >= 31_536_000):
    environment.refuse(
        "S019",
        "SECURE_HSTS_PRELOAD is on for less than all subdomains and a year, which the browsers' lists do not take.",
        hint="Set SECURE_HSTS_INCLUDE_SUBDOMAINS=1 and SECURE_HSTS_SECONDS=31536000, or SECURE_HSTS_PRELOAD=0.",
    )
# Reasoned, and left to the city: other systems may live below its name without TLS, and the lists cannot be left again.
SILENCED_SYSTEM_CHECKS = [
    *([] if SECURE_HSTS_INCLUDE_SUBDOMAINS else ["security.W005"]),
    *([] if SECURE_HSTS_PRELOAD else ["security.W021"]),
]

WHITENOISE_USE_FINDERS = False
STATIC_ROOT = STATE_DIR / "static"
STORAGES = {
    **STORAGES,
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
