# SPDX-License-Identifier: AGPL-3.0-or-later
"""The answers of the illustrative programme, put in through the verbs: the figures its authors wrote down come out."""

import csv
from datetime import date
from importlib.resources import files

import pytest
import yaml

from coproduce.priorities import queries, verbs
from coproduce.priorities.verbs import Answer
from tests.priorities.town import on, town

pytestmark = pytest.mark.django_db(databases=["default", "keys"])
MATERIAL = files("coproduce.illustrative") / "material"


def rows(name: str) -> list[dict[str, str]]:
    return list(csv.DictReader((MATERIAL / name).read_text(encoding="utf-8").splitlines()))


def load(here):
    """Both rounds: statements, voters, 2,493 answers in two calls."""
    with on(1):
        verbs.make_voters(
            programme=here.programme, rows=[{"code": row["voter"]} for row in rows("voters.csv")], by=here.lead
        )
    for number, month in (("1", 7), ("2", 9)):
        with on(29, month):
            asked = verbs.open_round(
                programme=here.programme, number=int(number) + 10, opens_on=date(2025, month, 1), by=here.lead,
                closes_on=date(2025, month, 29),
            )  # fmt: skip
            for row in rows("statements.csv"):
                if row["round"] == number:
                    verbs.put_statement(
                        programme=here.programme, round=asked, code=f"X{row['statement']}", text=row["text"],
                        author_kind=row["author"], status=row["status"], reason=row["reason"], by=here.lead,
                    )  # fmt: skip
            answers = [
                Answer(f"X{r['statement']}", r["voter"], r["vote"], r["importance"], r["comment"], r["channel"],
                       date.fromisoformat(r["date"]))
                for r in rows("responses.csv")
                if r["round"] == number
            ]  # fmt: skip
            verbs.record_responses(programme=here.programme, rows=answers, by=here.lead)


def test_every_figure_that_the_authors_wrote_is_what_comes_out():
    here = town()
    load(here)
    found = {one.statement.code[1:]: one for one in queries.results(here.programme.pk)}
    written = yaml.safe_load((MATERIAL / "priorities.yaml").read_text(encoding="utf-8"))
    causes = [
        cause
        for priority in written["priorities"]
        for version in priority["versions"]
        for cause in version.get("changed", {}).get("because_of", [])
        if "statement" in cause
    ]
    assert len(causes) > 20
    for cause in causes:
        one = found[cause["statement"]]
        said = (one.numbers.seen, one.agree_percent, one.disagree_percent)
        assert said == (cause["seen"], cause["agree_pct"], cause["disagree_pct"]), cause


def test_no_public_figure_of_it_lets_a_small_number_be_worked_out():
    here = town()
    load(here)
    with on(1, 12):
        gated = [one for one in queries.public_results(here.programme.pk) if one.shown]
    assert len(gated) > 20
    for one in gated:
        known = [figure.value for figure in (one.agree, one.disagree, one.passed) if figure.shown]
        hidden = one.seen.value - sum(known)
        assert len(known) == 3 or hidden >= 10, one.statement.code
        assert all(value == 0 or value >= 10 for value in known), one.statement.code
