# SPDX-License-Identifier: AGPL-3.0-or-later
"""Every picture at every size a programme may have, and with whatever somebody may have typed as a name."""

import re
from xml.etree import ElementTree

import pytest

from coproduce.analysis.disclosure import INTERNAL, gate_count, gate_series, gate_share
from coproduce.look.chart_kinds import (
    CensusRow,
    StatementRow,
    ThemeRow,
    agreement,
    heard_beside_census,
    themes_by_people,
)
from coproduce.look.figures import UngatedFigure, said, size, worded
from coproduce.look.pictures.cloth import Yarn, cloth
from coproduce.look.pictures.flow import flow
from coproduce.look.pictures.flow_plan import Flow, FlowEnd, FlowLink, FlowPriority, FlowTheme
from coproduce.look.pictures.path import GAP, KNOT, PARTS, RING, WAITS, PathStep, path
from coproduce.look.pictures.picture import NOTHING, Picture
from coproduce.look.pictures.stages import DONE, NEXT, NOW, StageStop, stages
from coproduce.look.pictures.stitches import bar, data_uri
from coproduce.look.tokens import SHEET

PEOPLE = [0, 1, 9, 10, 12, 205, 5000]
THEMES = [1, 3, 8, 9, 14]
HOSTILE = [
    '<script>alert("x")</script>', "]]></svg><img src=x onerror=alert(1)>", "&amp; & &#60;", "\"' onload='x'",
    "${7*7} {{ 7*7 }} {% now %}", "-- ; DROP TABLE", "a\u202eb\u2066c", "\u200b\u200d", "x" * 300, "مجھے نہر پسند ہے",
    "a\x0bb\x1f\x7f", "👩\u200d👩\u200d👧 family", "漢字と仮名", "#set text(red)", "= heading\n/ term",
]  # fmt: skip


def words_of(picture: Picture) -> str:
    """All that the drawing says, after a parser found it well-formed and free of anything that runs."""
    root = ElementTree.fromstring(picture.svg)
    for node in root.iter():
        tag = node.tag.split("}")[-1].lower()
        assert tag not in {"script", "foreignobject", "image", "iframe", "a"}, tag
        assert not any(name.lower().startswith("on") or "href" in name.lower() for name in node.attrib if tag != "use")
    assert not re.search(r"\bnan\b|\binf\b|NaN|Infinity", picture.svg)
    return " ".join(root.itertext())


def town(people: int, themes: int, name: str = "Theme") -> Flow:
    """So many people spread over so many themes, the last ones with few."""
    counts = [people if n == 0 else people // (n + 1) for n in range(themes)]
    rows = tuple(FlowTheme(f"T{n + 1}", f"{name} {n + 1}", n + 1, gate_count(c)) for n, c in enumerate(counts))
    priorities = tuple(FlowPriority(f"P{n + 1}", f"{name} P{n + 1}") for n in range(min(4, themes)))
    links = tuple(
        FlowLink(row.code, priorities[n % len(priorities)].code, row.people) for n, row in enumerate(rows[:-1])
    )
    ends = (FlowEnd(rows[-1].code, rows[-1].people, f"{name}: not taken up"),)
    return Flow(gate_count(people), rows, priorities, links, ends, "A strategy", themes % 2 == 0)


@pytest.mark.parametrize("people", PEOPLE)
@pytest.mark.parametrize("themes", THEMES)
def test_the_big_picture(people, themes):
    for form in ("named", "hero", "tall"):
        picture = flow(town(people, themes), form=form)
        if people < 10:
            # Of fewer than ten there is no picture at all: not even how many themes they spoke of.
            assert picture is NOTHING or not picture
            continue
        said = words_of(picture)
        assert picture.table is not None and len(picture.table.rows) >= themes
        assert form == "hero" or f"Theme {themes}" in said + picture.desc + str(picture.table.rows)
        assert picture.svg == flow(town(people, themes), form=form).svg, "the same town, the same bytes"


@pytest.mark.parametrize("people", PEOPLE)
@pytest.mark.parametrize("themes", THEMES)
def test_the_cloth(people, themes):
    yarns = [Yarn(f"Theme {n}", n + 1, gate_count(people // (n + 1))) for n in range(themes)]
    picture = cloth(yarns, gate_count(people))
    if people < 10:
        assert picture is NOTHING
        return
    words_of(picture)
    shown = [yarn for yarn in yarns if yarn.people.value != 0]
    assert picture.table is not None and len(picture.table.rows) == len(shown)
    assert picture.publishable and not cloth(yarns, gate_count(people, INTERNAL)).publishable


@pytest.mark.parametrize("people", PEOPLE)
@pytest.mark.parametrize("rows", [1, 4, 14])
def test_the_charts(people, rows):
    """From nobody to five thousand: each row keeps its name, each number is one that the gate let through."""
    shares = [gate_share(people // (n + 2), people) for n in range(rows)]
    trios = [gate_series({"a": people // 2, "d": people // 3, "p": people - people // 2 - people // 3})
             for _ in range(rows)]  # fmt: skip
    pictures = [
        themes_by_people([ThemeRow(f"Theme {n}", n + 1, share) for n, share in enumerate(shares)], "S."),
        heard_beside_census(
            [CensusRow("Age", f"Band {n}", share, 0.1, "no clear difference") for n, share in enumerate(shares)], "S."
        ),
        agreement(
            [StatementRow(f"Statement {n}", t["a"], t["d"], t["p"], gate_count(people)) for n, t in enumerate(trios)],
            "S.",
        ),
    ]  # fmt: skip
    for picture in pictures:
        found = words_of(picture)
        assert picture.table is not None and len(picture.table.rows) == rows
        for row in picture.table.rows:
            last = row[1] if row[0] == "Age" else row[0]
            assert last.split()[-1] in found
        small = [n for n in map(int, re.findall(r"(?<![\d.,])(\d)(?= of )", found)) if 0 < n < 10]
        assert not small, "no count under ten stands anywhere in it"


@pytest.mark.parametrize("name", HOSTILE, ids=range(len(HOSTILE)))
def test_whatever_somebody_typed_is_words_and_nothing_else(name):
    """A theme, a group or a statement may be called anything: it never runs, and never breaks the drawing."""
    trio = gate_series({"a": 80, "d": 40, "p": 20})
    for picture in (
        flow(town(205, 3, name)), flow(town(205, 3, name), form="tall", rtl=True),
        themes_by_people([ThemeRow(name, 1, gate_share(46, 205))], name),
        heard_beside_census([CensusRow(name, name, gate_share(46, 205), 0.2, name)], name),
        agreement([StatementRow(name, trio["a"], trio["d"], trio["p"], gate_count(140))], name),
        path([PathStep(name, name, RING, (1,))]), stages([StageStop(name, name, NOW)]),
    ):  # fmt: skip
        words_of(picture)
        assert "<script" not in picture.svg and "<img" not in picture.svg
        assert picture.table is not None and any(name in cell for row in picture.table.rows for cell in row)


def test_the_scale_of_a_map_or_line_is_said_for_those_who_do_not_see_it():
    for picture in (flow(town(205, 5)), themes_by_people([ThemeRow("A", 1, gate_share(46, 205))], "A most."),
                    path([PathStep("You spoke", "May")]), stages([StageStop("Listen", "May", DONE)])):  # fmt: skip
        root = ElementTree.fromstring(picture.svg)
        titles = [node for node in root.iter() if node.tag.endswith("title")]
        assert root.attrib["role"] == "img" and titles and picture.alt and picture.sentence


class TestPath:
    """One person's own line."""

    def test_without_words_there_is_no_line(self):
        assert path([]) is NOTHING

    @pytest.mark.parametrize("many", [1, 2, 7, 14])
    @pytest.mark.parametrize("rtl", [False, True])
    def test_each_step_is_drawn_said_and_in_the_table(self, many, rtl):
        kinds = [RING, PARTS, KNOT, GAP, WAITS]
        steps = [PathStep(f"Step {n}", f"May {2000 + n}", kinds[n % 5], (n % 14 + 1,)) for n in range(many)]
        picture = path(steps, rtl=rtl)
        found = words_of(picture)
        assert all(f"Step {n}" in found and f"{n + 1}. Step {n}, May" in picture.desc for n in range(many))
        assert picture.table is not None and [row[0] for row in picture.table.rows] == [s.label for s in steps]

    def test_a_step_without_a_day_says_so_in_the_table(self):
        assert path([PathStep("You spoke")]).table.rows == (("You spoke", "·"),)


class TestStages:
    """The rail of stages on paper."""

    def test_none(self):
        assert stages([]) is NOTHING

    @pytest.mark.parametrize("states", [
        (NEXT, NEXT, NEXT), (NOW, NEXT, NEXT), (DONE, NOW, NEXT), (DONE, DONE, NOW), (DONE, DONE, DONE), (NOW,),
    ])  # fmt: skip
    def test_gold_as_far_as_it_has_run(self, states):
        picture = stages([StageStop(f"Stage {n}", "2026", state) for n, state in enumerate(states)], scheme="web")
        words_of(picture)
        assert [row[1] for row in picture.table.rows] == [{DONE: "done", NOW: "now", NEXT: "next"}[s] for s in states]
        assert ("gold" in picture.svg) is (set(states) != {NEXT})


class TestFigures:
    """What the look takes as a number."""

    @pytest.mark.parametrize("raw", [7, 7.5, True, None, [7], {"n": 7}, object()])
    def test_a_bare_number_is_neither_said_nor_drawn(self, raw):
        for way in (said, worded, size):
            with pytest.raises(UngatedFigure):
                way(raw)

    @pytest.mark.parametrize(
        ("n", "as_text", "in_words", "drawn"),
        [(0, "0", "none", 0), (7, "fewer than ten", "fewer than ten", None), (17, "17", "seventeen", 17),
         (5000, "5,000", "5,000", 5000)],
    )  # fmt: skip
    def test_a_gated_one_is(self, n, as_text, in_words, drawn):
        figure = gate_count(n)
        assert said(figure) == as_text and size(figure) == drawn
        assert worded(figure) in {in_words, "nobody", "zero", "five thousand"}


@pytest.mark.parametrize("colour", [1, 8, 9, 14, 999, "3"])
def test_a_theme_of_any_number_has_a_stitch(colour):
    """There are eight colours and any number of themes: what follows repeats a colour with another stitch."""
    drawn = bar(colour, 40)
    ElementTree.fromstring(drawn)
    assert data_uri(colour).startswith("data:image/svg+xml") or "svg" in data_uri(colour)
    assert bar(colour, 40) == drawn and bar(colour, 80) != drawn


def test_the_faces_that_write_the_names_of_languages_hold_exactly_those_letters(tmp_path, monkeypatch):
    """Cut anew from the whole faces, they are small and lack no letter of their name."""
    from fontTools.ttLib import TTFont

    from coproduce.look import name_faces
    from coproduce.look.tokens import NAME_FACES

    source, _, letters = NAME_FACES[0]
    (tmp_path / f"{source}.woff2").write_bytes((SHEET.parent / "fonts" / f"{source}.woff2").read_bytes())
    monkeypatch.setattr(name_faces, "FONTS", tmp_path)
    name_faces.cut(source, "small", letters)
    made = tmp_path / "small.woff2"
    assert made.stat().st_size < (tmp_path / f"{source}.woff2").stat().st_size / 2
    with TTFont(str(made)) as small, TTFont(str(tmp_path / f"{source}.woff2")) as full:
        covered, whole = set(small.getBestCmap()), set(full.getBestCmap())
    assert {ord(letter) for letter in letters if not letter.isspace()} & whole <= covered
