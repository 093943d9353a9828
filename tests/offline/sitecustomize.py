# SPDX-License-Identifier: AGPL-3.0-or-later
"""Python reads this by itself when the folder is on PYTHONPATH, so a command that a test starts is guarded too."""

import guard

guard.install()
