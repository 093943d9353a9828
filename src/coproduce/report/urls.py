# SPDX-License-Identifier: AGPL-3.0-or-later
"""Addresses of `report`."""

from django.urls import URLPattern

app_name = "report"
urlpatterns: list[URLPattern] = []
