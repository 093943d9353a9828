# SPDX-License-Identifier: AGPL-3.0-or-later
"""Addresses of stage 2."""

from django.urls import path

from coproduce.priorities.views import public, voting

app_name = "priorities"
urlpatterns = [
    path("<slug:programme>/vote/", voting.vote, name="vote"),
    path("<slug:programme>/vote/thanks/", voting.vote_thanks, name="vote-thanks"),
    path("<slug:programme>/vote/suggest/", voting.suggest, name="vote-suggest"),
    path("<slug:programme>/vote/slip/", voting.join, name="vote-slip"),
    path("<slug:programme>/vote/on/<str:code>/", voting.vote_statement, name="vote-statement"),
    path("<slug:programme>/priorities/", public.priorities, name="public"),
]
