# SPDX-License-Identifier: AGPL-3.0-or-later
"""Addresses of `strategy`: the team's side. The public pages of the strategy belong to `thread` and `report`."""

from django.urls import path

from coproduce.strategy.views import evidence, findings, gate, promises, quoting, sentence, signing, text

app_name = "strategy"
AT = "team/<slug:programme>/strategy/"
ONE = f"{AT}sentences/<uuid:sentence>/"
urlpatterns = [
    path(AT, text.write, name="write"),
    path(f"{AT}begin/", text.begin, name="begin"),
    path(f"{AT}bring-in/", text.bring_in, name="bring-in"),
    path(f"{AT}sections/new/", text.new_section, name="new-section"),
    path(f"{AT}sections/<str:section>/sentences/new/", text.new_sentence, name="new-sentence"),
    path(ONE, sentence.page, name="sentence"),
    path(f"{ONE}reword/", sentence.reword, name="reword"),
    path(f"{ONE}move/", sentence.move, name="move"),
    path(f"{ONE}remove/", sentence.remove, name="remove"),
    path(f"{ONE}author/", sentence.author, name="author"),
    path(f"{ONE}looked-at/", sentence.looked_at, name="looked-at"),
    path(f"{ONE}amend/", sentence.amend, name="amend"),
    path(f"{ONE}evidence/", evidence.cite, name="cite"),
    path(f"{ONE}evidence/<int:citation>/remove/", evidence.uncite, name="uncite"),
    path(f"{ONE}decisions/", evidence.decisions, name="link-decisions"),
    path(f"{ONE}quotes/", quoting.choose, name="quote"),
    path(f"{ONE}quotes/<int:quotation>/remove/", quoting.unquote, name="unquote"),
    path(f"{AT}gate/", gate.page, name="gate"),
    path(f"{AT}commitments/", promises.listing, name="commitments"),
    path(f"{AT}commitments/new/", promises.new, name="new-commitment"),
    path(f"{AT}commitments/<str:code>/", promises.page, name="commitment"),
    path(f"{AT}commitments/<str:code>/change/", promises.change, name="change-commitment"),
    path(f"{AT}commitments/<str:code>/progress/", promises.progress, name="progress"),
    path(f"{AT}figures/", findings.page, name="findings"),
    path(f"{AT}figures/new/", findings.new, name="new-finding"),
    path(f"{AT}figures/again/", findings.again, name="recompute"),
    path(f"{AT}amendments/", signing.amendments, name="amendments"),
    path(f"{AT}amendments/<int:amendment>/answer/", signing.answer, name="answer-amendment"),
    path(f"{AT}sign-off/", signing.page, name="sign-off"),
    path(f"{AT}sign-off/sign/", signing.sign, name="sign"),
    path(f"{AT}evenings/new/", signing.evening, name="new-evening"),
]
