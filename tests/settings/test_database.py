"""The options of every process for PostgreSQL, as the settings say them."""

import json
import os
import subprocess
import sys

import pytest

SHOWN = (
    "import json; from cms.settings import base; print(json.dumps(base.DATABASES['default']['OPTIONS'], default=str))"
)


@pytest.mark.parametrize(
    ("address", "options"),
    [
        ("postgres://user@127.0.0.1/madang", "-c jit=off"),
        ("postgres://user@127.0.0.1/madang?options=-c%20lock_timeout%3D9s", "-c jit=off -c lock_timeout=9s"),
    ],
)
def test_no_statement_is_compiled_and_what_the_address_says_is_kept(address, options, tmp_path):
    variables = {**os.environ, "DATABASE_URL": address, "MADANG_STATE_DIR": str(tmp_path)}
    shown = subprocess.run([sys.executable, "-c", SHOWN], env=variables, capture_output=True, text=True, check=True)
    assert json.loads(shown.stdout)["options"] == options
