# SPDX-License-Identifier: AGPL-3.0-or-later
"""Who coded what: the layers of coders, and the passages that two people read apart."""

from collections import defaultdict
from dataclasses import dataclass
from uuid import UUID

from coproduce.listening.queries import analysable
from coproduce.themes.models import Coding


@dataclass(frozen=True)
class Layer:
    """One coder: a person or a machine, and how much they coded."""

    coder: str
    machine: bool
    codings: int
    voices: int


@dataclass(frozen=True)
class DoubleCoded:
    """One voice that at least two people coded: who gave it which themes, and whether they agree."""

    voice_id: UUID
    by_coder: tuple[tuple[str, tuple[str, ...]], ...]

    @property
    def agree(self) -> bool:
        """Whether every coder gave the same themes."""
        return len({codes for _, codes in self.by_coder}) == 1


def _rows(programme_id: int) -> list[tuple[UUID, str, str, str]]:
    readable = {row.id for row in analysable(programme_id)}
    rows = Coding.objects.filter(theme__programme_id=programme_id, ended_at__isnull=True).order_by("pk")
    found = rows.values_list("passage__voice_id", "theme__code", "coder__name", "model")
    return [(voice, code, coder or "", model) for voice, code, coder, model in found if voice in readable]


def coder_layers(programme_id: int) -> tuple[Layer, ...]:
    """Every coder, people first, by how much they coded."""
    count: dict[tuple[str, bool], int] = defaultdict(int)
    voices: dict[tuple[str, bool], set[UUID]] = defaultdict(set)
    for voice, _, coder, model in _rows(programme_id):
        key = (coder or model, not coder)
        count[key] += 1
        voices[key].add(voice)
    layers = [Layer(name, machine, count[name, machine], len(voices[name, machine])) for name, machine in count]
    return tuple(sorted(layers, key=lambda layer: (layer.machine, -layer.codings, layer.coder)))


def double_coded(programme_id: int) -> tuple[DoubleCoded, ...]:
    """Voices that at least two people coded, with the themes each of them gave."""
    given: dict[UUID, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for voice, code, coder, _ in _rows(programme_id):
        if coder:
            given[voice][coder].add(code)
    return tuple(
        DoubleCoded(voice, tuple((coder, tuple(sorted(codes))) for coder, codes in sorted(by_coder.items())))
        for voice, by_coder in given.items()
        if len(by_coder) > 1
    )
