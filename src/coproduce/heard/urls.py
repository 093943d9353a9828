# SPDX-License-Identifier: AGPL-3.0-or-later
"""Who was heard: in public, and for the team."""

from django.urls import path

from coproduce.heard import views

app_name = "heard"
urlpatterns = [
    path("<slug:programme>/heard/", views.public, name="public"),
    path("team/<slug:programme>/heard/", views.team, name="team"),
]
