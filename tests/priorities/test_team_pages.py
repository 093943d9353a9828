# SPDX-License-Identifier: AGPL-3.0-or-later
"""The team shapes, tests and decides; each role does what it may."""

import re
from datetime import timedelta

import pytest
from django.test import Client

from coproduce.people.models import AuditEvent
from coproduce.priorities import queries, verbs
from coproduce.priorities.models import Priority, Response, Statement
from coproduce.process import clock
from coproduce.process.roles import Role
from coproduce.programmes import verbs as programmes
from tests import house
from tests.priorities.test_results import answered
from tests.priorities.town import on, theme, town

pytestmark = pytest.mark.django_db(databases=["default", "keys"])


def signed_in(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def text(response) -> str:
    assert response.status_code == 200, response.status_code
    return response.content.decode()


def done(client, address, **fields) -> str:
    """Send a form, follow to the page behind it, and return that page."""
    response = client.post(address, fields)
    assert response.status_code == 302, re.findall(r'class="msg"[^>]*>([^<]+)', response.content.decode())
    return text(client.get(response["Location"]))


def test_a_lead_goes_from_themes_to_a_locked_record():
    made = house.programme()
    lead = house.team(made, Role.LEAD)
    talk = theme(made, "T1", "Being able to talk")
    programmes.add_body(programme=made, code="panel", name="The panel", rule="", members=[], by=lead)
    client, base, today = signed_in(lead), f"/team/{made.slug}", clock.today()
    assert "No priorities yet" in text(client.get(f"{base}/priorities/"))
    done(client, f"{base}/priorities/new/", name="Talking", headline="We will talk.", written_with="Ann\nBo")
    page = done(
        client, f"{base}/priorities/on/P1/", theme=talk.pk, relation="contradicts", note="Some would rather not."
    )
    assert "What says otherwise" in page and "Some would rather not." in page
    done(client, f"{base}/statements/rounds/new/", opens_on=today, closes_on=today, channels=["web", "paper"])
    version = Priority.objects.get().versions.get()
    page = done(
        client,
        f"{base}/statements/new/",
        text="Barbers should listen.",
        round=1,
        version=version.pk,
        author_kind="team",
    )
    assert "Barbers should listen." in page
    page = done(
        client,
        f"{base}/statements/rounds/1/enter/",
        channel="paper",
        on=today,
        **{"cell-0-ST01": "a3", "cell-1-ST01": "D"},
    )
    assert "2 sheets are in. Write on them: K0001, K0002." in page
    page = done(
        client, f"{base}/priorities/on/P1/next/", headline="We will listen.", explanation="", why_changed="Two sheets.",
        statements=["ST01"], note="", written_with="",
    )  # fmt: skip
    assert "[added: " in page and "Two sheets." in page
    page = done(
        client, f"{base}/decisions/new/", about=f"theme:{talk.pk}", outcome="taken_up", body=made.bodies.get().pk,
        decided_on=today, why="It is the ground.", tell="It became P1.",
    )  # fmt: skip
    assert "1 of 1 themes have a decision" in page
    assert "still being asked" in done(client, f"{base}/decisions/lock/")
    done(
        client, f"{base}/statements/rounds/1/", opens_on=today - timedelta(days=1), closes_on=today - timedelta(days=1)
    )
    assert "The record is locked" in done(client, f"{base}/decisions/lock/")
    assert "Record a decision" not in text(client.get(f"{base}/decisions/"))


def test_what_is_wrong_stands_beside_its_field():
    here = town()
    client, base = signed_in(here.lead), f"/team/{here.programme.slug}"
    response = client.post(f"{base}/priorities/new/", {"name": "Talking", "headline": "We will.", "code": "P1"})
    assert response.status_code == 422 and "There is already a priority P1" in response.content.decode()
    response = client.post(
        f"{base}/statements/rounds/new/", {"opens_on": "2025-07-09", "closes_on": "2025-07-08", "channels": "web"}
    )
    assert response.status_code == 422 and "cannot close before it opens" in response.content.decode()
    assert "The record" not in response.content.decode()


def test_sheets_with_a_mistake_are_given_back_and_none_goes_in():
    here = town()
    client = signed_in(house.team(here.programme, Role.FACILITATOR))
    address = f"/team/{here.programme.slug}/statements/rounds/1/enter/"
    good = {"channel": "paper", "on": "2025-07-08", "cell-0-ST01": "a2", "mark-0": "sheet 7"}
    for wrong, said in [
        ({"cell-1-ST01": "x"}, "type a, d or p"),
        ({"on": "2025-07-01"}, "Round 1 opens on 7 July 2025"),
        ({"comment-0": "Because"}, "choose the statement that the comment is about"),
        ({"comment-0": "Because", "about-0": "ST02"}, "type the answer to ST02 as well"),
        ({"cell-0-ST01": ""}, "There is no answer here yet"),
    ]:
        response = client.post(address, {**good, **wrong})
        assert response.status_code == 422 and said in response.content.decode(), said
    assert not Response.objects.exists() and not here.programme.voters.exists()
    done(client, address, **good, **{"comment-0": "Because", "about-0": "ST01"})
    assert Response.objects.get().comment_entry_id
    # The same sheet again changes that person's answer and adds nobody.
    done(client, address, **{**good, "cell-0-ST01": "d"})
    assert Response.objects.get().vote == "disagree" and here.programme.voters.count() == 1


def test_results_are_shown_with_intervals_and_exposure():
    here = town()
    with on(12):
        here.voters(40)
        answered(here, agree=22, disagree=15, passed=3)
        answered(here, agree=4, disagree=1, passed=0, code="ST02")
    page = text(signed_in(here.lead).get(f"/team/{here.programme.slug}/statements/"))
    assert "55 % agree (40 to 69 %)" in page and "divided" in page and "12 % of 40" not in page
    assert "Fewer than ten: too few to say" in page and page.count('<svg class="range"') == 1


def test_comments_open_for_analysts_on_request_and_that_is_written_down():
    here = town()
    with on(8):
        verbs.respond(statement=here.posters, voter=here.voters(1)[0], vote="agree", comment="The zebra word")
    address = f"/team/{here.programme.slug}/statements/on/ST01/"
    analyst = signed_in(house.team(here.programme, Role.ANALYST))
    assert "zebra" not in text(analyst.get(address))
    before = AuditEvent.objects.filter(action="words opened").count()
    assert "The zebra word" in text(analyst.post(address))
    assert AuditEvent.objects.filter(action="words opened").count() == before + 1
    facilitator = signed_in(house.team(here.programme, Role.FACILITATOR))
    assert "zebra" not in text(facilitator.post(address))


def test_a_proposal_is_put_as_it_was_written_or_turned_down_with_a_reason():
    here = town()
    with on(8):
        voter, _ = verbs.voter_for_token(programme=here.programme)
        for words in ("Parks need benches.", "Sack the manager."):
            verbs.propose_statement(programme=here.programme, round=here.round, text=words, agreed=True, voter=voter)
    client, address = signed_in(here.lead), f"/team/{here.programme.slug}/statements/proposals/"
    assert "Parks need benches." in text(client.get(address))
    assert "Say why" in done(client, address, code="R02", do="not", reason=" ")
    done(client, address, code="R02", do="not", reason="It names one person.")
    page = done(client, address, code="R01", do="put", version=here.priority.versions.get().pk)
    assert "Nothing is waiting" in page
    put, refused = Statement.objects.get(text="Parks need benches."), Statement.objects.get(code="R02")
    assert (put.status, put.version.priority, refused.status, refused.text) == (
        "accepted",
        here.priority,
        "moderated",
        "",
    )


def test_a_statement_is_taken_down_and_evidence_taken_back():
    here = town()
    client, base = signed_in(here.lead), f"/team/{here.programme.slug}"
    evidence = verbs.add_evidence(priority=here.priority, theme=here.talk, relation="supports", by=here.lead)
    assert "Taken away" in done(client, f"{base}/priorities/evidence/{evidence.pk}/take-back/")
    assert "Two ideas in one" in done(client, f"{base}/statements/on/ST01/take-down/", reason="Two ideas in one.")
    assert [row.code for row in queries.statements_of(here.programme.pk, status="accepted")] == ["ST02"]
    assert "No priorities yet" in done(client, f"{base}/priorities/on/P1/set-aside/")


@pytest.mark.parametrize(
    "role, path, allowed",
    [
        (Role.PARTNER, "priorities/", True), (Role.PARTNER, "priorities/new/", False),
        (Role.FACILITATOR, "statements/rounds/1/enter/", True), (Role.ANALYST, "statements/rounds/1/enter/", False),
        (Role.ANALYST, "statements/new/", True), (Role.FACILITATOR, "statements/proposals/", False),
        (Role.DIRECTOR, "decisions/new/", True), (Role.ANALYST, "decisions/new/", False),
        (Role.CO_WRITER, "decisions/", True), (Role.CO_WRITER, "decisions/lock/", False),
        (Role.ANALYST, "priorities/bring-in/", True), (Role.ANALYST, "priorities/on/P1/next/", True),
        (Role.PARTNER, "priorities/on/P1/", True), (Role.PARTNER, "statements/on/ST01/", True),
    ],
)  # fmt: skip
def test_each_role_opens_what_it_may(role, path, allowed):
    here = town()
    client = signed_in(house.team(here.programme, role))
    assert client.get(f"/team/{here.programme.slug}/{path}").status_code == (200 if allowed else 403)


def test_what_is_not_there_is_not_found_and_strangers_see_nothing():
    here, other = town(), house.programme("Elsewhere")
    client, base = signed_in(here.lead), f"/team/{here.programme.slug}"
    for path in ("priorities/on/P9/", "statements/on/ST99/", "statements/rounds/9/", "decisions/on/D99/"):
        assert client.get(f"{base}/{path}").status_code == 404
    stranger = signed_in(house.team(other, Role.LEAD))
    assert stranger.get(f"{base}/priorities/").status_code == 404
    assert Client().get(f"{base}/priorities/").status_code == 302


def test_the_teams_start_says_how_far_stage_two_has_come():
    here = town()
    page = text(signed_in(here.lead).get(f"/team/{here.programme.slug}/"))
    assert "Priorities: 1." in page
    assert "0 of 2 themes are decided." in page


def test_pages_carry_no_inline_script_or_style():
    here = town()
    client = signed_in(here.lead)
    for path in ("priorities/", "priorities/on/P1/", "statements/", "statements/rounds/1/enter/", "decisions/"):
        page = text(client.get(f"/team/{here.programme.slug}/{path}"))
        assert not re.search(r"<style|\sstyle=|<script(?![^>]*src=)|\son[a-z]+=", page), path
