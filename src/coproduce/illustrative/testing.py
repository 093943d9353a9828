# SPDX-License-Identifier: AGPL-3.0-or-later
"""July to November 2025: priorities in versions, two rounds of testing, decisions."""

from typing import Any

from coproduce.illustrative.files import day, document, table
from coproduce.illustrative.stage import Stage
from coproduce.listening.verbs import add_session
from coproduce.priorities import verbs
from coproduce.priorities.verbs import Answer, Cause
from coproduce.process.stages import StageKey, StageState
from coproduce.programmes.verbs import add_place, set_stage


def test_and_refine(stage: Stage) -> None:
    """Versions, rounds and decisions in order of date."""
    found = document("priorities.yaml")
    themes = {theme.code: theme for theme in stage.programme.themes.all()}
    stage.say("July 2025: four priorities in a first version …")
    _shape(stage, found["priorities"], themes)
    with stage.on("2025-07-01", "13:00"):
        set_stage(programme=stage.programme, key=StageKey.TEST, state=StageState.OPEN, by=stage.people["lead-1"])
    _voters(stage)
    for number, test_round in enumerate(found["rounds"]):
        _round(stage, test_round)
        _rewrite(stage, found["priorities"], number + 1)
    with stage.on("2025-10-01", "08:00"):
        set_stage(programme=stage.programme, key=StageKey.TEST, state=StageState.CLOSED, by=stage.people["lead-1"])
    _decide(stage, themes)


def _shape(stage: Stage, priorities: list[dict[str, Any]], themes: dict[str, Any]) -> None:
    for row in priorities:
        first = row["versions"][0]
        with stage.on(first["date"], "10:00"):
            by = stage.person(first["by"][0])
            made = verbs.shape_priority(
                programme=stage.programme, code=row["id"], name=row["name"], headline=first["headline"],
                explanation=first["explanation"], written_with=stage.names(first["by"]), by=by,
            )  # fmt: skip
            stage.versions[row["id"], "v1"] = made.versions.get(number=1)
            for evidence in row["evidence"]:
                verbs.add_evidence(
                    priority=made, theme=themes[evidence["theme"]], relation=evidence["relation"],
                    note=evidence["note"], by=by,
                )  # fmt: skip


def _voters(stage: Stage) -> None:
    rows = [
        {
            "code": row["voter"],
            "participant": stage.participants.get(row["participant"]),
            "answers": {name: row[name] for name in ("age_band", "ethnic_group", "sex") if row[name]},
        }
        for row in table("voters.csv")
    ]
    with stage.on("2025-07-07", "08:00"):
        verbs.make_voters(programme=stage.programme, rows=rows, by=stage.people["analyst-1"])


def _round(stage: Stage, row: dict[str, Any]) -> None:
    stage.say(f"{row['opens']}: round {row['number']} of testing …")
    lead, number = stage.people["lead-1"], str(row["number"])
    with stage.on(row["opens"], "00:05"):
        sessions = [_testing_session(stage, session) for session in row["sessions"]]
        opened = verbs.open_round(
            programme=stage.programme, number=row["number"], opens_on=day(row["opens"]), closes_on=day(row["closes"]),
            channels=row["channels"], sessions=sessions, by=lead,
        )  # fmt: skip
        for statement in table("statements.csv"):
            if statement["round"] == number:
                _put(stage, opened, statement)
    with stage.on(row["closes"], "20:00"):
        answers = [
            Answer(
                statement=one["statement"], voter=one["voter"], vote=one["vote"], importance=one["importance"] or None,
                comment=one["comment"], channel=one["channel"], on=day(one["date"]),
            )
            for one in table("responses.csv")
            if one["round"] == number
        ]  # fmt: skip
        done = verbs.record_responses(programme=stage.programme, rows=answers, by=stage.people["analyst-1"])
    stage.say(f"  {done.new} answers")


def _testing_session(stage: Stage, row: dict[str, Any]) -> Any:
    place = add_place(programme=stage.programme, name=row["venue"], ward=row["ward"], by=stage.people["lead-1"])
    session = add_session(
        programme=stage.programme, code=row["id"], kind="testing", title=row["title"], place=place,
        happens_on=day(row["date"]), languages=row.get("languages", ["en"]), by=stage.people["lead-1"],
    )  # fmt: skip
    stage.sessions[row["id"]] = session
    return session


def _put(stage: Stage, opened: Any, row: dict[str, str]) -> None:
    made = verbs.put_statement(
        programme=stage.programme, round=opened, code=row["statement"], text=row["text"],
        version=stage.versions[row["priority"], row["version"]], author_kind=row["author"],
        derived_from=[stage.statements[code] for code in row["derived_from"].split("|") if code],
        status=row["status"], reason=row["reason"], by=stage.people["analyst-1"],
    )  # fmt: skip
    stage.statements[row["statement"]] = made


def _rewrite(stage: Stage, priorities: list[dict[str, Any]], number: int) -> None:
    """Write the versions that came out of round `number`."""
    for row in priorities:
        for version in row["versions"][number : number + 1]:
            changed = version["changed"]
            priority = stage.programme.priorities.get(code=row["id"])
            with stage.on(version["date"], "16:00"):
                made = verbs.write_version(
                    priority=priority, headline=version["headline"], explanation=version["explanation"],
                    why_changed=" ".join(changed["why"].split()), written_with=stage.names(version["by"]),
                    causes=[_cause(stage, cause) for cause in changed["because_of"]], by=stage.person(version["by"][0]),
                )  # fmt: skip
            stage.versions[row["id"], version["version"]] = made


def _cause(stage: Stage, row: dict[str, Any]) -> Cause:
    note = row.get("note", "")
    if "comment" in row:
        statement, voter = row["comment"]
        return Cause(statement=stage.statements[statement], voter=voter, note=note)
    if "session" in row:
        return Cause(session=stage.sessions[row["session"]], note=note)
    if "statement" in row:
        return Cause(statement=stage.statements[row["statement"]], note=note)
    return Cause(note=note)


def _decide(stage: Stage, themes: dict[str, Any]) -> None:
    stage.say("October and November 2025: every theme and every point gets a decision …")
    for row in sorted(document("decisions.yaml")["decisions"], key=lambda one: (str(one["date"]), one["id"])):
        about = row["about"]
        with stage.on(row["date"], "15:00"):
            verbs.decide(
                programme=stage.programme, code=row["id"], outcome=row["outcome"].replace(" ", "_"),
                body=stage.bodies[row["by"]], decided_on=day(row["date"]), why=row["why"], by=stage.people["lead-1"],
                theme=themes.get(about.get("theme")), statement=stage.statements.get(about.get("statement")),
                point=_point(about), instead=row["instead"] or "", passed_to=row["passed_to"] or (), tell=row["tell"],
                raised_in=[themes[code] for code in row["raised_in"] or ()],
            )  # fmt: skip
    with stage.on("2025-11-25", "17:00"):
        verbs.lock_decisions(programme=stage.programme, by=stage.people["lead-1"])


def _point(about: dict[str, Any]) -> str:
    """What a point says. A comma inside it was read by YAML as a key of its own; it is put back."""
    rest = [key for key, value in about.items() if value is None]
    return ", ".join([about["point"], *rest]) if about.get("point") else ""
