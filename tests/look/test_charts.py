# SPDX-License-Identifier: AGPL-3.0-or-later
"""Charts: one hand, one palette, the same bytes; the gate's words where a number is kept back."""

import re
from xml.etree import ElementTree

import pytest

from coproduce.analysis.disclosure import gate_count, gate_series, gate_share
from coproduce.look import sample_pictures
from coproduce.look.chart_kinds import StatementRow, ThemeRow, agreement, heard_beside_census, themes_by_people
from coproduce.look.charts import chart, role
from coproduce.look.palette import LIGHT
from coproduce.look.pictures.picture import NOTHING

SPEC = {
    "data": {"values": [{"a": "x", "b": 3}]}, "mark": {"type": "bar", "color": role("t3")},
    "encoding": {"y": {"field": "a", "type": "nominal"}, "x": {"field": "b", "type": "quantitative"}},
}  # fmt: skip


@pytest.mark.parametrize("scheme", ["web", "paper"])
def test_colours_come_out_by_role_and_nothing_needs_a_style(scheme: str) -> None:
    svg = chart(SPEC, scheme, identity="x", title="A & B", desc="Three.")
    ElementTree.fromstring(svg)
    assert ("var(--t3,#16828a)" in svg) == (scheme == "web")
    assert LIGHT["t3"] in svg and not re.search(r"#fa0", svg)
    assert "style=" not in svg and "aria-roledescription" not in svg
    assert '<title id="x-t">A &amp; B</title>' in svg


def test_the_same_spec_gives_the_same_bytes_in_any_order_of_its_keys() -> None:
    turned = dict(reversed(list(SPEC.items())))
    assert chart(SPEC, identity="x", title="A", desc="B") == chart(turned, identity="x", title="A", desc="B")


@pytest.mark.parametrize("name", ["themes", "census", "agreement"])
def test_sentence_chart_and_table_say_the_same(name: str) -> None:
    picture = sample_pictures.charts()[name]
    assert picture.publishable and picture.sentence and picture.table is not None and picture.note
    words = " ".join(ElementTree.fromstring(picture.svg).itertext())
    for row in picture.table.rows:
        assert row[0].split()[0] in words


def test_a_theme_kept_back_has_no_dot_but_keeps_its_row() -> None:
    rows = [ThemeRow("Talking", 1, gate_share(46, 205)), ThemeRow("Carers", 8, gate_share(7, 205))]
    picture = themes_by_people(rows, "Talking most.")
    assert "fewer than ten" in picture.svg and "46 of 205" in picture.svg
    assert LIGHT["t8"] not in picture.svg.replace("var(--t8", "") or picture.svg.count("M") > 0
    assert picture.table is not None
    assert picture.table.rows[1] == ("Carers", "fewer than ten", "·")


def test_a_withheld_vote_takes_the_whole_bar_with_it() -> None:
    trio = gate_series({"agree": 12, "disagree": 14, "pass": 3})
    row = StatementRow("Open later", trio["agree"], trio["disagree"], trio["pass"], gate_count(29), gate_share(12, 29))
    picture = agreement([row], "Few answered.")
    assert "too few to show" in picture.svg
    assert "12" not in " ".join(ElementTree.fromstring(picture.svg).itertext()).split("too few")[1]


def test_a_long_statement_is_written_out_in_lines() -> None:
    trio = gate_series({"agree": 80, "disagree": 40, "pass": 20})
    words = "Barbers, hairdressers and taxi drivers should be offered training in how to listen, paid for by the city."
    row = StatementRow(words, trio["agree"], trio["disagree"], trio["pass"], gate_count(140))
    said = " ".join(ElementTree.fromstring(agreement([row], "Most agreed.").svg).itertext())
    assert "paid for" in said and "80 agree" in said and "…" not in said


def test_no_rows_make_no_chart() -> None:
    assert themes_by_people([], "") is NOTHING
    assert heard_beside_census([], "") is NOTHING
    assert agreement([], "") is NOTHING


@pytest.mark.parametrize("name", ["Talking", "Being able to talk about it at home, at work and in every waiting room"])
def test_how_long_a_name_is_says_nothing_about_the_scale(name: str) -> None:
    """A wrapped name makes its row taller; only parts of one whole need the scale to go on to 100 %."""
    picture = themes_by_people([ThemeRow(name, 1, gate_share(20, 200))], "One of ten.")
    marks = re.findall(r">(\d+)%<", picture.svg)
    assert marks and max(map(int, marks)) < 100
