# SPDX-License-Identifier: AGPL-3.0-or-later
"""No number goes round the disclosure gate on its way to a public page, however it is wrapped."""

from collections import namedtuple
from dataclasses import dataclass, field, make_dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import Enum, IntEnum, StrEnum
from fractions import Fraction
from functools import cached_property
from typing import Any
from uuid import uuid4

import numpy as np
import pytest
from django import forms
from django.template import Context, Template
from django.test import RequestFactory
from django.utils.translation import gettext_lazy
from hypothesis import given
from hypothesis import strategies as st

from coproduce.analysis.disclosure import INTERNAL, gate_count, gate_series, gate_share, gate_table
from coproduce.look.page import NavItem, Page
from coproduce.look.pictures.picture import Picture
from coproduce.look.public import Plain, UngatedFigure, check_json, check_public, render_public, said
from coproduce.people.models import User


class Colour(StrEnum):
    """Words in an enumeration are words."""

    GOLD = "gold"


class Size(IntEnum):
    """Numbers in an enumeration are numbers."""

    MANY = 205


class Sneaky(Enum):
    """A number behind a name."""

    MANY = 205


@dataclass(frozen=True)
class Holder:
    """A page with one part."""

    part: Any


@dataclass
class Loose:
    """Not frozen: anybody could change it after the check."""

    part: Any = ""


@dataclass(frozen=True)
class Counting:
    """Templates read properties like fields."""

    names: tuple[str, ...] = ("a", "b")

    @property
    def how_many(self) -> int:
        """Counts people outside the gate."""
        return len(self.names)


@dataclass(frozen=True)
class CountingOnce:
    """The same, remembered."""

    names: tuple[str, ...] = ("a", "b")

    @cached_property
    def how_many(self) -> int:
        """Counts people outside the gate."""
        return len(self.names)


Pair = namedtuple("Pair", "name people")

NUMBERS = [0, 7, 205, 3.14, float("nan"), Decimal("2.5"), Fraction(1, 3), 2j, np.int64(5), np.float64(0.5), Size.MANY,
           Sneaky.MANY]  # fmt: skip
WRAPPINGS = [
    lambda n: n, lambda n: [n], lambda n: ("a", (n,)), lambda n: {"people": n}, lambda n: {n: "people"}, lambda n: {n},
    lambda n: Holder(n), lambda n: Holder([{"deep": Holder(n)}]), lambda n: Pair("Women", n),
    lambda n: frozenset({n}),
]  # fmt: skip
GATED = [
    gate_count(205), gate_count(3), gate_share(46, 205), gate_series({"a": 20, "b": 30}),
    gate_table([[20, 30], [40, 50]], ["a", "b"], ["c", "d"]), Plain(2025),
]  # fmt: skip
PICTURE = Picture("<svg/>", "a", "b", "c")
FINE = ["words", gettext_lazy("words"), True, False, None, date(2025, 6, 9), datetime(2025, 6, 9, tzinfo=UTC),
        uuid4(), Colour.GOLD, Page(title="About", nav=(NavItem("About", "/", True),)), PICTURE]  # fmt: skip


@pytest.mark.parametrize("wrap", WRAPPINGS)
@pytest.mark.parametrize("number", NUMBERS, ids=repr)
def test_a_bare_number_stops_the_page_wherever_it_hides(number: Any, wrap: Any) -> None:
    with pytest.raises(UngatedFigure):
        check_public(Holder(wrap(number)))


@pytest.mark.parametrize("value", GATED + FINE, ids=lambda value: type(value).__name__)
def test_what_passed_the_gate_and_what_counts_nobody_may_be_shown(value: Any) -> None:
    check_public(Holder(value))
    check_public(Holder(({"deep": [value]},)))


@given(
    st.recursive(
        st.text() | st.booleans() | st.none() | st.dates(),
        lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    ),
    st.integers() | st.floats() | st.decimals(allow_nan=False),
)
def test_any_page_without_numbers_passes_and_the_same_page_with_one_does_not(page: Any, number: Any) -> None:
    check_public(Holder(page))
    with pytest.raises(UngatedFigure):
        check_public(Holder([page, number]))


def test_the_error_names_the_way_to_the_number() -> None:
    with pytest.raises(UngatedFigure, match=r"Holder\.part\['people'\]\[1\] is a bare int"):
        check_public(Holder({"people": ["a", 12]}))


@pytest.mark.parametrize("page", [Counting(), CountingOnce(), Holder(Counting()), Holder((CountingOnce(),))])
def test_a_property_that_counts_is_a_number_too(page: Any) -> None:
    with pytest.raises(UngatedFigure, match="how_many"):
        check_public(page)


@pytest.mark.parametrize(
    "row", [User(email="a@b.c"), User.objects.all(), User.objects], ids=["row", "queryset", "manager"]
)
def test_rows_of_the_database_are_no_plain_results(row: Any) -> None:
    with pytest.raises(UngatedFigure, match="plain results"):
        check_public(Holder([row]))


@pytest.mark.parametrize(
    "thing",
    [iter(["a"]), (x for x in "ab"), object(), len, b"bytes", np.arange(3), Holder, Loose()],
    ids=lambda thing: type(thing).__name__,
)
def test_what_it_does_not_know_it_does_not_show(thing: Any) -> None:
    with pytest.raises(UngatedFigure):
        check_public(Holder(thing))


@pytest.mark.parametrize("page", [Loose(), {"a": "b"}, "words", None, Holder], ids=lambda page: type(page).__name__)
def test_a_page_is_a_frozen_dataclass(page: Any) -> None:
    with pytest.raises(UngatedFigure, match="frozen dataclass"):
        check_public(page)


def test_figures_for_the_team_are_refused_in_public() -> None:
    with pytest.raises(UngatedFigure, match="for the team"):
        check_public(Holder(gate_count(3, INTERNAL)))
    with pytest.raises(UngatedFigure, match="for the team"):
        check_public(Holder(Picture("<svg/>", "a", "b", "c", publishable=False)))


def test_a_form_is_fine_and_a_form_over_a_row_is_not() -> None:
    class Ask(forms.Form):
        age = forms.IntegerField(initial=4)

    class Edit(forms.ModelForm):
        class Meta:
            model = User
            fields = ("email",)

    check_public(Holder(Ask()))
    with pytest.raises(UngatedFigure):
        check_public(Holder(Edit()))


def test_a_page_that_holds_itself_ends() -> None:
    ring: list[Any] = ["a"]
    ring.append(ring)
    check_public(Holder(ring))
    ring.append(3)
    with pytest.raises(UngatedFigure):
        check_public(Holder(ring))


def test_say_shows_figures_and_refuses_numbers() -> None:
    template = Template("{% load look %}{{ value|say }}")
    assert template.render(Context({"value": gate_count(205)})) == "205"
    assert template.render(Context({"value": gate_count(3)})) == "fewer than ten"
    assert template.render(Context({"value": Plain(2025)})) == "2025"
    with pytest.raises(UngatedFigure):
        template.render(Context({"value": 205}))
    with pytest.raises(UngatedFigure):
        said(None)


def test_render_public_hands_over_page_frame_and_form() -> None:
    class Ask(forms.Form):
        words = forms.CharField()

    parts = [("frame", Page), ("form", Any), ("people", Any), ("year", Any, field(default=Plain(2025)))]
    kind = make_dataclass("Shown", parts, frozen=True)
    page = kind(Page(title="Who was heard", programme_name="A City"), Ask({}), gate_count(205))
    answer = render_public(RequestFactory().get("/"), "look/participant.html", page, status=422)
    html = answer.content.decode()
    assert answer.status_code == 422
    assert "Error: Who was heard · A City · Coproduce" in html.replace("\n", "")
    assert 'href="#id_words"' in html
    with pytest.raises(UngatedFigure):
        render_public(RequestFactory().get("/"), "look/public.html", kind(Page(), None, 205))


def test_data_keeps_figures_ordinals_and_words():
    data = {
        "number": 3, "title": "A strategy of 12 sentences", "open": True, "none": None,
        "heard": [gate_count(205).as_json(), gate_series({"a": 12, "b": 3, "c": 40}).as_json()],
        "finding": {"kind": "thing", "value": 17, "text": "17", "words": "seventeen", "of": None},
    }  # fmt: skip
    check_json(data, {"number"})


@pytest.mark.parametrize(
    ("data", "complaint"),
    [
        ({"people": 205}, "data.people is a bare number"),
        ({"wards": [{"name": "Aston", "heard": 3}]}, r"data.wards\[0\].heard is a bare number"),
        ({"number": [1, 2]}, r"data.number\[0\]"),
        ({"heard": {**gate_count(12).as_json(), "value": 3, "text": "3"}}, "too small"),
        ({"heard": gate_count(12, INTERNAL).as_json()}, "for the team"),
        ({"share": 0.4}, "bare number"),
    ],
)
def test_data_with_a_bare_number_is_stopped(data, complaint):
    with pytest.raises(UngatedFigure, match=complaint):
        check_json(data, {"number"})
