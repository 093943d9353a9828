# SPDX-License-Identifier: AGPL-3.0-or-later
"""Addresses of `heard`."""

from django.urls import URLPattern

app_name = "heard"
urlpatterns: list[URLPattern] = []
