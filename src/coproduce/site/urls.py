# SPDX-License-Identifier: AGPL-3.0-or-later
"""All addresses: fixed ones first, since a programme's own address is its first word."""

from django.urls import include, path

from coproduce.site import views

urlpatterns = [
    path("health/", views.health, name="health"),
    path("team/look/", views.look_page, name="look-page"),
    path("", include("coproduce.people.urls")),
    path("", include("coproduce.programmes.urls")),
    path("", include("coproduce.listening.urls")),
    path("", include("coproduce.themes.urls")),
    path("", include("coproduce.priorities.urls")),
    path("", include("coproduce.strategy.urls")),
    path("", include("coproduce.report.urls")),
    path("", include("coproduce.heard.urls")),
    path("", include("coproduce.thread.urls")),
]
handler400 = "coproduce.site.views.bad_request"
handler403 = "coproduce.site.views.forbidden"
handler404 = "coproduce.site.views.not_found"
handler500 = "coproduce.site.views.broken"
