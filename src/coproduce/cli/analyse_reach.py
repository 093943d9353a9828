# SPDX-License-Identifier: AGPL-3.0-or-later
"""`coproduce analyse reach`: who was heard beside who lives there, as JSON."""

from __future__ import annotations

import argparse
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from coproduce.cli.analyse_output import NOT_FOR_PUBLICATION, read, say, tell, write
from coproduce.cli.stopping import Stop

if TYPE_CHECKING:
    from coproduce.analysis.population import PopulationTable
    from coproduce.analysis.reach import CharacteristicReach, Reach
    from coproduce.analysis.reach_joint import JointGaps
    from coproduce.analysis.reach_weights import Weights
    from coproduce.formats.tables import Table


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What the command takes."""
    parser.add_argument("file", type=Path, metavar="SAMPLE", help="CSV, XLSX or Parquet: one row a person, one column "
                        "a characteristic, blank where it was not answered")  # fmt: skip
    parser.add_argument("--population", type=Path, required=True, metavar="POPULATION", help="CSV, XLSX or Parquet "
                        "with the columns characteristic, category, count")  # fmt: skip
    parser.add_argument("-o", "--out", type=Path, required=True, metavar="OUT.json", help="the file to write")


def run(args: argparse.Namespace) -> int:
    """Read, compare, write."""
    from coproduce.analysis.reach import reach_results
    from coproduce.analysis.reach_joint import joint_gaps
    from coproduce.analysis.reach_weights import reach_weights

    sample, population = read(args.file), _population(read(args.population), args.population.name)
    asked = _asked(sample, population, args)
    rows = list(sample.readable())
    if not rows:
        raise Stop(f"{args.file.name} has headings but no rows that can be read.", "Put one person on each row.")
    tell(sample)
    people = [population.recoded({name: row.cells[column] for name, column in asked.items()}) for row in rows]
    # What the sample never asked about is no silence: it is listed as not asked and not as nobody heard.
    part = population.only(asked)
    result = reach_results(people, part.counts)
    _tell_strangers(result, args.population.name)
    weights, gaps = reach_weights(people, part), joint_gaps(people, part)
    refused = {problem.row: problem.what for problem in sample.problems if problem.refused}
    not_read = [{"row": row.index0, "reason": refused[row.sheet_row]} for row in sample.rows if row.refused]
    write(
        {
            **_head(population, part, asked, sample),
            "input": {"rows": len(rows) + len(not_read), "rows_read": len(rows), "not_read": not_read},
            **_body(result, weights, gaps),
        },
        args.out,
    )
    short = sum(
        each.verdict in ("nobody", "fewer than expected") for c in result.characteristics for each in c.categories
    )
    say(f"{len(rows)} people. Groups heard less than expected: {short}.")
    return 0


def _population(table: Table, name: str) -> PopulationTable:
    from coproduce.analysis.population import BadPopulation, population_of

    try:
        refused = next((problem for problem in table.problems if problem.refused), None)
        # A sample may lose a row; a population that lost one makes every share wrong.
        if refused is not None:
            raise Stop(f"{name}: {refused.sentence()}")
        return population_of(((row.sheet_row, row.cells) for row in table.rows), table.columns)
    except BadPopulation as fault:
        raise Stop(f"{name}: {fault}") from fault


def _asked(sample: Table, population: PopulationTable, args: argparse.Namespace) -> dict[str, str]:
    """Question → the sample's column for it, for each question of the population table that the sample has."""
    questions = sorted(set(population.questions.values()))
    folded: dict[str, list[str]] = {}
    for column in sample.columns:
        # A list, since two headings may differ in capitals alone; a plain mapping would keep the last unsaid.
        folded.setdefault(column.strip().casefold(), []).append(column)
    asked = {}
    for question in questions:
        found = folded.get(question.casefold(), [])
        if len(found) > 1 or any(column in sample.duplicates for column in found):
            raise Stop(f"{args.file.name}: two columns are called “{question}”.", "Give each its own heading.")
        if found:
            asked[question] = found[0]
    if not asked:
        raise Stop(
            f"{args.file.name} and {args.population.name} have no characteristic in common. The population table has: "
            f"{', '.join(questions)}; the sample has: {', '.join(sample.columns)}.",
            "Call a column of the sample like a characteristic of the population table.",
        )
    return asked


def _tell_strangers(result: Reach, name: str) -> None:
    """Answers that the population table does not have are counted apart; a person should hear which."""
    for each in result.characteristics:
        # Five show what is wrong; a column of free text would print hundreds.
        for answer, people in list(each.elsewhere.items())[:5]:
            say(f"Column “{each.name}”: “{answer}” ({people} people) is no category of {name}; it stands apart.")


def _head(population: PopulationTable, part: PopulationTable, asked: dict[str, str], sample: Table) -> dict[str, Any]:
    from coproduce import __version__
    from coproduce.analysis import reach_joint, reach_weights

    return {
        "version": __version__,
        "publication": NOT_FOR_PUBLICATION,
        "settings": {
            "method": "reach",
            "method_version": "1",
            "interval": "95 %: Wilson; within two people of none or all, Jeffreys's limit on that side",
            "columns": asked,
            "columns_ignored": sorted(set(sample.columns) - set(asked.values())),
            "not_asked": sorted(set(population.counts) - set(part.counts)),
            "weights": reach_weights.RULE,
            "joint_least_expected": reach_joint.LEAST_EXPECTED,
        },
    }


def _body(result: Reach, weights: Weights | None, gaps: JointGaps) -> dict[str, Any]:
    from coproduce.analysis.reach_plan import more_conversations, together
    from coproduce.analysis.reach_weights import NOT_REPRESENTATIVE

    plan = together(result, weights.used) if weights else None
    return {
        "characteristics": sorted((_characteristic(each) for each in result.characteristics), key=lambda c: c["name"]),
        "not_heard": [{"characteristic": name, "category": category} for name, category in sorted(result.not_heard)],
        "joint_gaps": {**asdict(gaps), "gaps": [asdict(gap) for gap in gaps.gaps]},
        "more_conversations": [asdict(one) for one in more_conversations(result)],
        "more_conversations_together": plan and {
            "people": plan.people,
            "of": [
                {"characteristic": name, "more": [{"category": category, "people": n} for category, n in sorted(more)]}
                for name, more in sorted(plan.more)
            ],
        },
        "weights": list(weights.weights) if weights else None,
        "design_effect": weights.design_effect if weights else None,
        "effective_n": weights.effective_n if weights else None,
        "weighting": weights and {
            "says": NOT_REPRESENTATIVE,
            "used": sorted(weights.used),
            "left_out": [{"characteristic": name, "why": why} for name, why in sorted(weights.left_out)],
            "cannot_stand_in": [
                {"characteristic": name, "category": category, "population_share": share}
                for name, category, share in sorted(weights.cannot_stand_in)
            ],
            "design_effect_before_trimming": weights.before_trimming,
            "trimmed": weights.trimmed,
            # Below this it is rounding, which differs from machine to machine.
            "largest_gap": weights.largest_gap if weights.largest_gap > 1e-9 else 0.0,
            "converged": weights.converged,
        },
    }  # fmt: skip


def _characteristic(each: CharacteristicReach) -> dict[str, Any]:
    return {
        "name": each.name,
        "answered": each.answered,
        "silence": [
            {
                "category": name,
                "heard": count,
                "share": count / each.people if each.people else None,
                "interval": interval,
            }
            for name, count, interval in each.silence()
        ],
        "elsewhere": [{"category": answer, "heard": count} for answer, count in sorted(each.elsewhere.items())],
        "categories": sorted((asdict(category) for category in each.categories), key=lambda c: str(c["category"])),
    }
