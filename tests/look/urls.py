# SPDX-License-Identifier: AGPL-3.0-or-later
"""The style page and the error pages alone, for tests of the look without the rest of the house."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path

from coproduce.look import views


def error(request: HttpRequest, status: int) -> HttpResponse:
    """One error page, with the status it is for."""
    return render(request, f"look/errors/{status}.html", status=status)


urlpatterns = [path("look/", views.components), path("error/<int:status>/", error)]
