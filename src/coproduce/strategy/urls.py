# SPDX-License-Identifier: AGPL-3.0-or-later
"""Addresses of `strategy`."""

from django.urls import URLPattern

app_name = "strategy"
urlpatterns: list[URLPattern] = []
