# SPDX-License-Identifier: AGPL-3.0-or-later
"""The secret that signs cookies: made on first use, kept beside the data, readable by its owner alone."""

import os
import secrets
from pathlib import Path


def secret_key(data_dir: Path) -> str:
    """Read the secret of this data directory, or make it with mode 0600."""
    given = os.environ.get("COPRODUCE_SECRET_KEY")
    if given:
        return given
    path = data_dir / "secret.key"
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text(encoding="ascii")
    made = secrets.token_urlsafe(48)
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(made)
    return made
