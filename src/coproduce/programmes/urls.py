# SPDX-License-Identifier: AGPL-3.0-or-later
"""Addresses of `programmes`."""

from django.urls import URLPattern

app_name = "programmes"
urlpatterns: list[URLPattern] = []
