# SPDX-License-Identifier: AGPL-3.0-or-later
"""The writing table: pages for the team. Views translate between HTTP and verbs, nothing else."""
