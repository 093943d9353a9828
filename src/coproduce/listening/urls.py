# SPDX-License-Identifier: AGPL-3.0-or-later
"""Addresses of `listening`."""

from django.urls import URLPattern

app_name = "listening"
urlpatterns: list[URLPattern] = []
