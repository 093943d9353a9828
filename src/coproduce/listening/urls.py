# SPDX-License-Identifier: AGPL-3.0-or-later
"""Have your say, where to get help, and the team's side of listening."""

from django.urls import path

from coproduce.listening.views import answering, behalf, covering, importing, saying, team, voice

app_name = "listening"
urlpatterns = [
    path("<slug:programme>/say/", saying.welcome, name="say"),
    path("<slug:programme>/say/question/<str:code>/", saying.question, name="say-question"),
    path("<slug:programme>/say/allow/", saying.allow, name="say-allow"),
    path("<slug:programme>/say/about-you/", saying.about, name="say-about"),
    path("<slug:programme>/say/check/", saying.check, name="say-check"),
    path("<slug:programme>/help/", saying.get_help, name="help"),
    path("team/<slug:programme>/sessions/", team.sessions, name="sessions"),
    path("team/<slug:programme>/sessions/new/", team.new_session, name="new-session"),
    path("team/<slug:programme>/sessions/<slug:code>/", team.capture, name="capture"),
    path("team/<slug:programme>/sessions/<slug:code>/names/", covering.names, name="names"),
    path("team/<slug:programme>/sessions/<slug:code>/refusal/", team.refusal, name="refusal"),
    path("team/<slug:programme>/sessions/<slug:code>/people/<int:person>/slip/", team.new_slip, name="new-slip"),
    path(
        "team/<slug:programme>/sessions/<slug:code>/people/<int:person>/withdraw/",
        team.withdraw_person,
        name="withdraw-person",
    ),
    path("team/<slug:programme>/voices/<uuid:voice>/", voice.voice, name="voice"),
    path("team/<slug:programme>/voices/<uuid:voice>/withdraw/", voice.withdraw, name="withdraw-voice"),
    path("team/<slug:programme>/voices/<uuid:voice>/concern/", answering.concern, name="concern"),
    path("team/<slug:programme>/import/", importing.sheets, name="import"),
    path("team/<slug:programme>/import/<uuid:batch>/", importing.sheet, name="import-sheet"),
    path("team/<slug:programme>/import/<uuid:batch>/given-back.csv", importing.given_back, name="import-given-back"),
    path("team/<slug:programme>/slip/", behalf.on_behalf, name="on-behalf"),
    path("team/<slug:programme>/concerns/", answering.concerns, name="concerns"),
    path("team/<slug:programme>/objections/", answering.objections, name="objections"),
]
