"""The ASGI application, for servers that speak nothing else: every view is synchronous, so WSGI is the faster door."""

import os

from django.core.asgi import get_asgi_application

from cms.core.settings_checks import refuse_wrong_settings

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings.production")
refuse_wrong_settings()
application = get_asgi_application()
