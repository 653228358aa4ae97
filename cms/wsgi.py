"""The WSGI application: stored answers first, Django behind them."""

import os

from django.core.wsgi import get_wsgi_application

from cms.core.settings_checks import refuse_wrong_settings

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings.production")
application = get_wsgi_application()
refuse_wrong_settings()
