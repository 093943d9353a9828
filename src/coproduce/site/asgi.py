# SPDX-License-Identifier: AGPL-3.0-or-later
"""The door for servers."""

import os

from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "coproduce.site.settings.local")
application = get_asgi_application()
