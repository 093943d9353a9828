# SPDX-License-Identifier: MIT
"""What people decided, as a fit obeys it: themes that are held fast, and themes carried over from elsewhere."""

from collections.abc import Sequence

import numpy as np

from coproduce.analysis.embedding import Vectors, unit
from coproduce.analysis.theming_ground import Ground
from coproduce.analysis.theming_results import KeptTheme, Theme
from coproduce.analysis.theming_space import Space
from coproduce.analysis.theming_tree import Labels
from coproduce.analysis.theming_views import View

#: A carried theme is offered again where somebody comes at least this near to it (cosine, centred).
_SPOKEN_TO = 0.3


def spoken_to(kept: Sequence[KeptTheme], space: Space, ground: Ground, model: str) -> tuple[list[str], Vectors]:
    """Names and points of the carried themes that somebody here speaks to; vectors of another model say nothing."""
    fitting = sorted((theme for theme in kept if theme.model == model), key=lambda theme: (theme.name, theme.vector))
    if not fitting or not len(ground.vectors):
        return [], ground.vectors[:0]
    plain = np.array([theme.vector for theme in fitting], dtype=np.float32)
    points = space.points(space.centring.apply(plain, [""] * len(plain)), None)
    near = (points @ ground.vectors.T).max(axis=1) >= _SPOKEN_TO
    return [theme.name for theme, there in zip(fitting, near, strict=True) if there], points[near]


def numbered(views: Sequence[View], carried: Sequence[str]) -> tuple[Labels, Labels, list[str]]:
    """For each view the number of its held theme or -1, the numbers of the carried themes, and the names by number."""
    names = sorted({view.held for view in views if view.held} | set(carried))
    place = {name: number for number, name in enumerate(names)}
    own = np.array([place.get(view.held, -1) for view in views], dtype=np.int64)
    return own, np.array([place[name] for name in carried], dtype=np.int64), names


def beside(ground: Ground, points: Vectors) -> Ground:
    """The ground with a point for each carried theme after the views."""
    return Ground(np.vstack([ground.vectors, points]), [*ground.languages, *[""] * len(points)])


def only_used(groups: Labels, names: Sequence[str]) -> tuple[Labels, list[str]]:
    """Groups that have views, numbered anew, and for each the held theme it is; carried themes may find nobody."""
    used, labels = np.unique(groups, return_inverse=True)
    return labels.astype(np.int64), [names[group] if group < len(names) else "" for group in used.tolist()]


def kept_themes(model: str, groups: Labels, plain: Vectors, first: Sequence[Theme]) -> list[KeptTheme]:
    """Each theme's name and the middle of it before centring, to be handed to a later fit; short answers stay."""
    result = []
    for group in range(int(groups.max()) + 1 if len(groups) else 0):
        rows = np.flatnonzero(groups == group)
        theme = first[int(rows[0])]
        middle = unit(plain[rows].mean(axis=0, keepdims=True))[0]
        result.append(KeptTheme(theme.held or theme.label, model, tuple(float(number) for number in middle)))
    return sorted(result, key=lambda theme: theme.name)
