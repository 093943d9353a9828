# SPDX-License-Identifier: AGPL-3.0-or-later
"""Pictures drawn on the server as SVG, from plain typed inputs, each with a sentence and a table that say the same."""
