# SPDX-License-Identifier: MIT
"""From groups to themes that a reader can open: named, ordered by size, with rows to read first."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass

import numpy as np

from coproduce.analysis.theming_names import Keyphrase, Phrasebook, labels
from coproduce.analysis.theming_passages import words
from coproduce.analysis.theming_results import Assignment, Theme
from coproduce.analysis.theming_tree import Labels
from coproduce.analysis.theming_views import View

_EXEMPLARS = 5
_WORTH_READING = range(4, 61)


@dataclass(frozen=True)
class Grouping:
    """Groups found among the views that say something of their own, one entry a view or a group."""

    groups: Labels
    shares: list[dict[int, float]]
    stability: list[float | None]
    parents: list[int | None]
    nearness: list[float]
    held: list[str]
    """For each group the theme that people decided on, "" for a new one."""


def assemble(
    texts: Sequence[str], views: Sequence[View], found: Sequence[int], grouping: Grouping, shorts: list[list[int]]
) -> tuple[list[Theme], list[Assignment]]:
    """Themes by size, then by content, and every row's themes. `shorts` are the groups of short answers."""
    total = len(grouping.parents)
    members: list[list[int]] = [[] for _ in range(total)]
    for position, number in enumerate(found):
        members[int(grouping.groups[position])].append(number)
    members += shorts
    weights = {number: grouping.shares[position] for position, number in enumerate(found)}
    weights |= {number: {total + place: 1.0} for place, group in enumerate(shorts) for number in group}
    people: list[set[Hashable]] = [set() for _ in members]
    for number, share in weights.items():
        for group in share:
            people[group] |= views[number].people
    order = sorted(range(len(members)), key=lambda group: (-len(people[group]), members[group]))
    ids = {group: f"T{place:02d}" for place, group in enumerate(order, start=1)}
    phrases = _phrases(texts, views, members, total)
    titles = dict(zip(range(total), labels(phrases[:total]), strict=True))
    nearness = dict(zip(found, grouping.nearness, strict=True))
    themes = []
    for group in order:
        rows, answer = members[group], group >= total
        parent = None if answer else grouping.parents[group]
        held = "" if answer else grouping.held[group]
        themes.append(
            Theme(
                id=ids[group],
                label=held or (_answer_title(rows, views) if answer else titles[group]),
                keyphrases=tuple(phrases[group]),
                size=len(people[group]),
                stability=None if answer else grouping.stability[group],
                parent=None if parent is None else ids[parent],
                exemplars=_exemplars(rows, views, nearness, texts),
                kind="answer" if answer else "held" if held else "found",
                questions=tuple(sorted({views[number].question for number in rows} - {""})),
                held=held,
                named_by="people" if held else "words",
            )
        )
    return themes, _assignments(views, weights, ids)


def first_themes(rows: int, themes: Sequence[Theme], assignments: Sequence[Assignment]) -> Labels:
    """Each row's weightiest theme as a position in `themes`; -1 where it has none."""
    place = {theme.id: number for number, theme in enumerate(themes)}
    result = np.full(rows, -1, dtype=np.int64)
    for assignment in reversed(assignments):
        result[assignment.row] = place[assignment.theme]
    return result


def _phrases(
    texts: Sequence[str], views: Sequence[View], members: Sequence[Sequence[int]], total: int
) -> list[list[Keyphrase]]:
    book = Phrasebook(views)
    found = [book.keyphrases(held, texts) for held in members[:total]]
    for held in members[total:]:
        rows = [_row(views[number], texts) for number in held]
        starts = [len(texts[row]) - len(texts[row].lstrip()) for row in rows]
        found.append(
            [
                Keyphrase(views[number].text, row, start, start + len(views[number].text))
                for number, row, start in zip(held, rows, starts, strict=True)
            ]
        )
    return found


def _assignments(views: Sequence[View], weights: dict[int, dict[int, float]], ids: dict[int, str]) -> list[Assignment]:
    """By row; a row's weightiest theme first."""
    found = [
        Assignment(row, ids[group], weight)
        for number, share in weights.items()
        for group, weight in share.items()
        for row in views[number].rows
    ]
    return sorted(found, key=lambda given: (given.row, -given.weight, given.theme))


def _answer_title(members: Sequence[int], views: Sequence[View]) -> str:
    asked = sorted({views[number].question for number in members})
    said = f"“{views[members[0]].text}”"
    return f"{said} to “{asked[0]}”" if len(asked) == 1 and asked[0] else said


def _exemplars(
    members: Sequence[int], views: Sequence[View], nearness: dict[int, float], texts: Sequence[str]
) -> tuple[int, ...]:
    """Rows at the middle of the theme, of a length worth reading first, each in its most usual wording."""

    def order(number: int) -> tuple[bool, float, int]:
        """Worth reading first, then nearest to the middle, then by place."""
        return words(views[number].text) not in _WORTH_READING, -nearness.get(number, 0.0), number

    return tuple(_row(views[number], texts) for number in sorted(members, key=order)[:_EXEMPLARS])


def _row(view: View, texts: Sequence[str]) -> int:
    """The first row that has the view's wording as it is shown."""
    return next(row for row in view.rows if texts[row].strip() == view.text)
