# SPDX-License-Identifier: AGPL-3.0-or-later
"""The tests: a data directory of their own, migrations on, a quick password hasher, tasks run at once."""

import os
import tempfile

os.environ["COPRODUCE_DATA"] = tempfile.mkdtemp(prefix="coproduce-tests-")

from coproduce.site.settings.base import *  # noqa: F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
ALLOWED_HOSTS = ["*"]
DATABASES["keys"]["TEST"] = {"NAME": str(DATA_DIR / "test-keys.db")}  # noqa: F405
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):  # noqa: F405
    # A file and not memory: the live server of the browser tests runs in another thread.
    DATABASES["default"]["TEST"] = {"NAME": str(DATA_DIR / "test.db")}  # noqa: F405
