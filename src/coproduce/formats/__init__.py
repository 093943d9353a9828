# SPDX-License-Identifier: MIT
"""One reader and writer for each file format, serving `analyse` and the imports alike. No Django, no network."""
