# SPDX-License-Identifier: AGPL-3.0-or-later
"""The last door before the public: a page is a frozen dataclass, and no number in it has gone round the gate.

`render_public` walks everything a template could reach. Figures about people may only be results of
`analysis.disclosure`; a bare number, a database row or anything it does not know stops the page.
`check_json` does the same for data. What neither can see is a number already written into a string: write strings with
`said(figure)`, never with `str(n)`; tests/repository/test_figures.py looks for those.
"""

from __future__ import annotations

import inspect
from collections.abc import Iterator, Mapping, Set
from dataclasses import fields, is_dataclass
from datetime import date, time
from enum import Enum
from functools import cached_property
from numbers import Number
from typing import Any
from uuid import UUID

from django.db.models import Manager, Model, QuerySet
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise

from coproduce.analysis.disclosure import from_json
from coproduce.look.figures import GATED, Plain, UngatedFigure, said
from coproduce.look.page import Page

__all__ = ["GATED", "Plain", "UngatedFigure", "check_json", "check_public", "render_public", "said"]

KINDS = {"figure", "series", "table", "cube"}
SAFE = (str, bool, type(None), date, time, UUID, Promise)


def render_public(request: HttpRequest, template: str, page: Any, status: int = 200) -> HttpResponse:
    """Renders a public page from one frozen dataclass, which templates find as `page`.

    A field of it that is a `look.page.Page` becomes `look`; a bound form in a field `form` becomes `form`.
    """
    check_public(page)
    context: dict[str, Any] = {"page": page}
    for each in fields(page):
        value = getattr(page, each.name)
        if isinstance(value, Page):
            context["look"] = value
        elif each.name == "form":
            context["form"] = value
    return render(request, template, context, status=status)


def check_public(page: Any) -> None:
    """Raises `UngatedFigure`, naming the way to it, for whatever may not be shown."""
    if not _is_frozen(page):
        raise UngatedFigure(f"a public page is a frozen dataclass, not {type(page).__name__}")
    _check(page, type(page).__name__, set())


def check_json(data: Any, plain: Set[str], way: str = "data") -> None:
    """Raises `UngatedFigure` for a number in JSON that no figure of the gate holds and that stands under no name in `plain`
    (ordinals, versions, colours: numbers that count nobody). Every figure is read back, which checks it against its rule.
    """
    if isinstance(data, Mapping):
        if data.get("kind") in KINDS:
            _check_kept(data, way)
            return
        for key, value in data.items():
            is_plain = isinstance(value, Number) and (key in plain or data.get("kind") == "thing")
            if not is_plain:
                check_json(value, plain, f"{way}.{key}")
    elif isinstance(data, list | tuple):
        for index, value in enumerate(data):
            check_json(value, plain, f"{way}[{index}]")
    elif isinstance(data, Number) and not isinstance(data, bool):
        raise UngatedFigure(f"{way} is a bare number that is no figure of the disclosure gate")


def _check_kept(data: Mapping[str, Any], way: str) -> None:
    try:
        figure = from_json(data)
    except ValueError as problem:
        raise UngatedFigure(f"{way}: {problem}") from problem
    if not figure.publishable:
        raise UngatedFigure(f"{way} was gated for the team, not for the public")


def _is_frozen(value: Any) -> bool:
    """Whether this is an instance of a frozen dataclass."""
    return is_dataclass(value) and not isinstance(value, type) and value.__dataclass_params__.frozen  # type: ignore[attr-defined]


def _check(value: Any, way: str, seen: set[int]) -> None:
    """Checks one value and all that a template could reach from it."""
    # First of all: a figure for the team passes every other check below.
    if getattr(value, "publishable", True) is False:
        raise UngatedFigure(f"{way} was gated for the team, not for the public")
    if isinstance(value, GATED + (Plain,)):
        return
    if isinstance(value, Model | QuerySet | Manager):
        raise UngatedFigure(f"{way} is a database {type(value).__name__}; public pages take plain results")
    if isinstance(value, SAFE) and not (isinstance(value, Number) and not isinstance(value, bool)):
        return
    if isinstance(value, Enum):
        _check(value.value, f"{way}.value", seen)
        return
    if isinstance(value, Number):
        raise UngatedFigure(
            f"{way} is a bare {type(value).__name__}; give a disclosure result, or Plain(n) where it counts no people"
        )
    # Pages may hold one thing in two places, and a ring would never end.
    if id(value) in seen:
        return
    seen.add(id(value))
    if isinstance(value, BaseForm):
        # A template could reach the row through the form.
        if isinstance(getattr(value, "instance", None), Model):
            raise UngatedFigure(f"{way} is a form over a database row")
        return
    for name, part in _parts(value, way):
        _check(part, name, seen)


def _parts(value: Any, way: str) -> Iterator[tuple[str, Any]]:
    """What a template could reach from a container or a dataclass; anything else is refused."""
    if _is_frozen(value):
        for each in fields(value):
            yield f"{way}.{each.name}", getattr(value, each.name)
        for name in _computed(type(value)):
            yield f"{way}.{name}", getattr(value, name)
    elif isinstance(value, Mapping):
        for key, part in value.items():
            yield f"{way} key {key!r}", key
            yield f"{way}[{key!r}]", part
    elif isinstance(value, tuple | list | Set):
        for index, part in enumerate(value):
            yield f"{way}[{index}]", part
    else:
        raise UngatedFigure(f"{way} is a {type(value).__name__}, which public pages do not take")


def _computed(kind: type) -> list[str]:
    """Names of properties, which templates read like fields."""
    return [
        name
        for name, part in inspect.getmembers_static(kind)
        if isinstance(part, property | cached_property) and not name.startswith("_")
    ]
