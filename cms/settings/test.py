"""Tests: a store in memory, fast hashing, files in a temporary folder."""

import atexit
import shutil
import tempfile
from pathlib import Path

from cms.settings.base import *

SECRET_KEY = "test-only-not-a-secret-00000000000000000000000000000000"
ALLOWED_HOSTS = ["*"]
MADANG_STATE_DIR = Path(tempfile.mkdtemp(prefix="madang-test-"))
atexit.register(shutil.rmtree, MADANG_STATE_DIR, ignore_errors=True)
MEDIA_ROOT = MADANG_STATE_DIR / "media"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
