# SPDX-License-Identifier: AGPL-3.0-or-later
"""The public page of priorities: live until the first release, then as published, however votes are taken back."""

from datetime import date

import pytest
from django.test import Client

from coproduce.analysis.disclosure import gate_count
from coproduce.priorities import queries, verbs
from coproduce.programmes import published as hook
from tests.priorities.test_public_page import full_town, page
from tests.priorities.test_results import answered
from tests.priorities.town import on, town

pytestmark = pytest.mark.django_db(databases=["default", "keys"])


@pytest.fixture
def release(monkeypatch):
    """`release(keys)`: as if a release held these; this floor knows nothing of who publishes."""

    def holds(**kept):
        monkeypatch.setattr(hook, "_provider", [lambda programme_id, key: kept.get(key)])

    return holds


def kept_of(here) -> dict:
    """What a release keeps of stage 2, as `report` writes it."""
    with on(1, 12):
        results = queries.public_results(here.programme.pk)
        gaps = queries.coverage(here.programme.pk).gaps
    return {
        "statements": [
            {"code": r.statement.code, "text": r.statement.text, "priority": r.statement.priority_code, "round": "1",
             "shown": r.shown, "seen": r.seen.as_json(), "agree": r.agree.as_json(), "disagree": r.disagree.as_json(),
             "passed": r.passed.as_json(), "verdict": r.verdict}
            for r in results
        ],
        "rounds": [{"number": 1, "took_part": gate_count(40).as_json()}],
        "themes": [{"code": "T1", "name": "Being able to talk", "colour": 1}],
        "priorities": [
            {"code": "P1", "name": "Talking", "versions": [{}, {}],
             "evidence": [{"theme": "T1", "relation": "supports", "note": "Shame."}]}
        ],
        "decisions": [
            {"code": d.code, "about": d.about, "theme": d.theme_code, "outcome": d.outcome.value,
             "outcome_words": d.outcome_words, "why": d.why, "instead": d.instead, "passed_to": list(d.passed_to),
             "body": d.body, "on": d.decided_on.isoformat()}
            for d in queries.decisions_of(here.programme.pk)
        ],
        "gaps": [{"kind": g.kind, "code": g.code, "name": g.name, "why": g.why_listed} for g in gaps],
    }  # fmt: skip


def test_a_vote_taken_back_the_day_after_moves_no_figure(release):
    here = full_town()
    before = page(here)
    release(**kept_of(here))
    assert "40 people took part" in page(here) and "55 % of the 40 people" in page(here)
    for voter in here.programme.voters.order_by("pk")[:7]:
        verbs.take_votes_back(voter=voter)
    after = page(here)
    assert "55 % of the 40 people" in after and "40 people took part" in after
    assert before.count("<h2") == after.count("<h2")


def test_a_version_a_decision_and_a_theme_that_are_worked_on_are_not_there_yet(release):
    here = full_town()
    release(**kept_of(here))
    with on(20, 8):
        verbs.write_version(priority=here.priority, headline="A third try.", explanation="", why_changed="Hm.",
                            by=here.lead)  # fmt: skip
        verbs.shape_priority(programme=here.programme, name="Unheard of", headline="Unheard of.", by=here.lead)
        verbs.decide(programme=here.programme, theme=here.safe, outcome="partly", body=here.panel, why="Unheard of.",
                     decided_on=date(2025, 8, 20), by=here.lead)  # fmt: skip
        verbs.rename_priority(priority=here.priority, name="Unheard of", by=here.lead)
    shown = page(here)
    assert "A third try." not in shown and "Unheard of" not in shown
    assert "We will make it easier to talk." in shown and "Feeling safe" in shown, "still open, as it was published"


def test_a_priority_set_aside_since_still_stands_as_published(release):
    here = full_town()
    release(**kept_of(here))
    verbs.retire_priority(priority=here.priority, by=here.lead)
    assert "We will make it easier to talk." in page(here)


def test_a_round_that_closes_later_says_that_its_results_come(release):
    here = full_town()
    release(**kept_of(here))
    with on(1, 9):
        verbs.open_round(programme=here.programme, opens_on=date(2025, 9, 1), closes_on=date(2025, 9, 9), by=here.lead)
    shown = page(here)
    assert "This round has closed. What people answered is shown when the results are next published." in shown
    assert shown.count("people took part") == 1


def test_while_a_round_runs_it_says_that_results_wait_for_its_end():
    here = town()
    with on(10):
        here.voters(20)
        answered(here, agree=15, disagree=5, passed=0)
        shown = Client().get(f"/{here.programme.slug}/priorities/").content.decode()
    assert "Results are shown when this round has closed" in shown and "15" not in shown.split("testing")[-1]


def test_a_round_in_which_nobody_took_part_says_so():
    here = town()
    assert "0 people took part" in page(here)


def test_a_release_of_an_older_version_lacks_rounds_and_gaps(release):
    here = full_town()
    kept = kept_of(here)
    del kept["rounds"], kept["gaps"]
    release(**kept)
    assert "40 people took part" in page(here) and "Feeling safe" in page(here)


def test_what_the_page_takes_from_a_release_went_through_the_gate(release):
    """A manifest that somebody edited to show three people is refused, not shown."""
    here = full_town()
    kept = kept_of(here)
    kept["statements"][0]["seen"] |= {"value": 3, "text": "3"}
    release(**kept)
    with pytest.raises(ValueError, match="too small"):
        queries.standing_results(here.programme.pk)
    kept["statements"][0]["seen"] = {"kind": "series", "profile": "default", "labels": [], "figures": [], "total": None,
                                     "note": ""}  # fmt: skip
    with pytest.raises(ValueError, match="one figure"):
        queries.standing_results(here.programme.pk)
