# SPDX-License-Identifier: AGPL-3.0-or-later
"""October 2025 to February 2026: the strategy, sentence by sentence; its promises; and how they went."""

from typing import Any

from coproduce.illustrative.files import day, document
from coproduce.illustrative.findings import MEASURES
from coproduce.illustrative.stage import Stage
from coproduce.process.stages import StageKey, StageState
from coproduce.programmes.verbs import set_stage
from coproduce.strategy import verbs
from coproduce.themes.verbs import find_passage

# Which evening wrote which section (see `written` in strategy.yaml).
EVENING = {"vision": 0, "principles": 0, "p1": 1, "p2": 1, "p3": 2, "p4": 2, "not": 3, "how": 4, "know": 4}


def write(stage: Stage) -> Any:
    """Write, cite, quote, promise and sign. Returns the strategy."""
    found = document("strategy.yaml")
    stage.say("October 2025: five evenings at the writing table …")
    with stage.on("2025-10-07", "17:00"):
        set_stage(programme=stage.programme, key=StageKey.DEVELOP, state=StageState.OPEN, by=stage.people["lead-1"])
        strategy = verbs.begin_strategy(
            programme=stage.programme, title=found["title"], years=found["years"], by=stage.people["lead-1"]
        )
    sections = _sections(stage, strategy, found)
    before = {row["sentence"]: row["before"] for row in found["amendments"] if row["before"]}
    for number, evening in enumerate(found["written"]):
        with stage.on(evening["date"], "18:30"):
            present = [stage.people[code] for code in evening["present"]]
            verbs.add_evening(strategy=strategy, what=evening["what"], present=present, by=present[0])
            for row in found["sections"]:
                if EVENING[row["id"]] == number:
                    _sentences(stage, sections[row["id"]], row["sentences"], before)
        _amend(stage, [row for row in found["amendments"] if row["date"] == evening["date"]], found)
    _ground(stage, found)
    _promise(stage, strategy)
    _sign(stage, strategy, found)
    return strategy


def _sections(stage: Stage, strategy: Any, found: dict[str, Any]) -> dict[str, Any]:
    priorities = {priority.code: priority for priority in stage.programme.priorities.all()}
    with stage.on("2025-10-07", "17:30"):
        return {
            row["id"]: verbs.add_section(
                strategy=strategy, title=row["title"], code=row["id"], priority=priorities.get(row.get("priority")),
                by=stage.people["lead-1"],
            )
            for row in found["sections"]
        }  # fmt: skip


def _sentences(stage: Stage, section: Any, rows: list[dict[str, Any]], before: dict[str, str]) -> None:
    for row in rows:
        text = before.get(row["id"], row["text"])
        made = verbs.write_sentence(section=section, text=text, code=row["id"], by=stage.people["resident-1"])
        stage.sentences[row["id"]] = made


def _amend(stage: Stage, rows: list[dict[str, Any]], found: dict[str, Any]) -> None:
    now = {one["id"]: one["text"] for section in found["sections"] for one in section["sentences"]}
    for row in rows:
        with stage.on(row["date"], "20:30"):
            asked = verbs.propose_amendment(
                sentence=stage.sentences[row["sentence"]], code=row["id"], after=row.get("proposed") or now[row["sentence"]],
                why=row["why"], by=stage.person(row["by"]),
            )  # fmt: skip
            verbs.answer_amendment(amendment=asked, accept=row["status"] == "accepted", by=stage.people["lead-1"])


def _ground(stage: Stage, found: dict[str, Any]) -> None:
    """Lay the evidence under each sentence, the quotations beside it, and name who answers for the rest."""
    with stage.on("2026-01-13", "19:00"):
        for row in found["findings"]:
            measure, settings = MEASURES[row["id"]]
            verbs.compute_finding(
                programme=stage.programme, code=row["id"], what=row["what"], measure=measure, settings=settings,
                by=stage.people["analyst-1"],
            )  # fmt: skip
        for section in found["sections"]:
            for row in section["sentences"]:
                _one(stage, row)
    stage.say(f"  {len(stage.sentences)} sentences")


def _one(stage: Stage, row: dict[str, Any]) -> None:
    sentence, by = stage.sentences[row["id"]], stage.people["analyst-1"]
    for cited in row.get("cites", ()):
        kind = next(name for name in ("priority", "theme", "statement", "finding", "decision") if name in cited)
        verbs.cite_by_code(sentence=sentence, kind=kind, code=cited[kind], version=cited.get("version"), by=by)
    if row.get("kind"):
        verbs.answer_for(sentence=sentence, author_kind=row["kind"], author=stage.person(row["author"]), by=by)
    for quoted in row.get("quotations", ()):
        passage = stage.passages.get((quoted["voice"], quoted["passage"])) or find_passage(
            programme=stage.programme, voice_id=stage.voices[quoted["voice"]].pk, exact_text=quoted["passage"], by=by
        )
        verbs.quote(sentence=sentence, passage=passage, relation=quoted["relation"], by=by)
    if row.get("decisions"):
        decisions = stage.programme.decisions.filter(code__in=row["decisions"])
        verbs.link_decisions(sentence=sentence, decisions=list(decisions), by=by)


def _promise(stage: Stage, strategy: Any) -> None:
    rows = document("commitments.yaml")["commitments"]
    priorities = {priority.code: priority for priority in stage.programme.priorities.all()}
    with stage.on("2026-01-16"):
        for row in rows:
            baseline = row["baseline"]
            verbs.make_commitment(
                strategy=strategy, code=row["id"], action=row["action"], owner=row["owner"], measure=row["measure"],
                target=str(row["target"]), due_on=day(row["due"]), baseline=str(baseline["value"]),
                baseline_on=day(baseline["date"]), baseline_source=baseline["source"],
                sentence=stage.sentences[row["sentence"]], priority=priorities.get(row["priority"]),
                by=stage.people["lead-1"],
            )  # fmt: skip
    stage.say(f"  {len(rows)} commitments")


def _sign(stage: Stage, strategy: Any, found: dict[str, Any]) -> None:
    for row in found["sign_off"]:
        body = stage.bodies.get(row["by"])
        with stage.on(row["date"], "17:00"):
            verbs.sign_off(
                strategy=strategy, body=body, signer=None if body else stage.person(row["by"]),
                note_text=row["note"], by=stage.people["lead-1"],
            )  # fmt: skip


def go_on(stage: Stage) -> None:
    """2026: what became of the promises so far, late ones included."""
    rows = [
        (one["date"], row["id"], one) for row in document("commitments.yaml")["commitments"] for one in row["progress"]
    ]
    commitments = {commitment.code: commitment for commitment in stage.programme.commitments.all()}
    for on, code, row in sorted(rows, key=lambda one: (str(one[0]), one[1])):
        with stage.on(on, "12:00"):
            verbs.report_progress(
                commitment=commitments[code], status=row["status"], value=row["value"], words=row["words"],
                by=stage.person(row["by"]),
            )  # fmt: skip
