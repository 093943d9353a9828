# SPDX-License-Identifier: AGPL-3.0-or-later
"""The files of the illustrative programme, and readers for them."""
