# SPDX-License-Identifier: AGPL-3.0-or-later
"""Who was heard: in public, and for the team; the equality evidence."""

from django.urls import path

from coproduce.heard.views import evidence, pages

app_name = "heard"
urlpatterns = [
    path("<slug:programme>/heard/", pages.public, name="public"),
    path("team/<slug:programme>/heard/", pages.team, name="team"),
    path("team/<slug:programme>/heard/evidence/", evidence.page, name="evidence"),
    path("team/<slug:programme>/heard/evidence/sign/", evidence.sign, name="sign-evidence"),
    path("team/<slug:programme>/heard/evidence/<str:name>", evidence.download, name="evidence-file"),
]
