# SPDX-License-Identifier: AGPL-3.0-or-later
"""The vault: words, encrypted; it stores and decrypts and knows nothing else."""

from django.apps import AppConfig


class VaultConfig(AppConfig):
    """Registered under the label `vault`."""

    name = "coproduce.vault"
    verbose_name = "Vault"
