# SPDX-License-Identifier: AGPL-3.0-or-later
"""Programmes: what is being written, by whom, where, in which stages."""

from django.apps import AppConfig


class ProgrammesConfig(AppConfig):
    """Registered under the label `programmes`."""

    name = "coproduce.programmes"
    verbose_name = "Programmes"
