# SPDX-License-Identifier: AGPL-3.0-or-later
"""Addresses of programmes: the front page, and the team's start."""

from django.urls import path

from coproduce.programmes import views

app_name = "programmes"
urlpatterns = [
    path("", views.home, name="home"),
    path("team/", views.team, name="team"),
    path("team/new/", views.new, name="new"),
    path("team/<slug:programme>/", views.desk, name="desk"),
    path("team/<slug:programme>/settings/", views.settings, name="settings"),
    path("team/<slug:programme>/questions/", views.questions, name="questions"),
    path("team/<slug:programme>/stage/", views.stage, name="stage"),
    path("team/<slug:programme>/people/", views.people, name="people"),
    path("team/<slug:programme>/people/<int:membership>/end/", views.end_role, name="end-role"),
    path("team/<slug:programme>/bodies/", views.bodies, name="bodies"),
    path("team/<slug:programme>/audit/", views.audit, name="audit"),
]
