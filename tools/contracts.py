# SPDX-License-Identifier: AGPL-3.0-or-later
"""A contract of our own for import-linter: one app may be entered from another through its doors only."""

from fnmatch import fnmatchcase

import grimp
from importlinter import Contract, ContractCheck, fields, output

ROOT = "coproduce."


class DoorsContract(Contract):
    """Imports between two of `apps` must land in one of `doors`.

    A door is `app.module` (its submodules included), `*` standing for anything. `door < importer` opens it to that
    importer alone. Imports by an app of itself, and by anything that is not in `apps`, are not looked at.
    """

    type_name = "doors"

    apps = fields.ListField(subfield=fields.StringField())
    doors = fields.ListField(subfield=fields.StringField())

    def check(self, graph: grimp.ImportGraph, verbose: bool) -> ContractCheck:
        """Look at every direct import between two apps."""
        wrong = sorted(
            (importer, imported)
            for importer in graph.modules
            for imported in graph.find_modules_directly_imported_by(importer)
            if self._between_apps(importer, imported) and not self._by_a_door(importer, imported)
        )
        return ContractCheck(kept=not wrong, metadata={"wrong": wrong})

    def render_broken_contract(self, check: ContractCheck) -> None:
        """One line an import."""
        for importer, imported in check.metadata["wrong"]:
            output.print_error(f"- {importer} imports {imported}, which is no door", bold=False)
        output.new_line()

    def _between_apps(self, importer: str, imported: str) -> bool:
        ours, theirs = _app(importer), _app(imported)
        return ours != theirs and ours in self.apps and theirs in self.apps  # type: ignore[operator]

    def _by_a_door(self, importer: str, imported: str) -> bool:
        return any(opens(door, importer, imported) for door in self.doors)  # type: ignore[attr-defined]


def opens(door: str, importer: str, imported: str) -> bool:
    """Whether a door lets this import through."""
    target, _, allowed = (part.strip() for part in door.partition("<"))
    if allowed and not _matches(importer, allowed):
        return False
    return _matches(imported, target)


def _matches(module: str, pattern: str) -> bool:
    name = module.removeprefix(ROOT)
    return fnmatchcase(name, pattern) or fnmatchcase(name, pattern + ".*")


def _app(module: str) -> str:
    return module.removeprefix(ROOT).split(".")[0] if module.startswith(ROOT) else ""
