# SPDX-License-Identifier: MIT
"""The package gives its names when they are asked for."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

import coproduce.analysis as analysis

SRC = str(Path(analysis.__file__).parents[2])


@pytest.mark.parametrize("name", ["gate_count", "wilson", "statement_results", "reach_results", "parse_population"])
def test_names_are_found_when_asked_for(name):
    assert callable(getattr(analysis, name)) and name in dir(analysis)


def test_an_unknown_name_is_an_error_as_usual():
    with pytest.raises(AttributeError, match="guess"):
        _ = analysis.guess


def test_importing_the_package_loads_nothing_heavy():
    script = "import sys, coproduce.analysis; print([m for m in ('numpy', 'scipy', 'django') if m in sys.modules])"
    done = subprocess.run(
        [sys.executable, "-c", script],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "PYTHONPATH": SRC},
    )
    assert done.stdout.strip() == "[]"
