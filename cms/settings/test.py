"""Tests: a store in memory, fast hashing, files in a temporary folder."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

# A Meilisearch server of the environment is for the suite that is run against it: no other test, and no program that a
# test starts, may know it.
MEILISEARCH_OF_TESTS = os.environ.pop("MEILISEARCH_URL", "")
for _name in ("MEILISEARCH_KEY", "MEILISEARCH_SEARCH_KEY", "MEILISEARCH_PREFIX"):
    os.environ.pop(_name, None)

from cms.settings.base import *  # noqa: E402

SECRET_KEY = "test-only-not-a-secret-00000000000000000000000000000000"
# What the test client calls its server.
MADANG_FURTHER_HOSTS = ["testserver"]
# Receivers and servers of the tests are on this machine.
MADANG_OUTGOING_NETWORKS = ["127.0.0.0/8"]
# Each client of a test makes the whole application anew: it need not read all static files before its first answer.
WHITENOISE_AUTOREFRESH = True
# All tests are one client.
MADANG_SEARCH_RATE = 0


def _is_running(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        pass
    return True


# A process that was killed cannot remove its folder, so the next one does: the folder bears its number.
for _left in Path(tempfile.gettempdir()).glob("madang-test-*-*"):
    if (_number := _left.name.split("-")[2]).isdecimal() and not _is_running(int(_number)):
        shutil.rmtree(_left, ignore_errors=True)
MADANG_STATE_DIR = Path(tempfile.mkdtemp(prefix=f"madang-test-{os.getpid()}-"))
atexit.register(shutil.rmtree, MADANG_STATE_DIR, ignore_errors=True)
MADANG_SPOOL_DIR = MADANG_STATE_DIR / "spool"
MEDIA_ROOT = MADANG_STATE_DIR / "media"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
