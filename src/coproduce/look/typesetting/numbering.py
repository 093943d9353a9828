# SPDX-License-Identifier: AGPL-3.0-or-later
"""Figure and table numbers, heading levels and anchors, settled once so that all forms say the same."""

from __future__ import annotations

from dataclasses import replace

from coproduce.look.typesetting.document import Block, Contents, Document, Heading, Picture, Table, anchors


def numbered(document: Document) -> Document:
    """The document with a number before each caption of a picture or table."""
    blocks: list[Block] = []
    figures = tables = 0
    for block in document.blocks:
        if isinstance(block, Picture) and block.caption:
            figures += 1
            block = replace(block, caption=f"{document.labels.figure} {figures}. {block.caption}")
        elif isinstance(block, Table) and block.caption:
            tables += 1
            block = replace(block, caption=f"{document.labels.table} {tables}. {block.caption}")
        blocks.append(block)
    return replace(document, blocks=tuple(blocks))


def levelled(document: Document) -> Document:
    """The document with headings that begin at 1 and skip no level, as tagged PDF and screen readers ask."""
    blocks: list[Block] = []
    last = 0
    for block in document.blocks:
        if isinstance(block, Heading):
            last = min(block.level, last + 1)
            block = replace(block, level=last)
        # The contents bring a heading of their own, of level 1.
        elif isinstance(block, Contents):
            last = max(last, 1)
        blocks.append(block)
    return replace(document, blocks=tuple(blocks))


def reachable(document: Document) -> Document:
    """The document with an anchor on every heading, so that its contents can lead there."""
    taken = anchors(document)
    blocks: list[Block] = []
    for number, block in enumerate(document.blocks, 1):
        if isinstance(block, Heading) and not block.anchor:
            anchor = f"part-{number}"
            while anchor in taken:
                anchor += "-"
            block = replace(block, anchor=anchor)
        blocks.append(block)
    return replace(document, blocks=tuple(blocks))


def settled(document: Document) -> Document:
    """The document as every form sets it."""
    return reachable(levelled(numbered(document)))
