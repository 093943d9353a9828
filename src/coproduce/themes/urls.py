# SPDX-License-Identifier: AGPL-3.0-or-later
"""Addresses of `themes`."""

from django.urls import URLPattern

app_name = "themes"
urlpatterns: list[URLPattern] = []
