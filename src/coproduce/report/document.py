# SPDX-License-Identifier: AGPL-3.0-or-later
"""The report of a programme as one tree, from a release (or, before the first, from today's gated figures)."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.template.loader import render_to_string

from coproduce.look.typesetting import docx, html, pdf
from coproduce.look.typesetting.cover import on_sheet
from coproduce.look.typesetting.document import Contents, Cover, Document, Heading, Notice, PageBreak, Paragraph
from coproduce.process import clock
from coproduce.report import parts
from coproduce.report.queries import build, newest, quotes_shown
from coproduce.thread.pictures import big_picture
from coproduce.thread.queries import shelf_of

if TYPE_CHECKING:
    from coproduce.look.pictures.picture import Picture
    from coproduce.programmes.models import Programme

FORMS = ("report.html", "report.pdf", "report.docx")


def document_of(programme: Programme) -> Document:
    """The tree that every form is made from."""
    release = newest(programme.pk)
    # A draft is built by the same hand, so that what a board reads is what it will publish.
    manifest = release.manifest if release else build(programme, number=0)
    shown = quotes_shown(release.id) if release else None
    # One shelf for words and picture, so that no part of a file is drawn from another day than the rest.
    shelf = shelf_of(programme)
    # A release shows no quote that it did not have; a draft shows all that may be quoted today.
    quotes = [q for some in shelf.quotes.values() for q in some if shown is None or q.id in shown]
    # (150, 398) is where the golden line of the upright form ends: `TALL` in look.pictures.flow, 4 + 292 / 2 and 398.
    upright = big_picture(programme, shelf, form="tall", scheme="paper", title="What was said, upright")
    art, thread = on_sheet(upright.svg, end=(150, 398)) if upright.svg else ("", None)
    return Document(
        title=(manifest["strategy"] or {}).get("title") or f"{programme.name}: what we heard",
        subtitle=programme.aim,
        language=programme.language,
        date=date.fromisoformat(manifest["published_on"]) if manifest["published_on"] else clock.today(),
        authors=(programme.asked_by,) if programme.asked_by else (),
        illustrative=programme.illustrative,
        cover=Cover(
            words=programme.name,
            left=programme.asked_by,
            right=_standing(release),
            art=art,
            alt=upright.alt if art else "",
            thread=thread,
        ),
        footer=f"{programme.name} · {_standing(release)}",
        blocks=tuple(_blocks(programme, manifest, quotes, release, big_picture(programme, shelf))),
    )


def _standing(release: Any) -> str:
    return f"Release {release.number}" if release else "Draft, not published"


def _blocks(
    programme: Programme, manifest: dict[str, Any], quotes: list[Any], release: Any, picture: Picture
) -> list[Any]:
    blocks: list[Any] = [Contents(depth=1)]
    if release is None:
        blocks.append(Notice("Draft, not published", "This was written from what stands today. Nobody has signed it."))
    blocks += [
        *parts.in_short(manifest, picture),
        *parts.reached(manifest),
        *parts.heard(programme),
        PageBreak(),
        *parts.said(manifest, quotes),
        PageBreak(),
        *parts.shaped(manifest),
        *parts.tested(manifest),
        PageBreak(),
        *parts.strategy(manifest, quotes),
        *parts.promised(manifest),
        *parts.not_taken_up(manifest),
        *parts.method(manifest),
        Heading("How to check this report", 1, "check"),
        Paragraph(_check(release)),
    ]
    return blocks


def _check(release: Any) -> str:
    if release is None:
        return "A release has a number and a fingerprint. This draft has neither."
    return (
        f"This is release {release.number}. The fingerprint (SHA-256) of its manifest is {_in_groups(release.hash)}. "
        "The manifest holds every figure with its inputs and every quote by reference, and can be had from the "
        "programme's data page."
    )


def _in_groups(fingerprint: str) -> str:
    """By eights, as people compare them aloud; in one piece it would run over the edge of the column."""
    return " ".join(fingerprint[at : at + 8] for at in range(0, len(fingerprint), 8))


def made(programme: Programme, name: str) -> bytes:
    """One form of the report, as bytes."""
    tree = document_of(programme)
    if name == "report.pdf":
        return pdf.typeset(tree, cache=settings.DATA_DIR / "cache").pdf
    if name == "report.docx":
        return docx.write(tree, cache=settings.DATA_DIR / "cache")
    page = render_to_string("report/alone.html", {"body": html.fragment(tree), "tree": tree})
    return page.encode("utf-8")
