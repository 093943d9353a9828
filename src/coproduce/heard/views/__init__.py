# SPDX-License-Identifier: AGPL-3.0-or-later
"""Pages of who was heard, and of the equality evidence."""
