# SPDX-License-Identifier: AGPL-3.0-or-later
"""What every page shares: tokens, templates, components, pictures and charts. No models, no domain."""
