# SPDX-License-Identifier: AGPL-3.0-or-later
"""The report in public, its data, and the team's side of publishing."""

from django.urls import path

from coproduce.report import views

app_name = "report"
urlpatterns = [
    path("<slug:programme>/report/", views.public, name="public"),
    path("<slug:programme>/report/<str:name>", views.download, name="file"),
    path("<slug:programme>/data/", views.data_page, name="data"),
    path("<slug:programme>/data/manifest.json", views.data, name="manifest"),
    path("team/<slug:programme>/report/", views.team, name="team"),
]
