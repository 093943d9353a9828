# SPDX-License-Identifier: AGPL-3.0-or-later
"""The registry of erasers."""

from uuid import uuid4

import pytest

from coproduce.process import erasure
from coproduce.process.erasure import Consequence, Scope

SCOPE = Scope(programme_id=1, voice_ids=frozenset({uuid4()}), participant_id=None, everything=False)


@pytest.fixture(autouse=True)
def empty_registry(monkeypatch):
    monkeypatch.setattr(erasure, "_erasers", {})


def eraser_of(app, ran):
    def erase(scope):
        ran.append((app, scope))
        return [Consequence(app, "sentence", "S-001", "One sentence now draws on fewer people.")]

    return erase


def test_higher_apps_let_go_before_lower_ones():
    ran = []
    for app, order in (("listening", 20), ("report", 90), ("themes", 40), ("vault", 0)):
        erasure.register(app, eraser_of(app, ran), order)
    told = erasure.run(SCOPE)
    assert [app for app, _ in ran] == ["report", "themes", "listening", "vault"] == list(erasure.registered())
    assert [consequence.app for consequence in told] == [app for app, _ in ran]
    assert all(scope is SCOPE for _, scope in ran)


def test_an_app_may_be_made_ready_twice_but_has_one_eraser():
    erase = eraser_of("themes", [])
    erasure.register("themes", erase, 40)
    erasure.register("themes", erase, 40)
    with pytest.raises(ValueError, match="themes"):
        erasure.register("themes", eraser_of("themes", []), 40)
    assert erasure.registered() == ("themes",)


def test_an_error_stops_the_run_so_that_the_transaction_is_undone():
    ran = []

    def breaks(scope):
        raise RuntimeError("no")

    erasure.register("report", breaks, 90)
    erasure.register("vault", eraser_of("vault", ran), 0)
    with pytest.raises(RuntimeError):
        erasure.run(SCOPE)
    assert ran == []
