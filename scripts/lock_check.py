# SPDX-License-Identifier: AGPL-3.0-or-later
"""The lock still resolves to ready-made wheels on Linux, Windows and macOS.

It asks the package registry, so without one it says that it was left out and passes. What can be known without a
network (hashes, no addresses, every dependency named) is tested in tests/repository.
"""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
# onnxruntime's wheels for Apple silicon ask for macOS 14; Intel Macs have no wheels any more.
SYSTEMS = {"Linux": "x86_64-manylinux_2_28", "Windows": "windows", "macOS": "aarch64-apple-darwin"}
PYTHONS = ("3.11", "3.14")
NO_REGISTRY = (
    "error sending request",
    "dns error",
    "failed to fetch",
    "could not connect",
    "network",
    "timed out",
    "offline",
)


def resolve(system: str, python: str, target: str) -> subprocess.CompletedProcess[str]:
    """Ask which files would be installed there; nothing is built and nothing is installed."""
    command = [
        sys.executable, "-m", "uv", "pip", "install", "--dry-run", "--no-config", "--quiet", "--no-deps",
        "--require-hashes", "--only-binary", ":all:", "--python-platform", system, "--python-version", python,
        "--target", target, "--requirements", "requirements.lock",
    ]  # fmt: skip
    environment = {**os.environ, "MACOSX_DEPLOYMENT_TARGET": "14.0", "UV_HTTP_TIMEOUT": "30"}
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)


def main() -> int:
    """Try each system with the oldest and the newest Python."""
    with tempfile.TemporaryDirectory() as target:
        for name, system in SYSTEMS.items():
            for python in PYTHONS:
                done = resolve(system, python, target)
                if done.returncode and any(sign in done.stderr.lower() for sign in NO_REGISTRY):
                    print("left out: the package registry does not answer from here")
                    return 0
                if done.returncode:
                    print(f"{name}, Python {python}: {done.stderr.strip()}", file=sys.stderr)
                    return 1
    print(f"wheels found for {', '.join(SYSTEMS)} with Python {' and '.join(PYTHONS)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
