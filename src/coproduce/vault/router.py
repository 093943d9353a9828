# SPDX-License-Identifier: AGPL-3.0-or-later
"""Keeps keys in a store of their own, so that a backup or a dump of the main database never carries one."""

from typing import Any


class KeyStore:
    """Models that say `in_key_store = True` live in the database `keys`, and nothing else does."""

    def _of(self, model: Any) -> str:
        return "keys" if getattr(model, "in_key_store", False) else "default"

    def db_for_read(self, model: Any, **hints: Any) -> str:
        """Where to read a model."""
        return self._of(model)

    def db_for_write(self, model: Any, **hints: Any) -> str:
        """Where to write a model."""
        return self._of(model)

    def allow_relation(self, first: Any, second: Any, **hints: Any) -> bool | None:
        """No relation crosses the two stores."""
        return self._of(type(first)) == self._of(type(second))

    def allow_migrate(self, db: str, app_label: str, model_name: str | None = None, **hints: Any) -> bool | None:
        """Key tables are made in the key store alone; every other table in the main database alone."""
        keys = app_label == "vault" and hints.get("in_key_store", model_name in KEY_TABLES)
        return (db == "keys") == bool(keys)


KEY_TABLES = {"programmekey", "entrykey", "ledgerline"}
