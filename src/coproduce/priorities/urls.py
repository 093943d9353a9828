# SPDX-License-Identifier: AGPL-3.0-or-later
"""Addresses of stage 2."""

from django.urls import path

from coproduce.priorities.views import deciding, entering, public, shaping, statements, voting

app_name = "priorities"
TEAM = "team/<slug:programme>/"
urlpatterns = [
    path("<slug:programme>/vote/", voting.vote, name="vote"),
    path("<slug:programme>/vote/thanks/", voting.vote_thanks, name="vote-thanks"),
    path("<slug:programme>/vote/suggest/", voting.suggest, name="vote-suggest"),
    path("<slug:programme>/vote/slip/", voting.join, name="vote-slip"),
    path("<slug:programme>/vote/take-back/", voting.take_back, name="vote-take-back"),
    path("<slug:programme>/vote/on/<str:code>/", voting.vote_statement, name="vote-statement"),
    path("<slug:programme>/priorities/", public.priorities, name="public"),
    path(f"{TEAM}priorities/", shaping.overview, name="list"),
    path(f"{TEAM}priorities/new/", shaping.new, name="new"),
    path(f"{TEAM}priorities/bring-in/", shaping.bring_in, name="bring-in"),
    path(f"{TEAM}priorities/evidence/<int:evidence>/take-back/", shaping.take_back, name="take-back"),
    path(f"{TEAM}priorities/on/<str:code>/", shaping.detail, name="detail"),
    path(f"{TEAM}priorities/on/<str:code>/next/", shaping.next_version, name="next-version"),
    path(f"{TEAM}priorities/on/<str:code>/set-aside/", shaping.retire, name="retire"),
    path(f"{TEAM}statements/", statements.overview, name="statements"),
    path(f"{TEAM}statements/new/", statements.new, name="new-statement"),
    path(f"{TEAM}statements/rounds/new/", statements.new_round, name="new-round"),
    path(f"{TEAM}statements/rounds/<int:number>/", statements.move_round, name="move-round"),
    path(f"{TEAM}statements/rounds/<int:number>/enter/", entering.enter, name="enter"),
    path(f"{TEAM}statements/proposals/", statements.proposals, name="proposals"),
    path(f"{TEAM}statements/on/<str:code>/", statements.detail, name="statement"),
    path(f"{TEAM}statements/on/<str:code>/take-down/", statements.take_down, name="take-down"),
    path(f"{TEAM}decisions/", deciding.overview, name="decisions"),
    path(f"{TEAM}decisions/new/", deciding.new, name="new-decision"),
    path(f"{TEAM}decisions/lock/", deciding.lock, name="lock"),
    path(f"{TEAM}decisions/on/<str:code>/", deciding.change, name="decision"),
]
