# SPDX-License-Identifier: AGPL-3.0-or-later
"""Bring in a draft that was written elsewhere, for a programme that begins with one. Missing evidence stays missing."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction

from coproduce.people.verbs import User
from coproduce.process.stages import Act
from coproduce.programmes.queries import Programme, act_allowed, check_act
from coproduce.strategy.models import Strategy
from coproduce.strategy.verbs.ground import Refused, note
from coproduce.strategy.verbs.writing import open_strategy, put_section, put_sentence


@dataclass(frozen=True)
class DraftSection:
    """A section of a draft: its title and its sentences in order."""

    title: str
    sentences: Sequence[str]


@transaction.atomic
def bring_in_strategy(
    *, programme: Programme, title: str, sections: Sequence[DraftSection], by: User | None, years: str = ""
) -> Strategy:
    """Bring in a whole draft. Each sentence starts without evidence and without an author, and the gate says so.

    It needs no open stage where the programme was set up to begin with earlier work.
    """
    if not programme.brought_in and not act_allowed(programme, Act.WRITE):
        check_act(programme, Act.WRITE)
    # A file of headings alone is most likely the wrong file.
    if not any(section.sentences for section in sections):
        raise Refused("sections", "There is no sentence in this draft.")
    strategy = open_strategy(programme=programme, title=title, years=years, by=by)
    for section in sections:
        row = put_section(strategy=strategy, title=section.title, by=by)
        for text in section.sentences:
            put_sentence(section=row, text=text, by=by)
    note("strategy brought in", strategy=strategy, by=by, kind="strategy", about=strategy.pk, sections=len(sections))
    return strategy


def split_draft(text: str) -> list[DraftSection]:
    """A draft as people paste it: a line that begins with # is a heading, any other line one sentence."""
    sections: list[tuple[str, list[str]]] = []
    for line in text.splitlines():
        line = line.strip()
        if line.startswith("#"):
            # A heading without words still begins something, and what stands below it must not be lost.
            sections.append((line.lstrip("# ").strip() or "Untitled", []))
        elif line:
            if not sections:
                sections.append(("Draft", []))
            sections[-1][1].append(line)
    return [DraftSection(title, tuple(sentences)) for title, sentences in sections]
