# SPDX-License-Identifier: AGPL-3.0-or-later
"""The rules of co-production in plain Python: standard library only, no database and no web.

Each module is one table or one small grammar, with a pair of functions for each question: `check_…` raises
with the reason, in words that can be shown to a person, and `is_…`, `may` or `can_…` answers yes or no.
"""
