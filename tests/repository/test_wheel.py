# SPDX-License-Identifier: AGPL-3.0-or-later
"""What is handed out holds everything that runs: templates, type faces, sample material, licences, the command."""

import subprocess
import sys
import zipfile

import pytest

from tests.repository.sources import HOUSE, ROOT, committed


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    with zipfile.ZipFile(next(folder.glob("*.whl"))) as built:
        yield built


def test_every_file_of_the_package_is_in_it(wheel):
    wanted = {p.relative_to(HOUSE.parent).as_posix() for p in committed() if p.is_relative_to(HOUSE)}
    assert wanted - set(wheel.namelist()) == set()


def test_it_installs_the_command_and_carries_both_licences(wheel):
    names = {one.split(".dist-info/")[1]: one for one in wheel.namelist() if ".dist-info/" in one}
    assert "coproduce = coproduce.cli.main:main" in wheel.read(names["entry_points.txt"]).decode()
    assert {"licenses/LICENSE", "licenses/LICENSES/MIT.txt"} <= set(names)
