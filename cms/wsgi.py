"""The WSGI application: kept answers first, Django behind them."""

import os

from django.core.wsgi import get_wsgi_application

from cms.core.settings_checks import refuse_wrong_settings

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings.production")
refuse_wrong_settings()
django_application = get_wsgi_application()

# These read the settings and the models, which stand only now.
from api.http import ResponseCache  # noqa: E402
from cms.publication import generation, selectors  # noqa: E402

application = ResponseCache(django_application, generation=generation.current, next_expiry=selectors.next_expiry)
