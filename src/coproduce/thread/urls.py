# SPDX-License-Identifier: AGPL-3.0-or-later
"""Public pages that combine stages, and the slip."""

from django.urls import path, re_path

from coproduce.thread.views import front, slip, slip_changes, strategy, thread

app_name = "thread"
urlpatterns = [
    path("slip/", slip.ask, name="slip"),
    path("slip/words/", slip.words, name="slip-words"),
    path("slip/close/", slip.close, name="slip-close"),
    path("slip/leave/", slip.leave, name="slip-leave"),
    path("slip/voice/", slip_changes.change, name="slip-change"),
    path("slip/everything/", slip_changes.everything, name="slip-everything"),
    path("slip/not-meant/", slip_changes.not_meant, name="slip-not-meant"),
    path("slip/new/", slip_changes.replace_slip, name="slip-new"),
    # Whatever stands behind the address never reaches a page: a code in an address would stay in a history.
    re_path(r"^slip/(?P<rest>.+)$", slip.clean),
    path("<slug:programme>/", front.programme, name="programme"),
    path("<slug:programme>/strategy/", strategy.strategy, name="strategy"),
    path("<slug:programme>/strategy/<slug:code>/", strategy.sentence, name="sentence"),
    path("<slug:programme>/thread/", thread.thread, name="thread"),
    path("<slug:programme>/thread/<slug:code>/", thread.theme, name="theme"),
]
