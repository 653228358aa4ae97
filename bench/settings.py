"""The same store, pages and database as ours, with the other systems in the place of our outputs."""

from cms.settings.development import *
from cms.settings.development import INSTALLED_APPS, MIDDLEWARE

INSTALLED_APPS = [
    *(app for app in INSTALLED_APPS if app not in {"api", "syndication", "frontend"}),
    "grapple",
    "rest_framework",
    "wagtail.api.v2",
    "wagtail.api.v3",
    "bench",
]
MIDDLEWARE = [name for name in MIDDLEWARE if name.startswith(("django.", "wagtail."))]
ROOT_URLCONF = "bench.urls"
GRAPHENE = {"SCHEMA": "grapple.schema.schema"}
GRAPPLE = {"APPS": ["core", "subsites", "news"]}
