# SPDX-License-Identifier: AGPL-3.0-or-later
"""A laptop in a room: plain HTTP on its own address, everything in the data directory."""

from coproduce.site.settings.base import *  # noqa: F403
