# SPDX-License-Identifier: AGPL-3.0-or-later
"""Sign in and out."""

from django.urls import path

from coproduce.people import views

app_name = "people"
urlpatterns = [
    path("team/sign-in/", views.sign_in, name="sign-in"),
    path("team/link/<str:token>/", views.use_link, name="link"),
    path("team/sign-out/", views.sign_out, name="sign-out"),
]
