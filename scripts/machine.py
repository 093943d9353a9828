# SPDX-License-Identifier: AGPL-3.0-or-later
"""What tests need beside Python: Chromium, poppler's tools and PostgreSQL. Found, or installed where we may."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "microsoft-edge", "chrome")
CHROMIUM_PLACES = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "C:/Program Files/Google/Chrome/Application/chrome.exe",
    "C:/Program Files (x86)/Microsoft/Edge/Application/msedge.exe",
)
POSTGRES_PLACES = (
    "/usr/lib/postgresql/*/bin", "/usr/pgsql-*/bin", "/opt/homebrew/opt/postgresql*/bin",
    "/usr/local/opt/postgresql*/bin", "C:/Program Files/PostgreSQL/*/bin",
)  # fmt: skip
EXE = ".exe" if os.name == "nt" else ""


def chromium() -> Path | None:
    """A Chromium of this machine, or what `COPRODUCE_CHROMIUM` names."""
    named = os.environ.get("COPRODUCE_CHROMIUM")
    found = named or next((path for name in CHROMIUM_NAMES if (path := shutil.which(name))), None)
    found = found or next((path for path in CHROMIUM_PLACES if Path(path).exists()), None)
    return Path(found) if found else None


def postgres_bin() -> Path | None:
    """The folder that holds PostgreSQL's own programs (initdb, postgres), newest version first."""
    folders = [Path(named)] if (named := os.environ.get("COPRODUCE_POSTGRES_BIN")) else []
    if initdb := shutil.which("initdb"):
        folders.append(Path(initdb).resolve().parent)
    for pattern in POSTGRES_PLACES:
        anchor = Path(Path(pattern).anchor)
        if anchor.exists():
            folders += sorted(anchor.glob(str(Path(pattern).relative_to(anchor))), key=_version, reverse=True)
    return next((f for f in folders if (f / f"initdb{EXE}").exists() and (f / f"postgres{EXE}").exists()), None)


def _version(folder: Path) -> int:
    digits = "".join(c for c in folder.parent.name if c.isdigit())
    return int(digits or 0)


def pdftotext() -> Path | None:
    """Poppler's text reader; `pdftoppm` comes with it."""
    found = shutil.which("pdftotext")
    return Path(found) if found else None


PARTS = {"chromium": chromium, "poppler-utils": pdftotext, "postgresql": postgres_bin}


def missing() -> list[str]:
    """What is not on this machine, by the name of its Debian package."""
    return [package for package, find in PARTS.items() if find() is None]


def _may_install() -> bool:
    return os.name != "nt" and os.geteuid() == 0 and shutil.which("apt-get") is not None


def _install(packages: list[str]) -> None:
    """Install by apt, quietly; a failure is told by the caller, who looks again for what is missing."""
    print(f"Installing {', '.join(packages)} for the tests (a few minutes) …", flush=True)
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    install = ["apt-get", "install", "--yes", "-qq", "--no-install-recommends", *packages]
    for command in (["apt-get", "update", "-qq"], install):
        done = subprocess.run(
            command, env=environment, capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL
        )
        if done.returncode:
            print((done.stderr.strip().splitlines() or ["apt-get gave no reason"])[-1], file=sys.stderr)


def ensure() -> list[str]:
    """Install what is missing where we may; return what still is."""
    lacking = missing()
    if lacking and _may_install():
        _install(lacking)
        lacking = missing()
    return lacking


def mend(packages: list[str]) -> str:
    """One line: what to install."""
    names = " ".join(packages)
    if shutil.which("apt-get"):
        return f"sudo apt-get install {names}"
    if sys.platform == "darwin":
        return "brew install " + names.replace("poppler-utils", "poppler").replace("postgresql", "postgresql@17")
    return f"install {names} (or name them in COPRODUCE_CHROMIUM and COPRODUCE_POSTGRES_BIN)"
