# SPDX-License-Identifier: MIT
"""Say in plain words which package a model lacks."""

import importlib.util
from collections.abc import Sequence


def missing(model: str, packages: Sequence[str]) -> str:
    """A sentence naming the first package that is not installed, or nothing."""
    for package in packages:
        if importlib.util.find_spec(package) is None:
            return f"{model} needs {package}, which is not installed."
    return ""
