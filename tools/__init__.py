# SPDX-License-Identifier: AGPL-3.0-or-later
"""Checks of our own that the usual tools do not have."""
