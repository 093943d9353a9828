# SPDX-License-Identifier: AGPL-3.0-or-later
"""Addresses of `thread`."""

from django.urls import URLPattern

app_name = "thread"
urlpatterns: list[URLPattern] = []
