# SPDX-License-Identifier: AGPL-3.0-or-later
"""Addresses of `priorities`."""

from django.urls import URLPattern

app_name = "priorities"
urlpatterns: list[URLPattern] = []
