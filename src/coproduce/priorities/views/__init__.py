# SPDX-License-Identifier: AGPL-3.0-or-later
"""Pages of stage 2: voting and results for everybody, shaping and deciding for the team."""
