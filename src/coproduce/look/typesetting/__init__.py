# SPDX-License-Identifier: AGPL-3.0-or-later
"""One document tree, three forms: a tagged PDF, a Word file and a piece of web page. No models, no domain."""
