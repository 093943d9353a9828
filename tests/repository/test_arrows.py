# SPDX-License-Identifier: AGPL-3.0-or-later
"""The arrows of the house: our own contract does what it says, and every app is under every contract."""

import configparser
import importlib.util
import subprocess
import sys

import pytest

from tests.repository.sources import HOUSE, ROOT
from tools.contracts import opens

CONTRACTS = configparser.ConfigParser()
CONTRACTS.read(ROOT / ".importlinter", encoding="utf-8")
NOT_APPS = {"analysis", "process", "formats", "site", "cli", "illustrative", "vault", "look"}


@pytest.mark.parametrize(
    ("door", "importer", "imported", "open_"),
    [
        ("*.verbs", "coproduce.themes.views", "coproduce.listening.verbs", True),
        ("*.verbs", "coproduce.themes.views", "coproduce.listening.verbs.capture", True),
        ("*.verbs", "coproduce.themes.views", "coproduce.listening.verbs_of_old", False),
        ("*.verbs", "coproduce.themes.views", "coproduce.listening.models", False),
        ("listening.voices", "coproduce.themes.views", "coproduce.listening.voices", True),
        ("vault.* < cli.backup*", "coproduce.cli.backup", "coproduce.vault.storage", True),
        ("vault.* < cli.backup*", "coproduce.cli.serve", "coproduce.vault.storage", False),
    ],
)
def test_a_door_opens_for_whom_it_should(door, importer, imported, open_):
    assert opens(door, importer, imported) is open_


@pytest.mark.parametrize(("contract", "key"), [("inside", "containers"), ("doors", "apps")])
def test_every_app_is_under_the_contract(contract, key):
    listed = CONTRACTS[f"importlinter:contract:{contract}"][key].split()
    packages = {p.parent.name for p in HOUSE.glob("*/__init__.py")} - NOT_APPS
    assert packages - {one.removeprefix("coproduce.") for one in listed} == set()


@pytest.mark.parametrize(
    "module",
    [
        "coproduce.cli.analyse_agreement",
        "coproduce.cli.analyse_themes",
        "coproduce.analysis",
        "coproduce.process",
        "coproduce.formats",
    ],
)
def test_it_loads_without_django(module, offline_environment):
    """Import rules look at names; this looks at what is really loaded."""
    if importlib.util.find_spec(module.rsplit(".", 1)[0]) is None or importlib.util.find_spec(module) is None:
        pytest.skip(f"{module} is not there")
    code = f"import sys, {module}; sys.exit('django loaded' if 'django' in sys.modules else 0)"
    environment = offline_environment | {"PYTHONPATH": f"{ROOT / 'src'}:{offline_environment['PYTHONPATH']}"}
    done = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
