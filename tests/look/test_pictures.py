# SPDX-License-Identifier: AGPL-3.0-or-later
"""Pictures from gated figures: right at 12 people as at 5,000, nothing below ten, mirrored, and said three times."""

import re
from dataclasses import replace
from math import cos, radians
from typing import Any
from xml.etree import ElementTree

import pytest

from coproduce.analysis.disclosure import INTERNAL, gate_count
from coproduce.look import sample_pictures
from coproduce.look.figures import UngatedFigure
from coproduce.look.pictures.cloth import Yarn, cloth
from coproduce.look.pictures.drawing import wrap
from coproduce.look.pictures.flow import Flow, FlowTheme, flow
from coproduce.look.pictures.margins import Mark, margins
from coproduce.look.pictures.path import GAP, KNOT, PARTS, PathStep, path
from coproduce.look.pictures.picture import NOTHING, Picture
from coproduce.look.pictures.stages import stages
from coproduce.look.pictures.tiles import FEW, NONE, TEN, Area, Tile, areas, tiles

FORMS = ["named", "hero", "tall"]
PEOPLE = [12, 205, 5000]


def attributes(picture: Picture) -> str:
    """The drawing, after a parser has found it well-formed."""
    ElementTree.fromstring(picture.svg)
    assert "style=" not in picture.svg and "nan" not in picture.svg and "inf" not in picture.svg
    return picture.svg


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("people", PEOPLE)
@pytest.mark.parametrize("rtl", [False, True])
def test_the_big_picture_at_every_size(form: str, people: int, rtl: bool) -> None:
    picture = flow(sample_pictures.programme(people), form=form, rtl=rtl)
    svg = attributes(picture)
    assert len(svg) < 120_000
    assert f'direction="{"rtl" if rtl else "ltr"}"' in svg
    assert svg == flow(sample_pictures.programme(people), form=form, rtl=rtl).svg


@pytest.mark.parametrize("people", PEOPLE)
def test_bands_stay_inside_the_picture(people: int) -> None:
    svg = flow(sample_pictures.programme(people, written=True)).svg
    height = float(re.search(r'viewBox="0 0 [\d.]+ ([\d.]+)"', svg).group(1))  # type: ignore[union-attr]
    for top, high in re.findall(r'<rect x="[-\d.]+" y="([-\d.]+)" width="[\d.]+" height="([\d.]+)"', svg):
        assert float(top) >= 0 and float(top) + float(high) <= height


def test_one_thread_a_person_and_bundles_when_there_are_many() -> None:
    few, many = (flow(sample_pictures.programme(people)) for people in (205, 5000))
    assert "One thread for each person in a theme" in few.note
    assert "One thread for each 20 people" in many.note


def test_a_theme_kept_back_is_drawn_dotted_and_named() -> None:
    picture = flow(sample_pictures.programme(205))
    assert "fewer than ten" in picture.svg and 'stroke-dasharray="2 5"' in picture.svg
    assert picture.table is not None
    assert picture.table.rows[7][:2] == ("Carers running on empty", "fewer than ten")
    assert not re.search(r"Carers running on empty.{0,40}\b7\b", picture.desc)


def test_the_strategy_only_waits_until_it_is_written() -> None:
    waiting, written = (flow(sample_pictures.programme(205, written=done)) for done in (False, True))
    assert 'stroke-dasharray="0.1 7"' in waiting.svg and "not written yet" in waiting.sentence
    assert 'stroke-dasharray="0.1 7"' not in written.svg and "not written yet" not in written.sentence


def test_what_ended_ends_in_a_knot_with_words() -> None:
    picture = flow(sample_pictures.programme(205))
    assert "Passed on to housing" in picture.svg and "ended in a knot" in picture.sentence


def test_on_paper_no_variable_is_left() -> None:
    data = sample_pictures.programme(205)
    for picture in (flow(data, scheme="paper"), sample_pictures.cloth_of(205, "paper"), stages(sample_pictures.RAIL)):
        assert "var(" not in attributes(picture)


@pytest.mark.parametrize("total", [0, 3, 9])
def test_fewer_than_ten_people_make_no_picture(total: int) -> None:
    few = gate_count(total)
    assert cloth([Yarn("A", 1, few)], few) is NOTHING
    assert not flow(Flow(few, (FlowTheme("T1", "A", 1, few),), (), ()))


def test_a_bare_number_is_never_drawn() -> None:
    with pytest.raises(UngatedFigure):
        cloth([Yarn("A", 1, 12)], gate_count(12))
    with pytest.raises(UngatedFigure):
        flow(Flow(205, (), (), ()))


def test_figures_of_the_team_mark_the_picture() -> None:
    inside = gate_count(12, INTERNAL)
    assert not cloth([Yarn("A", 1, inside)], inside).publishable
    assert sample_pictures.cloth_of(205).publishable


@pytest.mark.parametrize("people", PEOPLE)
def test_the_cloth_has_a_thread_a_person_up_to_a_full_weave(people: int) -> None:
    svg = attributes(sample_pictures.cloth_of(people))
    threads = len(re.findall(r"M[\d.]+ 0V24", svg))
    assert threads == {12: 12, 205: 189 + 2, 5000: 212}[people]
    assert 'aria-hidden="true"' in svg


def test_a_theme_of_nobody_is_not_drawn_and_does_not_break() -> None:
    data = sample_pictures.programme(205)
    nobody = FlowTheme("T9", "Nobody yet", 9, gate_count(0))
    picture = flow(replace(data, themes=(*data.themes, nobody)))
    assert ">Nobody yet<" not in picture.svg and picture.table is not None
    assert picture.table.rows[-1][:2] == ("Nobody yet", "0")


def test_without_priorities_the_picture_still_stands() -> None:
    data = sample_pictures.programme(205)
    assert "none yet" in flow(replace(data, priorities=(), links=(), ends=())).desc


def test_names_are_escaped() -> None:
    theme = FlowTheme("T1", "<script>&", 1, gate_count(20))
    assert "<script>" not in attributes(flow(Flow(gate_count(20), (theme,), (), ())))


def test_a_persons_line_parts_knots_and_leaves_a_gap() -> None:
    picture = sample_pictures.person()
    svg = attributes(picture)
    assert picture.desc.startswith("1. You said it at the sewing circle, 14 March 2025.")
    assert picture.table is not None and len(picture.table.rows) == 6
    assert svg != sample_pictures.person(rtl=True).svg
    assert path([]) is NOTHING
    for kind in (PARTS, KNOT, GAP):
        attributes(path([PathStep("Alone", kind=kind)]))


def test_the_map_has_three_states_by_fill_and_by_border() -> None:
    picture = tiles([Tile("Aston", 0, 0, TEN), Tile("Lozells", 1, 0, FEW), Tile("Sutton Wylde Green", 0, 1, NONE)])
    svg = attributes(picture)
    assert svg.count("stroke-dasharray") == 1 and 'fill="none"' in svg
    assert picture.sentence == "Somebody was heard from 2 of the 3 wards, and nobody yet from 1."
    assert tiles([]) is NOTHING


def test_real_boundaries_keep_their_shape_and_their_three_states() -> None:
    square = (((0.0, 52.0), (1.0, 52.0), (1.0, 53.0), (0.0, 53.0), (0.0, 52.0)),)
    beside = (((1.0, 52.0), (2.0, 52.0), (2.0, 53.0), (1.0, 53.0), (1.0, 52.0)),)
    places = [Area("Aston", square, TEN), Area("Lozells & <East>", beside, NONE)]
    picture = areas(places, credit="Contains OS data.")
    svg = attributes(picture)
    assert (
        svg.count("<path") == 2
        and svg.count("stroke-dasharray") == 1
        and "<title>Lozells &amp; &lt;East&gt;</title>" in svg
    )
    assert (
        picture.note.endswith("Contains OS data.")
        and picture.sentence == tiles([Tile("Aston", 0, 0, TEN), Tile("Lozells & <East>", 1, 0, NONE)]).sentence
    )
    width, height = (float(size) for size in re.search(r'viewBox="0 0 (\S+) (\S+)"', svg).groups())
    # Two degrees wide at 52.5 north are 1.22 degrees tall: the map is not stretched.
    assert (width - 10) / (height - 10) == pytest.approx(2 * cos(radians(52.5)), rel=0.01)
    assert areas([]) is NOTHING


ROWS = [
    Mark("Age", "16 to 24", 0.26, 0.2, 0.32, 0.18, "more than expected", "50 of 195"),
    Mark("Age", "75 or older", None, None, None, 0.08, "not shown", "not shown"),
    Mark("Sex", "Women", 0.67, 0.6, 0.73, 0.51, "more than expected", "131 of 196"),
]


@pytest.mark.parametrize(("form", "width"), [("wide", 960), ("column", 640), ("narrow", 320)])
@pytest.mark.parametrize("rtl", [False, True])
def test_shares_stand_beside_the_census_with_their_margins(form: str, width: int, rtl: bool) -> None:
    picture = margins(ROWS, title="Heard", sentence="Women were heard more.", beside="In the city", form=form, rtl=rtl)
    svg = attributes(picture)
    assert svg.count("<circle") == 2, "nothing is drawn where the gate kept the number back"
    assert ("\u206816 to 24\u2069" in svg) is rtl, "a label keeps its own direction"
    assert f'viewBox="0 0 {width} ' in svg and ('direction="rtl"' in svg) is rtl
    assert picture.table is not None
    assert picture.table.rows[0] == ("Age: 16 to 24", "50 of 195", "26%", "20 to 32%", "18.0%", "more than expected")
    assert picture.table.rows[1][1:4] == ("not shown", "·", "·")
    assert margins([], title="", sentence="", beside="") is NOTHING


def test_a_bar_stands_where_its_share_is() -> None:
    svg = margins(ROWS[:1], title="Heard", sentence="", beside="").svg
    # From 300 to 744 for 0 to 40 hundredths: 18 is at 499.8, 26 at 588.6.
    assert "M499.8 " in svg and 'cx="588.6"' in svg


@pytest.mark.parametrize(("words", "lines"), [
    ("", [""]), ("short", ["short"]), ("one two three four", ["one two", "three…"]),
    ("unbreakableword and", ["unbreakableword", "and"])])  # fmt: skip
def test_labels_wrap_and_say_when_they_are_cut(words: str, lines: list[str]) -> None:
    assert wrap(words, 8, 2) == lines


@pytest.mark.parametrize("picture", [sample_pictures.cloth_of(205), sample_pictures.person(), sample_pictures.wards(),
                                     *sample_pictures.flows().values()], ids=lambda picture: picture.title)  # fmt: skip
def test_every_picture_has_a_sentence_a_table_and_words_for_it(picture: Any) -> None:
    assert picture.sentence and picture.title and picture.desc and picture.table
    assert all(isinstance(cell, str) for row in picture.table.rows for cell in row)
    assert picture.alt.startswith(picture.title)
