# SPDX-License-Identifier: AGPL-3.0-or-later
"""The team's pages about themes. They translate HTTP and nothing else."""
