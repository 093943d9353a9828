# SPDX-License-Identifier: AGPL-3.0-or-later
"""Where rows are kept: SQLite in the data directory unless an address of a PostgreSQL server is given."""

import os
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

# secure_delete overwrites what is deleted; it is set here since only some builds have it on. WAL lets a reader and a
# writer work side by side; IMMEDIATE makes two writers wait for each other instead of failing.
PRAGMAS = (
    "PRAGMA journal_mode=WAL;PRAGMA synchronous=NORMAL;PRAGMA foreign_keys=ON;"
    "PRAGMA secure_delete=ON;PRAGMA temp_store=MEMORY;PRAGMA cache_size=-64000;"
)


def sqlite(path: Path) -> dict:
    """Settings of one SQLite file."""
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": path,
        "OPTIONS": {"init_command": PRAGMAS, "transaction_mode": "IMMEDIATE", "timeout": 20},
    }


def main_database(data_dir: Path) -> dict:
    """The main database: `COPRODUCE_DATABASE_URL` (postgresql://user:password@host:port/name) or SQLite."""
    url = os.environ.get("COPRODUCE_DATABASE_URL", "")
    if not url:
        return sqlite(data_dir / "coproduce.db")
    parts = urlsplit(url)
    if parts.scheme not in {"postgres", "postgresql"}:
        raise ValueError("COPRODUCE_DATABASE_URL must begin with postgresql://")
    # Whoever asks for an encrypted connection (sslmode=verify-full) must get one, so all that is asked for is handed on.
    asked = dict(parse_qsl(parts.query))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.path.lstrip("/"),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": asked.pop("host", "") or unquote(parts.hostname or ""),
        "PORT": str(parts.port or ""),
        "OPTIONS": asked,
    }
