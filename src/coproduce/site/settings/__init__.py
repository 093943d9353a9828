# SPDX-License-Identifier: AGPL-3.0-or-later
"""Settings: `base` holds what is always so; `local` is a laptop, `public` a council's server, `testing` the tests."""
