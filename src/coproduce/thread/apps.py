# SPDX-License-Identifier: AGPL-3.0-or-later
"""The golden thread both ways, slip pages, and public pages that combine stages."""

from django.apps import AppConfig


class ThreadConfig(AppConfig):
    """Registered under the label `thread`; it reads the stages and keeps no rows of its own."""

    name = "coproduce.thread"
    verbose_name = "Thread"
