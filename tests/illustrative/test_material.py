# SPDX-License-Identifier: AGPL-3.0-or-later
"""The invented programme holds together before it is loaded: its files agree, its routes arrive, its rules are kept."""

import shutil
import subprocess
import sys
from datetime import UTC, date, datetime, time
from importlib.resources import files
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coproduce.illustrative import beginning, findings, hearing, routes, testing, withdrawing
from coproduce.illustrative.files import codings, day, document, many, moment, participants, table, voices
from coproduce.illustrative.stage import Stage
from coproduce.listening.equality import question_set
from coproduce.listening.models.sessions import Kind
from coproduce.listening.models.voices import Channel
from coproduce.process import clock
from coproduce.process.consent import Purpose
from coproduce.process.decisions import Outcome
from coproduce.process.roles import Role

MATERIAL = Path(str(files("coproduce.illustrative.material")))


def test_the_material_passes_its_own_check():
    done = subprocess.run(
        [sys.executable, "-W", "ignore", str(MATERIAL / "validate.py")], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_votes_come_out_of_their_script_byte_for_byte(tmp_path):
    for path in MATERIAL.iterdir():
        if path.suffix in {".py", ".csv", ".yaml"} and path.name not in {"responses.csv", "voters.csv"}:
            shutil.copy(path, tmp_path)
    subprocess.run([sys.executable, str(tmp_path / "make_responses.py")], cwd=tmp_path, check=True, capture_output=True)
    for name in ("responses.csv", "voters.csv"):
        assert (tmp_path / name).read_bytes() == (MATERIAL / name).read_bytes(), name


def test_it_has_the_size_that_it_says_it_has():
    assert len(participants()) == 205 and len(table("sessions.csv")) == 17 and len(voices()) == 496
    assert len({row["language"].split("-")[0] for row in voices()}) == 10
    assert len(table("voters.csv")) == 168 and len(document("commitments.yaml")["commitments"]) == 22
    sentences = [one for section in document("strategy.yaml")["sections"] for one in section["sentences"]]
    assert 70 <= len(sentences) <= 90


def test_every_row_of_what_was_said_speaks_our_words():
    channels, kinds = {value for value, _ in Channel.choices}, {value for value, _ in Kind.choices}
    assert {row["channel"] for row in voices()} <= channels
    assert {row["kind"] for row in table("sessions.csv")} <= kinds
    assert {row["question"] for row in voices()} - {""} <= set(beginning.QUESTIONS)
    assert {person["role"] for person in document("people.yaml")["people"]} <= set(Role)
    assert {row["outcome"].replace(" ", "_") for row in document("decisions.yaml")["decisions"]} <= set(Outcome)


def test_every_name_to_be_covered_stands_in_its_words():
    for row in voices():
        for piece in filter(None, row["identifiers"].split("|")):
            assert piece in row["text"], (row["voice"], piece)


def test_answers_about_oneself_are_those_of_the_form_or_not_given():
    """Else the figures would have categories that no resident could have chosen."""
    asked = {
        question.name: {answer.keep for _, answers in question.groups for answer in answers} | {question_set().not_say}
        for question in question_set().questions
    }
    for row in participants():
        # What somebody wrote after “Another language” is kept as they wrote it, and counted as another.
        for name in (set(hearing.CHARACTERISTICS) & set(asked)) - {"main_language"}:
            assert not row[name] or row[name] in asked[name], (row["participant"], name, row[name])


def test_what_people_refused_is_never_coded_nor_withdrawn_later():
    coded = {row["voice"] for row in codings()}
    assert not coded & hearing.REFUSED
    later = {*withdrawing.TAKEN_BACK.values(), *withdrawing.NOT_QUOTED_ANY_MORE.values(), withdrawing.MISUNDERSTOOD[1]}
    codes = {row["voice"] for row in voices()}
    assert later <= codes - hearing.REFUSED and codes >= hearing.REFUSED


def test_a_note_without_an_author_is_quotable_only_where_a_notice_said_so():
    unsigned = [row for row in voices() if not row["participant"]]
    assert len({row["session"] in hearing.NOTICE for row in unsigned}) == 2, "both kinds are in the material"
    for row in unsigned:
        agreed = hearing._agreed(row)
        assert agreed[Purpose.HOLD] and not agreed[Purpose.DESCRIBE]
        assert agreed[Purpose.QUOTE] is (row["quote"] == "yes" and row["session"] in hearing.NOTICE), row["voice"]
    for row in voices():
        if row["participant"]:
            assert hearing._agreed(row)[Purpose.QUOTE] is (row["quote"] == "yes"), row["voice"]


def test_the_strategy_quotes_no_note_that_nobody_could_allow():
    rows = {row["voice"]: row for row in voices()}
    for section in document("strategy.yaml")["sections"]:
        for sentence in section["sentences"]:
            for quoted in sentence.get("quotations", ()):
                assert hearing._agreed(rows[quoted["voice"]])[Purpose.QUOTE], (sentence["id"], quoted["voice"])


def test_each_finding_of_the_strategy_has_its_measure_and_none_is_left_over():
    assert set(findings.MEASURES) == {row["id"] for row in document("strategy.yaml")["findings"]}
    from coproduce.strategy.queries import measures

    assert all(
        callable(getattr(measures, f"_{name}", getattr(measures, name, None))) for name, _ in findings.MEASURES.values()
    )


DAYS = [(date(2025, 3, 1), date(2025, 3, 1)), ("2025-03-01", date(2025, 3, 1))]


@pytest.mark.parametrize(("value", "found"), DAYS)
def test_a_day_in_a_file_is_a_day(value, found):
    assert day(value) == found


MOMENTS = [
    ("2025-01-15", "12:00", datetime(2025, 1, 15, 12, tzinfo=UTC), "winter"),
    ("2025-06-15", "12:00", datetime(2025, 6, 15, 11, tzinfo=UTC), "summer time"),
    (date(2025, 6, 15), time(0, 30), datetime(2025, 6, 14, 23, 30, tzinfo=UTC), "past midnight"),
    ("2025-03-30", "03:00", datetime(2025, 3, 30, 2, tzinfo=UTC), "the night when the clocks go on"),
]  # fmt: skip


@pytest.mark.parametrize(("on", "at", "found", "why"), MOMENTS, ids=[row[3] for row in MOMENTS])
def test_a_moment_is_that_of_the_place(on, at, found, why):
    assert moment(on, at) == found


@pytest.mark.parametrize(("value", "found"), [(None, []), ("", []), ("a", ["a"]), (["a", "b"], ["a", "b"]), (3, [3])])
def test_one_or_several(value, found):
    assert many(value) == found


def test_the_stage_finds_people_by_their_marks_and_sets_the_clock_and_lets_it_go():
    class Person:
        name = "Ann"

    stage = Stage(None, print, people={"lead-1": Person})
    assert stage.person("lead-1") is Person and stage.person(None) is None and stage.person("") is None
    assert stage.names(["lead-1"]) == ["Ann"] and stage.names(None) == []
    with stage.on("2025-06-15", "09:30"):
        assert clock.now() == datetime(2025, 6, 15, 8, 30, tzinfo=UTC) and clock.today() == date(2025, 6, 15)
    assert clock.now() > datetime(2025, 12, 31, tzinfo=UTC)


def step(action, source, target, which="Some"):
    return {"id": "L1", "action": action, "from": source, "to": target, "passages": which}


ROUTES = [
    ([step("merge", ["A", "B"], ["C"])], "A", "C", "C", "goes along with a merge"),
    ([step("merge", ["A", "B"], ["B"])], "B", "B", "B", "what was there already stays"),
    ([step("move", ["A"], ["B"])], "A", "A", "A", "stays when some are moved and it ends here"),
    ([step("move", ["A"], ["B"])], "A", "B", "B", "moves when it ends there"),
    ([step("move", ["A"], ["B"], "All of them"), step("move", ["B"], ["A"])], "A", "A", "B", "leaves with all, comes back"),
    ([step("split", ["A"], ["A", "B"])], "A", "A", "A", "stays in what is left of a split"),
    ([step("split", ["A"], ["B", "C"]), step("merge", ["C"], ["D"])], "A", "D", "C", "takes the part that leads on"),
]  # fmt: skip


@pytest.mark.parametrize(("log", "at", "end", "goes", "why"), ROUTES, ids=[row[4] for row in ROUTES])
def test_a_passage_goes_where_its_last_theme_can_be_reached(log, at, end, goes, why):
    assert routes.goes_to(log, 0, at, end) == goes


def test_a_passage_that_cannot_arrive_is_named():
    with pytest.raises(ValueError, match="L1: no way from A to Z"):
        routes.goes_to([step("merge", ["A"], ["B"])], 0, "A", "Z")
    assert routes.reach([step("merge", ["B"], ["C"])], 0, "A", "A") == 0
    assert routes.reach([], 0, "A", "B") == routes.FAR


@given(st.lists(st.tuples(st.sampled_from("ABC"), st.sampled_from("ABC")), max_size=6), st.sampled_from("ABC"))
def test_following_the_routes_always_arrives_where_they_promise(pairs, end):
    log = [step("move", [source], [target]) for source, target in pairs]
    at = "A"
    if routes.reach(log, 0, at, end) >= routes.FAR:
        return
    for number, entry in enumerate(log):
        if at in entry["from"]:
            at = routes.goes_to(log, number, at, end)
    assert at == end


def test_every_coding_of_the_material_arrives():
    found = document("themes.yaml")
    first = {tuple(key.split()): code for code, keys in found["first_sorted"].items() for key in keys}
    log = found["log"]
    for voice, theme in {(row["voice"], row["theme"]) for row in codings()}:
        assert routes.reach(log, 0, first[voice, theme], theme) < routes.FAR, (voice, theme)


def test_a_comma_that_yaml_read_as_a_key_is_put_back_into_its_sentence():
    assert testing._point({"point": "Buses", "trams": None, "bikes": None}) == "Buses, trams, bikes"
    assert testing._point({"theme": "T1"}) == ""


SERVICES = document("services.yaml")


def test_a_service_is_read_in_the_shape_of_the_standard():
    assert len(SERVICES["illustrative_services"]) == 14
    for service in SERVICES["illustrative_services"]:
        plain = beginning._plain(service)
        import json

        assert json.loads(json.dumps(plain)) == plain, "kept as JSON, dates as text"
