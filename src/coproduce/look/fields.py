# SPDX-License-Identifier: AGPL-3.0-or-later
"""How a Django form field is shown: its kind, its hint and errors, and what a screen reader is told about it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.safestring import SafeString


@dataclass(frozen=True)
class Option:
    """One radio or tick box, with its own hint if the field has `option_hints`."""

    tag: SafeString
    id: str
    label: str
    hint: str


@dataclass(frozen=True)
class Problem:
    """One line of the error summary; `target` is the id to jump to, or nothing for the form as a whole."""

    text: str
    target: str


def kind(bound: BoundField) -> str:
    """`hidden`, `choices` (radios, tick boxes), `tick` (one box) or `control` (everything with one input)."""
    widget = bound.field.widget
    if bound.is_hidden:
        return "hidden"
    if isinstance(widget, forms.RadioSelect | forms.CheckboxSelectMultiple):
        return "choices"
    return "tick" if isinstance(widget, forms.CheckboxInput) else "control"


def described_by(bound: BoundField) -> str:
    """The ids of hint and error, in the order they stand on the page."""
    parts = [f"{bound.auto_id}_helptext"] if bound.help_text else []
    return " ".join([*parts, f"{bound.auto_id}_error"] if bound.errors else parts)


def control(bound: BoundField) -> SafeString:
    """The input itself, tied to its hint and error."""
    attrs: dict[str, Any] = {}
    if described := described_by(bound):
        attrs["aria-describedby"] = described
    if bound.errors:
        attrs["aria-invalid"] = "true"
    return bound.as_widget(attrs=attrs)


def options(bound: BoundField) -> list[Option]:
    """Each choice of a group. `field.option_hints` maps a choice's value to a line of plain words."""
    hints = getattr(bound.field, "option_hints", {})
    found = []
    for choice in bound.subwidgets:
        data = choice.data
        value, identity = str(data["value"]), str(choice.id_for_label)
        hint = str(hints.get(value, ""))
        if hint:
            data["attrs"]["aria-describedby"] = f"{identity}_hint"
        found.append(Option(choice.tag(), identity, str(data["label"]), hint))
    return found


def context(bound: BoundField, *, optional: bool, heading: bool, label: str, big: bool) -> dict[str, Any]:
    """Everything the field template needs."""
    what = kind(bound)
    return {
        "bound": bound,
        "kind": what,
        "label": label or bound.label,
        "hint": bound.help_text,
        "errors": bound.errors,
        "optional": optional and not bound.field.required,
        "heading": heading,
        "label_class": "q" if big else "",
        "described": described_by(bound),
        "options": options(bound) if what == "choices" else [],
        "control": control(bound) if what in {"tick", "control"} else "",
    }


def problems(form: forms.BaseForm) -> list[Problem]:
    """The error summary in the order of the page: first what concerns the whole form, then field by field."""
    found = [Problem(str(text), "") for text in form.non_field_errors()]
    for bound in form:
        if not bound.errors:
            continue
        target = _first_input(bound)
        found.extend(Problem(str(text), target) for text in bound.errors)
    return found


def _first_input(bound: BoundField) -> str:
    """The id to jump to: the input, or the first choice of a group."""
    if kind(bound) == "choices":
        subwidgets = bound.subwidgets
        return str(subwidgets[0].id_for_label) if subwidgets else str(bound.auto_id)
    return str(bound.id_for_label)
