# SPDX-License-Identifier: AGPL-3.0-or-later
"""What people and the team fill in during stage 2."""
