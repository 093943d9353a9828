# SPDX-License-Identifier: AGPL-3.0-or-later
"""The report's web page holds the same tree, and nothing that anyone wrote can run in it."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from coproduce.analysis.disclosure import INTERNAL, gate_count
from coproduce.look.figures import Plain
from coproduce.look.typesetting import html
from coproduce.look.typesetting.document import BadDocument, Contents, Gold, Heading, Link, Paragraph, Picture, Quote
from tests.look.typesetting import sample


@pytest.mark.parametrize("number", [54, "54", None, gate_count(54, INTERNAL)])
def test_a_large_number_came_out_of_the_gate(number: object) -> None:
    with pytest.raises(BadDocument, match="gate"):
        sample.Number(number, "people")
    assert sample.Number(gate_count(54), "people") and sample.Number(Plain(8), "themes")


def test_words_are_escaped_everywhere() -> None:
    bad = '<script>alert("x")</script>'
    links = (Link(bad, 'https://example.org/?a=1&b="2'), Gold(bad, "s1", bad))
    blocks = (
        Heading(bad),
        Paragraph(links, note=bad, anchor="s1"),
        Quote(bad, "en", bad, bad, "pl", bad),
        sample.Table(bad, (bad,), ((bad,),)),
        sample.Notice(bad, bad),
        sample.Number(gate_count(20), bad),
        sample.Bullets((bad,)),
        Contents(bad),
        sample.Sentence(bad, bad, bad),
        Picture(sample.CHART, bad, bad),
    )
    page = html.fragment(replace(sample.report(), blocks=blocks, closing=bad))
    assert "<script" not in page
    assert 'href="https://example.org/?a=1&amp;b=&quot;2"' in page


def test_a_link_that_could_run_is_plain_words() -> None:
    page = html.fragment(sample.report(Paragraph((Link("bad", "javascript:alert(1)"), Link("lost", "#nowhere")))))
    assert "javascript" not in page and "#nowhere" not in page


@pytest.mark.parametrize(
    "svg",
    [
        '<svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>',
        '<svg xmlns="http://www.w3.org/2000/svg" onload="x()"/>',
        '<svg xmlns="http://www.w3.org/2000/svg"><image href="https://example.org/x.png"/></svg>',
        '<svg xmlns="http://www.w3.org/2000/svg"><style>*{fill:url(https://example.org/x)}</style></svg>',
        '<svg xmlns="http://www.w3.org/2000/svg"><rect style="fill:url(//example.org/x)"/></svg>',
        '<svg xmlns="http://www.w3.org/2000/svg"><foreignObject/></svg>',
        "<svg",
        '<!DOCTYPE svg [<!ENTITY a "b">]><svg xmlns="http://www.w3.org/2000/svg">&a;</svg>',
    ],
)
def test_a_drawing_that_runs_or_fetches_is_refused(svg: str) -> None:
    with pytest.raises(BadDocument):
        html.fragment(sample.report(Picture(svg, "A drawing")))


def test_words_in_another_language_say_so(page: str) -> None:
    assert f'<blockquote lang="ur" dir="rtl"><p>{sample.URDU}</p>' in page
    assert '<blockquote lang="pa-Arab" dir="rtl">' in page
    assert '<blockquote lang="zh" dir="ltr">' in page


def test_the_table_names_its_rows_and_columns(page: str) -> None:
    assert page.count('<th scope="col"') == 5
    assert page.count('<th scope="row"') == 3
    assert '<td class="r">34</td>' in page


def test_headings_begin_below_the_page_s_own_and_the_contents_lead_to_them(page: str) -> None:
    assert '<h2 id="neighbours">Neighbours for each other</h2>' in page
    assert "<h1" not in page
    targets = set(re.findall(r'href="#([^"]+)"', page))
    places = set(re.findall(r' id="([^"]+)"', page))
    assert {"neighbours", "side", "promise", "words", "thread-1"} <= targets <= places


def test_a_heading_without_an_anchor_is_still_in_the_contents() -> None:
    page = html.fragment(replace(sample.report(), blocks=(Contents(), Heading("Unnamed"))))
    assert '<a href="#part-2">Unnamed</a>' in page and '<h2 id="part-2">' in page
