"""The ground of the comparison with other systems, as far as it can be tried without installing them."""

import os
import subprocess
import sys

WITHOUT_THE_EDITOR = """
import django
from django.conf import settings
settings.ROOT_URLCONF = "django.contrib.auth.urls"
django.setup()
from wagtail import hooks
hooks.search_for_hooks()
"""


def test_the_applications_start_where_the_editor_has_no_addresses():
    """As they do beside the other systems, whose addresses are all that there is."""
    done = subprocess.run(
        [sys.executable, "-c", WITHOUT_THE_EDITOR],
        env=os.environ | {"DJANGO_SETTINGS_MODULE": "cms.settings.development"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
