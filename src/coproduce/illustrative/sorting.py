# SPDX-License-Identifier: AGPL-3.0-or-later
"""June 2025: thirteen candidates, eighteen steps, eight themes."""

from collections import defaultdict

from coproduce.illustrative.files import codings, document
from coproduce.illustrative.routes import goes_to
from coproduce.illustrative.stage import Stage
from coproduce.themes import verbs
from coproduce.themes.verbs import CodingRow, Part


def sort(stage: Stage) -> None:
    """Replay the curation, passage by passage."""
    stage.say("June 2025: reading, coding, sorting …")
    found = document("themes.yaml")
    for candidate in found["candidates"]:
        with stage.on(candidate["sorted_on"], "10:00"):
            verbs.make_theme(
                programme=stage.programme, code=candidate["id"], name=candidate["name"], state="candidate",
                definition=candidate["definition"], by=stage.person(candidate["by"]),
            )  # fmt: skip
    standing = _first_sorted(stage, found)
    numbers = _replay(stage, found["log"], standing)
    stage.say(f"  {len(standing)} codings, {len(numbers)} steps, eight themes")
    _describe(stage, found)


def _first_sorted(stage: Stage, found) -> dict:  # noqa: ANN001
    """Code every passage under the candidate in which it began. Returns where each coding stands and where it ends."""
    first = {tuple(key.split()): code for code, keys in found["first_sorted"].items() for key in keys}
    rows = codings()
    standing, coded = {}, []
    with stage.on("2025-06-02", "16:00"):
        passages = verbs.find_passages(
            programme=stage.programme, rows=[(stage.voices[row["voice"]].pk, row["passage"]) for row in rows],
            by=stage.people["analyst-1"],
        )  # fmt: skip
        for row, passage in zip(rows, passages, strict=True):
            stage.passages[row["voice"], row["passage"]] = passage
            began = first[row["voice"], row["theme"]]
            for coder in _coders(row["coder"]):
                standing[passage, row["theme"], coder] = began
                coded.append(CodingRow(passage=passage, theme=began, coder=stage.people[coder]))
        unique = {(row.passage, row.theme, row.coder.pk): row for row in coded if row.coder}
        verbs.code_many(programme=stage.programme, rows=list(unique.values()), by=stage.people["analyst-1"])
    return standing


def _coders(named: str) -> tuple[str, ...]:
    return ("analyst-1", "analyst-2") if named == "both" else (named,)


def _replay(stage: Stage, log, standing) -> dict[str, int]:  # noqa: ANN001
    numbers: dict[str, int] = {}
    for number, entry in enumerate(log):
        goes = {key: goes_to(log, number, at, key[1]) for key, at in standing.items() if at in entry["from"]}
        along = defaultdict(list)
        for key, to in goes.items():
            if to != standing[key]:
                along[to].append(_which(stage, key))
        with stage.on(entry["date"], f"{10 + number % 7}:30"):
            _step(stage, entry, along, numbers)
        standing.update(goes)
        numbers[entry["id"]] = stage.programme.theme_steps.count()
    return numbers


def _which(stage: Stage, key):  # noqa: ANN001, ANN202
    """A coding as the verbs name it: the passage and whose coding of it."""
    passage, _, coder = key
    return passage, stage.people[coder].pk


def _step(stage: Stage, entry, along, numbers) -> None:  # noqa: ANN001
    source, target = entry["from"], entry["to"]
    said = {
        "programme": stage.programme, "by": stage.person(entry["by"]), "why": entry["why"],
        "agreed_with": stage.names(entry.get("with")),
    }  # fmt: skip
    which = entry.get("passages", "")
    match entry["action"]:
        case "rename":
            verbs.rename(code=source[0], name=entry["name"], **said)
        case "merge":
            verbs.merge(from_=source, into=target[0], name=entry["name"], **said)
        case "promote":
            verbs.promote(code=source[0], to=target[0], name=entry["name"], **said)
        case "retire":
            verbs.retire(code=source[0], to=dict(along), let_go=True, which=which, **said)
        case "move":
            verbs.move(
                passages=along[target[0]], from_=source[0], to=target[0], which=which,
                retire_if_empty=which.startswith("All"), **said,
            )  # fmt: skip
        case "split":
            parts = [
                Part(name=_part_name(entry, code), passages=along[code], code=code)
                for code in target
                if code != source[0]
            ]
            verbs.split(code=source[0], parts=parts, which=which, undoes=numbers.get(entry.get("undoes", "")), **said)


def _part_name(entry, code: str) -> str:  # noqa: ANN001
    named = {"C08a": "Kindness, respect and being believed", "C08b": "Passed from one to the next"}
    return entry.get("name") or named[code]


def _describe(stage: Stage, found) -> None:  # noqa: ANN001
    with stage.on(found["curation"]["closed"], "15:00"):
        for theme in found["themes"]:
            verbs.edit_theme(
                programme=stage.programme, code=theme["id"], definition=theme["definition"], includes=theme["includes"],
                excludes=theme["excludes"], summary=theme["summary"], by=stage.person(theme["summary_by"]),
            )  # fmt: skip
            for part in theme["sub_themes"]:
                verbs.make_theme(
                    programme=stage.programme, code=part["id"], name=part["name"], definition=part["definition"],
                    parent=part["parent"], by=stage.person(theme["summary_by"]),
                )  # fmt: skip
