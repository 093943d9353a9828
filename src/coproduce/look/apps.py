# SPDX-License-Identifier: AGPL-3.0-or-later
"""The Django app that carries templates, static files and template tags."""

from django.apps import AppConfig


class LookConfig(AppConfig):
    """Named `look`, so templates load `{% load look %}` and static files live under `look/`."""

    name = "coproduce.look"
    label = "look"
    verbose_name = "Look"
