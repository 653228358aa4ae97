"""The application as it is served: see :mod:`cms.serving`.

It belongs to one process: from its import on, that process asks in the background whether the database answers.
"""

import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings.production")

# This refuses wrong settings, and then sets Django up.
from cms.wsgi import application as wsgi_application, at_once  # isort: skip

from django.conf import settings

from cms.ledger import generation
from cms.search import insight
from cms.serving.bodies import Pace
from cms.serving.database import bound_statements
from cms.serving.front import Front, Limits
from cms.serving.proxies import Proxies
from frontend.errors import refusal

LARGE = settings.MADANG_UPLOAD_MB << 20
# So many of the largest bodies fit on the disk beside each other: anybody may send one before it is known who that is.
LARGE_AT_ONCE = 8
PACE = Pace(grace=settings.MADANG_STALL_SECONDS, stall=settings.MADANG_STALL_SECONDS, rate=settings.MADANG_LEAST_RATE)

insight.follow()
bound_statements(settings.MADANG_STATEMENT_SECONDS)
settings.MADANG_SPOOL_DIR.mkdir(parents=True, exist_ok=True)
application = Front(
    wsgi_application,
    at_once=at_once,
    refuse=refusal,
    contact=generation.follow(),
    proxies=Proxies(settings.MADANG_TRUSTED_PROXIES),
    folder=settings.MADANG_SPOOL_DIR,
    independent=(settings.STATIC_URL,),
    limits=Limits(pace=PACE, sizes=(("/admin/", LARGE), ("/intake/", LARGE)), room=LARGE_AT_ONCE * LARGE),
)
