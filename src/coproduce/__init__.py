# SPDX-License-Identifier: AGPL-3.0-or-later
"""Coproduce: from what people said to what is written, and back."""

__version__ = "0.1.0"
