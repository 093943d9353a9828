# SPDX-License-Identifier: AGPL-3.0-or-later
"""The town whose thread runs all the way is the one that publishes."""

from tests.thread.conftest import town  # noqa: F401
