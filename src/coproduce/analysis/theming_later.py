# SPDX-License-Identifier: MIT
"""Voices that come when themes are there already: each goes where it fits, and nothing that is there moves."""

from collections.abc import Sequence

import numpy as np

from coproduce.analysis.embedding import Embedder, Vectors, unit
from coproduce.analysis.theming_results import Assignment, Theme, Unassigned
from coproduce.analysis.theming_space import Space, Tell, read
from coproduce.analysis.theming_spread import Reach, spread
from coproduce.analysis.theming_tree import Labels
from coproduce.analysis.theming_views import View

Known = dict[tuple[str, str], list[tuple[str, float]]]


class Placing:
    """What a fit remembers: the space, the middle of each group, and where each view went."""

    def __init__(self, space: Space, reach: Reach, points: Vectors, groups: Labels) -> None:
        count = int(groups.max()) + 1 if len(groups) else 0
        self.space, self.reach = space, Reach(reach.centres, reach.nearness, np.zeros(0))
        means = [points[groups == group].mean(axis=0) for group in range(count)]
        self.middles = unit(np.array(means).reshape(count, points.shape[1])) if count else points[:0]
        self.ids: list[str] = []
        self.answers: dict[str, str] = {}
        self.known: Known = {}

    def know(
        self,
        themes: Sequence[Theme],
        views: Sequence[View],
        assignments: Sequence[Assignment],
        groups: Labels,
        first: Sequence[Theme],
    ) -> None:
        """Remember the ids of the themes that came of the groups, and what each view was given."""
        self.ids = [first[int(np.flatnonzero(groups == group)[0])].id for group in range(len(self.middles))]
        by_row: dict[int, list[tuple[str, float]]] = {}
        for given in assignments:
            by_row.setdefault(given.row, []).append((given.theme, given.weight))
        for theme in themes:
            if theme.kind == "answer":
                self.answers.update(dict.fromkeys(theme.questions or ("",), theme.id))
        # A view that people put into a theme speaks before one that nobody decided on.
        for view in sorted(views, key=lambda view: (not view.held, view.held)):
            self.known.setdefault((view.question, view.key), by_row[view.rows[0]])

    def place(self, views: Sequence[View], embedder: Embedder, tell: Tell) -> tuple[list[Assignment], list[Unassigned]]:
        """Themes for each row of the views, and the rows that have none, with why."""
        given: list[list[tuple[str, float]]] = [self._as_before(view) for view in views]
        new = [number for number, found in enumerate(given) if not found and not views[number].group]
        if new and self.ids:
            for number, weights in zip(
                new, self._weights([views[number] for number in new], embedder, tell), strict=True
            ):
                given[number] = weights
        found = [
            Assignment(row, theme, weight)
            for view, weights in zip(views, given, strict=True)
            for row in view.rows
            for theme, weight in weights
        ]
        reasons = {
            True: "a short answer to a question that has no theme of short answers",
            False: "there are no themes",
        }
        missed = [
            Unassigned(row, reasons[bool(view.group)])
            for view, weights in zip(views, given, strict=True)
            if not weights
            for row in view.rows
        ]
        return sorted(found, key=lambda one: (one.row, -one.weight, one.theme)), missed

    def _as_before(self, view: View) -> list[tuple[str, float]]:
        if view.group:
            return [(self.answers[view.question], 1.0)] if view.question in self.answers else []
        return self.known.get((view.question, view.key), [])

    def _weights(self, views: Sequence[View], embedder: Embedder, tell: Tell) -> list[list[tuple[str, float]]]:
        reading = read(views, embedder, tell)
        self.space.centred(reading, views)
        points = self.space.points(reading.whole, views)
        labels = np.asarray((points @ self.middles.T).argmax(axis=1), dtype=np.int64)
        shares = spread(self.reach, labels, reading.sentences, reading.owners, reading.lengths)
        return [[(self.ids[group], weight) for group, weight in share.items()] for share in shares]
