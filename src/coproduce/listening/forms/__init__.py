# SPDX-License-Identifier: AGPL-3.0-or-later
"""What is asked of a resident, and what the team fills in."""
