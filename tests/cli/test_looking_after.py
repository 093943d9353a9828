# SPDX-License-Identifier: AGPL-3.0-or-later
"""Looking after a house as the how-to says: back up, restore, ask the doctor."""

import os
import stat

import pytest

from tests.journeys.fresh_house import command, environment

pytestmark = pytest.mark.sqlite


@pytest.fixture
def around(tmp_path):
    """A house with one programme."""
    made = environment(tmp_path / "data")
    command(made, "new", "A Kind Town")
    return made


def test_a_house_is_backed_up_and_put_back(around, tmp_path):
    copy = tmp_path / "monday.backup"
    said = command(around, "backup", str(copy))
    assert "encrypted" in said and "They are not in it." in said
    assert os.name == "nt" or not stat.S_IMODE(copy.stat().st_mode) & 0o077
    command(around, "new", "Tuesday's Town")
    assert "Erased again what had been withdrawn since: 0." in command(around, "restore", str(copy))
    assert "tuesday" in command(around, "new", "Tuesday's Town"), "the name is free again"


def test_the_doctor_looks_at_everything_and_says_what_is_missing(around):
    said = command(around, "doctor")
    assert "MEND" not in said and "The audit chain is whole." in said and "Model letters: there" in said
    assert "Not yet for real people's words." in said and "outside look at the security" in said


def test_who_restored_the_wrong_backup_can_go_on_to_the_right_one(around, tmp_path):
    sheet = tmp_path / "answers.csv"
    sheet.write_text("Answer\nThe canal path clears my head.\n", encoding="utf-8")
    monday, friday = tmp_path / "monday.backup", tmp_path / "friday.backup"
    command(around, "backup", str(monday))
    command(
        around, "import", "voices", str(sheet), "--programme", "a-kind-town", "--text", "Answer", "--basis", "asked"
    )
    command(around, "backup", str(friday))
    command(around, "restore", str(monday))
    command(around, "doctor")
    command(around, "restore", str(friday))
    assert "MEND" not in command(around, "doctor"), "each of Friday's words has its key"
