# SPDX-License-Identifier: AGPL-3.0-or-later
"""What is known of a strategy, as plain frozen results. People's words come through the door."""
