# SPDX-License-Identifier: AGPL-3.0-or-later
"""The equality evidence as a file: a Word document, a web page, or rows for a spreadsheet. All from one tree."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.template.loader import render_to_string

from coproduce.analysis.reach_weights import NOT_REPRESENTATIVE
from coproduce.formats.writing import write_csv
from coproduce.heard.places import CREDIT
from coproduce.heard.tables import in_short
from coproduce.look.pictures.picture import Table as PageTable
from coproduce.look.typesetting import docx, html
from coproduce.look.typesetting.document import Bullets, Cover, Document, Heading, Notice, Paragraph, Table

if TYPE_CHECKING:
    from coproduce.analysis.disclosure import Figure
    from coproduce.heard.queries.evidence import Evidence, ProtectedEvidence
    from coproduce.heard.queries.gated import Category
    from coproduce.programmes.models import Programme

#: name → content type. The names stand in addresses.
KINDS = {
    "equality-evidence.docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "equality-evidence.html": "text/html; charset=utf-8",
    "equality-evidence.csv": "text/csv; charset=utf-8",
}
HEAD = ("Group", "Heard", "Share", "Margin (95 in 100)", "In the population", "So")


def made(found: Evidence, programme: Programme, name: str) -> bytes:
    """One form of the evidence, as bytes. The same evidence gives the same bytes."""
    if name.endswith(".csv"):
        return _rows(found)
    tree = document_of(found, programme)
    if name.endswith(".docx"):
        return docx.write(tree, cache=settings.DATA_DIR / "cache")
    return render_to_string("heard/evidence_alone.html", {"tree": tree, "body": html.fragment(tree)}).encode("utf-8")


def document_of(found: Evidence, programme: Programme) -> Document:
    """The tree that the Word file and the web page are made from."""
    said = f"As of {_day(found.on)}"
    return Document(
        title=f"Equality evidence: {found.programme}",
        subtitle="Who was heard, who was not, and what they said differently, by protected characteristic",
        language="en",
        date=found.on,
        authors=(found.asked_by,) if found.asked_by else (),
        illustrative=programme.illustrative,
        cover=Cover(words=found.programme, left=found.asked_by, right=said),
        footer=f"{found.programme} · equality evidence · {said}",
        blocks=tuple(_blocks(found)),
    )


def _blocks(found: Evidence) -> list[Any]:
    heard = found.heard
    blocks: list[Any] = [
        Heading("What this is", 1, "what"),
        Paragraph(
            f"{heard.people.say} people took part, at {heard.sessions} sessions. This shows, for each of the nine protected "
            "characteristics of the Equality Act 2010, whether we asked, who was heard beside who lives there, and what "
            "they said differently. Every figure passed the rule for small numbers, so that nobody can be picked out.",
            lead=True,
        ),
        Notice("What these figures do not say", f"Those who came were not drawn by lot. {NOT_REPRESENTATIVE}"),
    ]
    if not found.released:
        blocks.append(Notice("Before the first release", "These figures move from day to day. Do not publish two of these "
                             "files: laid side by side they would tell who came or took their words back."))  # fmt: skip
    if not heard.compared_with:
        blocks.append(Notice("Compared with nobody", "No census table was chosen, so we cannot say who is missing."))
    blocks += [block for one in found.protected for block in _one(one)]
    if heard.gaps:
        blocks += [
            Heading("Where groups meet in one person", 1, "gaps"),
            Paragraph("Fewer than expected, found among all crossings with false discoveries held at one in twenty:"),
            Bullets(heard.gaps),
        ]
    return [*blocks, *_signed(found), *_sources(found)]


def _one(one: ProtectedEvidence) -> list[Any]:
    blocks: list[Any] = [Heading(one.name, 1)]
    if one.why_not:
        return [*blocks, Paragraph(one.why_not)]
    for each in one.characteristics:
        rows = tuple((in_short(each.key, c.name), *_cells(c)) for c in each.categories)
        blocks.append(Table(f"{each.name}: heard beside the population", HEAD, rows, numeric=(1, 2, 3, 4)))
    blocks.append(Heading("What they said differently", 2))
    if one.differently:
        blocks.append(Bullets(one.differently))
    else:
        blocks.append(Paragraph("No theme was clearly raised more or less by one of these groups. With few people, "
                                "that is not the same as no difference."))  # fmt: skip
    return blocks


def tables_of(found: Evidence) -> tuple[tuple[ProtectedEvidence, tuple[PageTable, ...]], ...]:
    """The same tables for a page: each characteristic with its questions."""
    return tuple(
        (one, tuple(
            PageTable(f"{each.name}: heard beside the population", HEAD,
                      tuple((in_short(each.key, c.name), *_cells(c)) for c in each.categories), False)
            for each in one.characteristics
        ))
        for one in found.protected
    )  # fmt: skip


def _cells(category: Category) -> tuple[str, str, str, str, str]:
    figure = category.heard
    share = "·" if figure.percent is None else f"{figure.percent} %"
    return (_count(figure), share, _margin(figure), category.population, category.verdict)


def _count(figure: Figure) -> str:
    return f"{figure.say} of {figure.of:,}" if figure.of else figure.say


def _margin(figure: Figure) -> str:
    return f"{100 * figure.interval[0]:.0f} to {100 * figure.interval[1]:.0f} %" if figure.interval else "·"


def _signed(found: Evidence) -> list[Any]:
    lines = [
        f"{one.name}, {one.post}, on {_day(one.on)}. "
        + ("The figures are those that were signed." if one.stands else "The figures have changed since.")
        + (f" {one.note}" if one.note else "")
        for one in found.signatures
    ]
    return [
        Heading("Signed by an officer", 1, "signed"),
        Bullets(tuple(lines)) if lines else Paragraph("Nobody has signed this yet. Contractors may prepare it; an officer "
                                                      "of the public body must sign."),
        Paragraph(f"Fingerprint of the figures (SHA-256): {found.fingerprint}"),
    ]  # fmt: skip


def _sources(found: Evidence) -> list[Any]:
    by_source: dict[str, list[str]] = {}
    for one in found.heard.characteristics:
        by_source.setdefault(f"{one.source}, {one.source_date}", []).append(one.name)
    lines = tuple(f"{', '.join(names)}: {source}" for source, names in by_source.items())
    return (
        [Heading("Where the figures of the population come from", 1, "sources"), Bullets(lines), Paragraph(CREDIT)]
        if lines
        else []
    )


def _rows(found: Evidence) -> bytes:
    """One row a group, and one for each characteristic that was not asked."""
    head = ["protected characteristic", "asked", "why not", "question", "group", "heard", "of", "share", "low", "high",
            "in the population", "verdict", "as of"]  # fmt: skip
    rows: list[list[str]] = []
    for one in found.protected:
        if one.why_not:
            rows.append([one.name, "no", one.why_not, *[""] * 9, found.on.isoformat()])
        rows += [
            [one.name, "yes", "", each.name, c.name, *_figures(c.heard), c.population, c.verdict, found.on.isoformat()]
            for each in one.characteristics
            for c in each.categories
        ]
    return write_csv(head, rows)


def _figures(figure: Figure) -> list[str]:
    share = f"{figure.value / figure.of:.4f}" if figure.value is not None and figure.of else ""
    low, high = (f"{limit:.4f}" for limit in figure.interval) if figure.interval else ("", "")
    return [figure.say, str(figure.of or ""), share, low, high]


def _day(on: Any) -> str:
    return f"{on.day} {on:%B %Y}"
