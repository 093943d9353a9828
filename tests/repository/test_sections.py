# SPDX-License-Identifier: AGPL-3.0-or-later
"""One part of a benchmark that fails, or a short run, does not lose the other parts."""

import pytest
from benchmarks.sections import run


def fails() -> None:
    raise ValueError("no such column")


def test_a_part_that_fails_is_named_with_its_reason_and_the_rest_run(capsys: pytest.CaptureFixture[str]) -> None:
    done: list[str] = []
    status = run([("first", fails), ("second", lambda: done.append("second"))])
    said = capsys.readouterr().out
    assert status == 1
    assert done == ["second"]
    assert "no such column" in said
    assert said.rstrip().endswith("not measured, for the reasons above: first")


def test_where_all_parts_run_nothing_is_said_to_be_missing(capsys: pytest.CaptureFixture[str]) -> None:
    assert run([("only", lambda: print("12 of 14"))]) == 0
    said = capsys.readouterr().out
    assert "12 of 14" in said
    assert "not measured" not in said


def test_a_short_run_names_what_it_leaves_out(capsys: pytest.CaptureFixture[str]) -> None:
    assert run([("long", fails)], minutes=-1) == 0
    assert "long: left out" in capsys.readouterr().out
