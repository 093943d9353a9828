# SPDX-License-Identifier: AGPL-3.0-or-later
"""What `make` calls. Nothing here is part of the product."""
