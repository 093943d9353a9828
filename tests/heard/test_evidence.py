# SPDX-License-Identifier: AGPL-3.0-or-later
"""The equality evidence: all nine, dated, the same bytes each time, and signed by an officer or by nobody."""

import csv
import io
import zipfile
from datetime import date, timedelta

import pytest

from coproduce.heard import evidence_file, verbs
from coproduce.heard.models import EvidenceSignature
from coproduce.heard.queries.evidence import evidence, signed_in_public
from coproduce.listening import verbs as listening
from coproduce.people.models import AuditEvent
from coproduce.process import clock
from coproduce.process.roles import Role
from coproduce.programmes import verbs as programmes
from coproduce.programmes.verbs import Refused
from tests import house
from tests.heard import places

pytestmark = pytest.mark.django_db(databases=["default", "keys"])
NINE = ["Age", "Disability", "Gender reassignment", "Marriage and civil partnership", "Pregnancy and maternity", "Race",
        "Religion or belief", "Sex", "Sexual orientation"]  # fmt: skip


@pytest.fixture
def city():
    made = places.city()
    programmes.change_programme(programme=made, asked_by="A City Council", by=None)
    return made


def test_all_nine_are_there_asked_or_not_and_why(city):
    found = evidence(city)
    assert [one.name for one in found.protected] == NINE and found.on == clock.today()
    for one in found.protected:
        assert bool(one.why_not) != bool(one.characteristics)
    race = next(one for one in found.protected if one.name == "Race")
    assert [each.key for each in race.characteristics] == ["ethnic_group_broad", "ethnic_group", "main_language"]


def test_rows_for_a_spreadsheet_hold_no_small_number(city):
    rows = list(
        csv.DictReader(
            io.StringIO(evidence_file.made(evidence(city), city, "equality-evidence.csv").decode("utf-8-sig"))
        )
    )
    assert {row["protected characteristic"] for row in rows} == set(NINE)
    assert all(row["as of"] == clock.today().isoformat() for row in rows)
    women = next(row for row in rows if row["group"] == "Female")
    assert (women["heard"], women["of"], women["share"], women["verdict"]) == (
        "131",
        "196",
        "0.6684",
        "more than expected",
    )
    assert float(women["low"]) < 0.6684 < float(women["high"])
    for row in rows:
        if row["heard"].isdigit():
            assert int(row["heard"]) == 0 or int(row["heard"]) >= 10
        else:
            assert row["asked"] == "no" or row["share"] == ""


@pytest.mark.parametrize("name", list(evidence_file.KINDS))
def test_the_same_evidence_gives_the_same_bytes(city, name):
    found = evidence(city)
    assert evidence_file.made(found, city, name) == evidence_file.made(evidence(city), city, name)


def test_the_word_file_says_all_of_it(city):
    body = evidence_file.made(evidence(city), city, "equality-evidence.docx")
    text = zipfile.ZipFile(io.BytesIO(body)).read("word/document.xml").decode()
    for words in (*NINE, "131 of 196", "What they said differently", "Nobody has signed this yet", "drawn by lot"):
        assert words in text, words


def test_an_officer_signs_and_it_is_recorded_and_shown(client, city):
    director = house.team(city, Role.DIRECTOR)
    client.force_login(director)
    where = f"/team/{city.slug}/heard/evidence/"
    page = client.get(f"{where}sign/")
    read = page.context["form"]["read"].value()
    sent = client.post(
        f"{where}sign/",
        {"post": " Director of  Public Health ", "officer": "on", "note": "Men are missing.", "read": read},
    )
    assert sent.status_code == 302
    (signed,) = EvidenceSignature.objects.all()
    assert (signed.by, signed.post, signed.on) == (director, "Director of Public Health", clock.today())
    event = AuditEvent.objects.order_by("-sequence").first()
    assert (event.action, event.by, event.detail) == (
        "equality evidence signed",
        director,
        {"fingerprint": signed.fingerprint},
    )
    assert b"the figures stand as signed" in client.get(where).content
    public = client.get(f"/{city.slug}/heard/").content.decode()
    assert "by an officer of A City Council: Director of Public Health." in public and director.name not in public
    assert (
        f"{director.name}, Director of Public Health".encode() in client.get(f"{where}equality-evidence.html").content
    )


def test_when_the_figures_change_the_signature_says_so(city):
    director = house.team(city, Role.DIRECTOR)
    verbs.sign_evidence(programme=city, post="Director", officer=True, by=director)
    assert evidence(city).signatures[0].stands
    person = listening.add_participant(programme=city, session=None, by=None)
    listening.answer_equality(participant=person, answers={"sex": "Male"}, by=None)
    assert not evidence(city).signatures[0].stands


def test_the_public_is_not_told_that_figures_were_signed_which_have_changed_since(client, city):
    """What was signed were other figures than those on the page: the sentence says so, and a new signature ends it."""
    director = house.team(city, Role.DIRECTOR)
    verbs.sign_evidence(programme=city, post="Director", officer=True, by=director)
    since = "The figures have changed since."
    assert since not in signed_in_public(city)
    person = listening.add_participant(programme=city, session=None, by=None)
    listening.answer_equality(participant=person, answers={"sex": "Male"}, by=None)
    assert signed_in_public(city).endswith(f"Director. {since}")
    assert since in client.get(f"/{city.slug}/heard/").content.decode()
    verbs.sign_evidence(programme=city, post="Director", officer=True, by=director)
    assert since not in signed_in_public(city)


def test_who_may_not_sign_and_what_is_missing(client, city):
    by = house.team(city, Role.DIRECTOR)
    with pytest.raises(Refused, match="Only an officer"):
        verbs.sign_evidence(programme=city, post="Consultant", officer=False, by=by)
    with pytest.raises(Refused, match="in which post"):
        verbs.sign_evidence(programme=city, post="  ", officer=True, by=by)
    with pytest.raises(Refused, match="still to come"):
        verbs.sign_evidence(programme=city, post="Director", officer=True, by=by, on=clock.today() + timedelta(days=1))
    with pytest.raises(Refused, match="changed while you were reading"):
        verbs.sign_evidence(programme=city, post="Director", officer=True, by=by, read="0" * 64)
    assert not EvidenceSignature.objects.exists() and signed_in_public(city) == ""
    client.force_login(house.team(city, Role.FACILITATOR))
    assert client.get(f"/team/{city.slug}/heard/evidence/sign/").status_code == 403
    assert b"Sign it" not in client.get(f"/team/{city.slug}/heard/evidence/").content
    client.force_login(by)
    page = client.post(f"/team/{city.slug}/heard/evidence/sign/", {"post": "", "read": ""})
    assert page.status_code == 422 and b"Say in which post you sign." in page.content and b"tick this" in page.content


def test_a_file_can_be_had_at_any_moment_with_its_day_in_its_name(client, city):
    client.force_login(house.team(city, Role.FACILITATOR))
    for name in evidence_file.KINDS:
        answer = client.get(f"/team/{city.slug}/heard/evidence/{name}")
        assert answer.status_code == 200 and f"{clock.today():%Y-%m-%d}" in answer["Content-Disposition"]
    assert client.get(f"/team/{city.slug}/heard/evidence/else.txt").status_code == 404


def test_before_anybody_chose_a_table_the_file_says_that_too(city):
    empty = house.programme("Nobody Yet")
    found = evidence(empty)
    assert all(one.why_not for one in found.protected)
    assert b"No census table was chosen" in evidence_file.made(found, empty, "equality-evidence.html")
    verbs.sign_evidence(
        programme=empty, post="Officer", officer=True, by=house.team(empty, Role.LEAD), on=date(2025, 3, 1)
    )
    assert signed_in_public(empty) == "The equality evidence was signed on 1 March 2025 by an officer: Officer."
