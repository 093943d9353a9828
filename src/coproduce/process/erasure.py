# SPDX-License-Identifier: AGPL-3.0-or-later
"""The registry of erasers: withdrawal reaches every app without an earlier stage knowing a later one.

Each app that holds anything personal registers one function. `run` calls them all, highest app first, so that
what leans on a voice is mended before the voice itself goes. The caller opens the transaction.
"""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from coproduce.process.purposes import Purpose


@dataclass(frozen=True)
class Scope:
    """What is being taken back: these voices, or everything that this participant gave.

    `participant_id` is known when a person with a slip withdraws; `everything` means votes, equality answers and
    contact as well as voices.
    """

    programme_id: int
    voice_ids: frozenset[UUID]
    participant_id: int | None
    everything: bool


@dataclass(frozen=True)
class Consequence:
    """One thing that changed because of a withdrawal. `text` is shown to the person and repeats no words of theirs."""

    app: str
    kind: str
    ref: str
    text: str


Eraser = Callable[[Scope], list[Consequence]]
Narrower = Callable[[Scope, frozenset[Purpose]], list[Consequence]]
_erasers: dict[str, tuple[int, Eraser]] = {}
_narrowers: dict[str, tuple[int, Narrower]] = {}


def register(app: str, eraser: Eraser, order: int) -> None:
    """Register the eraser of `app`. A higher `order` runs earlier; the vault, below all others, is 0.

    Registering the same function again does nothing (an app may be made ready twice); another function for the
    same app is refused, since one of the two would silently never run.
    """
    known = _erasers.get(app)
    if known is not None and known != (order, eraser):
        raise ValueError(f"{app} has registered an eraser already.")
    _erasers[app] = (order, eraser)


def registered() -> tuple[str, ...]:
    """The apps that have an eraser, in the order in which they run."""
    return tuple(sorted(_erasers, key=lambda app: (-_erasers[app][0], app)))


def run(scope: Scope) -> list[Consequence]:
    """Run every eraser over `scope`, highest app first, and say what changed. An error stops the whole run."""
    # Not one by one with faults caught: half an erasure would tell the person that it was done.
    return [consequence for app in registered() for consequence in _erasers[app][1](scope)]


def register_narrower(app: str, narrower: Narrower, order: int) -> None:
    """Register what `app` does when a person keeps a voice with us but takes a purpose back, such as quoting."""
    known = _narrowers.get(app)
    if known is not None and known != (order, narrower):
        raise ValueError(f"{app} has registered a narrower already.")
    _narrowers[app] = (order, narrower)


def narrow(scope: Scope, purposes: frozenset[Purpose] | set[Purpose]) -> list[Consequence]:
    """Tell every app that `purposes` are no longer agreed to for the voices of `scope`, highest app first."""
    # Nothing was taken back, so nothing that leans on the voice has to be looked at.
    if not purposes:
        return []
    order = sorted(_narrowers, key=lambda app: (-_narrowers[app][0], app))
    return [consequence for app in order for consequence in _narrowers[app][1](scope, frozenset(purposes))]
