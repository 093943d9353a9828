# SPDX-License-Identifier: AGPL-3.0-or-later
"""Addresses of `themes`."""

from django.urls import URLPattern, path

from coproduce.themes.views import agreeing, codebook, history, reading, suggesting

app_name = "themes"
BASE = "team/<slug:programme>/themes/"
urlpatterns: list[URLPattern] = [
    path(BASE, codebook.themes, name="list"),
    path(f"{BASE}new/", codebook.new, name="new"),
    path(f"{BASE}read/", reading.begin, name="begin"),
    path(f"{BASE}read/<uuid:voice>/", reading.read, name="read"),
    path(f"{BASE}read/<uuid:voice>/code/", reading.code, name="code"),
    path(f"{BASE}read/<uuid:voice>/uncode/", reading.uncode, name="uncode"),
    path(f"{BASE}suggestions/", suggesting.suggestions, name="suggestions"),
    path(f"{BASE}suggestions/start/", suggesting.start, name="start"),
    path(f"{BASE}suggestions/run/<int:run>/", suggesting.suggestions, name="run"),
    path(f"{BASE}suggestions/<int:suggestion>/", suggesting.suggestion, name="suggestion"),
    path(f"{BASE}suggestions/<int:suggestion>/set-aside/", suggesting.set_aside, name="set-aside"),
    path(f"{BASE}agreement/", agreeing.agreement, name="agreement"),
    path(f"{BASE}log/", history.log, name="log"),
    path(f"{BASE}log/<int:sequence>/", history.at_step, name="at-step"),
    path(f"{BASE}log/<int:sequence>/undo/", history.undo, name="undo"),
    path(f"{BASE}of/<str:code>/", codebook.theme, name="theme"),
    path(f"{BASE}of/<str:code>/describe/", codebook.edit, name="edit"),
    path(f"{BASE}of/<str:code>/merge/", codebook.merge, name="merge"),
    path(f"{BASE}of/<str:code>/retire/", codebook.retire, name="retire"),
    path(f"{BASE}of/<str:code>/promote/", codebook.promote, name="promote"),
]
