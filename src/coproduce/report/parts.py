# SPDX-License-Identifier: AGPL-3.0-or-later
"""The chapters of the report, each as blocks of the tree. Sentences are built from gated figures and the team's words."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import TYPE_CHECKING, Any

from coproduce.analysis.disclosure import Figure, from_json
from coproduce.heard.pictures import beside_all, ward_map
from coproduce.heard.queries import lines, public_heard
from coproduce.look.chart_kinds import StatementRow, agreement
from coproduce.look.figures import Plain
from coproduce.look.typesetting.document import (
    Bullets,
    Heading,
    Notice,
    Number,
    Paragraph,
    Picture,
    Quote,
    Sentence,
    Table,
)

if TYPE_CHECKING:
    from coproduce.look.pictures.picture import Picture as Drawn
    from coproduce.programmes.models import Programme
    from coproduce.thread.quotes import PublicQuote


MARGINS = (
    "A dot is the share of those who answered, the line its margin, 95 times in 100; the bar is the share in the population. "
    "The margin is what chance alone could do."
)


def _figure(kept: Any) -> Figure | None:
    found = from_json(kept) if kept else None
    return found if isinstance(found, Figure) else None


def _told(found: tuple[lines.Line, ...]) -> tuple[str, ...]:
    return tuple(f"{line.group} {line.said}" for line in found) or ("No group clearly.",)


def _drawn(picture: Drawn) -> list[Any]:
    if not picture.svg:
        return []
    blocks: list[Any] = [Paragraph(picture.sentence), Picture(picture.svg, picture.alt, picture.title, wide=True)]
    if picture.table:
        table = picture.table
        blocks.append(Table(table.caption, tuple(table.head), tuple(tuple(row) for row in table.rows)))
    return blocks


def _day(text: str) -> str:
    on = date.fromisoformat(text)
    return f"{on.day} {on:%B %Y}"


def in_short(manifest: dict[str, Any], picture: Drawn) -> list[Any]:
    """Who asked, how many were heard, what came of it."""
    people = _figure(manifest["heard"]["people"])
    said = people or Plain(0)
    blocks: list[Any] = [
        Heading("In short", 1, "short"),
        Paragraph(manifest["programme"]["aim"], lead=True),
        Number(said, f"people took part, at {manifest['heard']['sessions']} sessions"),
        Number(Plain(len(manifest["themes"])), "themes in what they said"),
    ]
    if manifest["priorities"]:
        blocks.append(Number(Plain(len(manifest["priorities"])), "priorities, put back to people and changed by them"))
    return blocks + _drawn(picture)


def reached(manifest: dict[str, Any]) -> list[Any]:
    """Where and how people were met."""
    # Testing sessions come later, with people who read our drafts: they are not where we listened.
    kinds = Counter(session["kind"] for session in manifest["sessions"] if session["kind"] != "testing")
    held = [s for s in manifest["sessions"] if s["kind"] != "testing"]
    rows = tuple((s["title"], s["kind"], s["ward"], s["month"]) for s in held)
    said = ", ".join(f"{kind} ({number})" for kind, number in kinds.items()) or "none yet"
    blocks: list[Any] = [
        Heading("How people were reached", 1, "reached"),
        Paragraph(f"We went where people already are. Kinds of session: {said}."),
    ]
    if rows:
        blocks.append(Table("Sessions", ("Session", "Kind", "Ward", "Month"), rows))
    return blocks


def heard(programme: Programme) -> list[Any]:
    """Who was heard and who was not, both at the same size."""
    found = public_heard(programme)
    blocks: list[Any] = [Heading("Who was heard, and who was not", 1, "heard")]
    if not found.characteristics:
        return [*blocks, Paragraph("Nobody has chosen a census table yet, so we cannot say who is missing.")]
    blocks += [
        Paragraph("They are those who came. They were not drawn by lot, so they do not stand for everybody."),
        Heading("Heard more than their share", 2),
        Bullets(_told(lines.heard_lines(found))),
        Heading("Not heard, or too little", 2),
        Bullets(_told(lines.not_heard_lines(found))),
    ]
    blocks += [Heading("Beside the census", 2), *_drawn(beside_all(found, form="column")), Paragraph(MARGINS)]
    wards = ward_map(found, programme.population)
    return blocks + ([Heading("Where people came from", 2), *_drawn(wards)] if wards else [])


def said(manifest: dict[str, Any], quotes: list[PublicQuote]) -> list[Any]:
    """Theme by theme, with quotes by consent, those that say otherwise too."""
    blocks: list[Any] = [Heading("What people said", 1, "said")]
    if not manifest["themes"]:
        return [*blocks, Paragraph("Nobody has named a theme yet.")]
    for theme in manifest["themes"]:
        people = _figure(manifest["figures"].get(f"theme {theme['code']}"))
        blocks.append(Heading(theme["name"], 2, f"theme-{theme['code']}"))
        note = f"Draws on the words of {people.text} people" if people else ""
        blocks.append(Paragraph(theme["summary"] or theme["definition"] or "No summary yet.", note=note))
        # Four a theme: a theme must not look larger because more of its people agreed to be quoted.
        for quote in [q for q in quotes if q.theme == theme["code"]][:4]:
            blocks.append(_quote(quote, theme["colour"]))
    return blocks


def _quote(quote: PublicQuote, tone: int) -> Quote:
    caption = f"{quote.caption}. Says otherwise." if quote.relation == "contradicts" else quote.caption
    return Quote(quote.text, quote.language, caption, translation=quote.translation, tone=(tone - 1) % 8 + 1)


def shaped(manifest: dict[str, Any]) -> list[Any]:
    """From themes to priorities, version by version."""
    blocks: list[Any] = [Heading("From themes to priorities", 1, "priorities")] if manifest["priorities"] else []
    for priority in manifest["priorities"]:
        blocks.append(Heading(priority["name"], 2, f"priority-{priority['code']}"))
        # The newest first: what people need to know is what stands; how it came to be is below.
        for version in reversed(priority["versions"]):
            blocks.append(Paragraph(version["headline"], note=f"Version {version['number']}, {_day(version['on'])}"))
            if version["why"]:
                blocks.append(Paragraph(f"Why it changed: {version['why']}"))
    return blocks


def tested(manifest: dict[str, Any]) -> list[Any]:
    """What came back when statements were put to people."""
    rows = []
    for one in manifest["statements"]:
        parts = [_figure(one[name]) for name in ("agree", "disagree", "passed", "seen")]
        if one["shown"] and all(parts):
            # A bar needs all its parts; with one kept back, the others would give it away.
            rows.append(StatementRow(f"{one['code']} {one['text']}", *parts))
    if not rows:
        return []
    # Twelve bars fill a page; the table below has every statement, and so the picture's own table is left out.
    picture = agreement(rows[:12], "The first statements that were put to people, and what came back.")
    table = Table(
        "Every statement, among those who saw it",
        ("Statement", "Saw it", "Agree", "Disagree", "So"),
        tuple(
            (r["text"], r["seen"]["text"], r["agree"]["text"], r["disagree"]["text"], r["verdict"])
            for r in manifest["statements"]
        ),
    )  # fmt: skip
    return [Heading("How it was tested", 1, "tested"), *_drawn(picture)[:2], table]


def strategy(manifest: dict[str, Any], quotes: list[PublicQuote]) -> list[Any]:
    """The strategy, sentence by sentence, with whose words each draws on."""
    if not manifest["sections"]:
        return []
    blocks: list[Any] = [Heading("The strategy", 1, "strategy")]
    for section in manifest["sections"]:
        blocks.append(Heading(section["title"], 2, f"section-{section['code']}"))
        for row in section["sentences"]:
            blocks.append(
                Sentence(row["text"], row["code"], note=_note(manifest, row), anchor=f"sentence-{row['code']}")
            )
            # One a sentence: the strategy must not vanish under its evidence, and the thread's own page has it all.
            blocks += [_quote(quote, 1) for quote in quotes if quote.sentence_code == row["code"]][:1]
    return blocks


def _note(manifest: dict[str, Any], row: dict[str, Any]) -> str:
    people = _figure(manifest["figures"].get(f"sentence {row['code']}"))
    # Nothing and not “0 people” for a sentence that the team wrote of its own: nobody was asked and silent.
    said = f"Draws on the words of {people.text} people. " if people and people.value != 0 else ""
    author = f"{row['author_words']}: {row['author']}. " if row["author"] else ""
    cites = ", ".join(cite["code"] for cite in row["cites"])
    return f"{said}{author}{f'Leans on {cites}.' if cites else ''}".strip()


def promised(manifest: dict[str, Any]) -> list[Any]:
    """Commitments with owner, measure and date."""
    rows = tuple(
        (f"{c['code']} {c['action']}", c["owner"], c["measure"], c["target"], _day(c["due"]))
        for c in manifest["commitments"]
    )
    if not rows:
        return []
    head = ("What", "Who", "Measured by", "Target", "By")
    return [Heading("What was promised", 1, "promised"), Table("Commitments", head, rows, wide=True)]


def not_taken_up(manifest: dict[str, Any]) -> list[Any]:
    """What was not taken up, or in part only, each with its reason."""
    rows = [d for d in manifest["decisions"] if d["outcome"] != "taken_up"]
    if not rows:
        return []
    blocks: list[Any] = [Heading("What was not taken up, and why", 1, "not-taken-up")]
    for row in rows:
        more = f" Instead: {row['instead']}" if row["instead"] else ""
        passed = f" Passed to: {', '.join(row['passed_to'])}." if row["passed_to"] else ""
        blocks.append(Heading(row["about"], 2))
        blocks.append(
            Paragraph(f"{row['outcome_words']}. {row['why']}{more}{passed}", note=f"{row['body']}, {_day(row['on'])}")
        )
    return blocks


def method(manifest: dict[str, Any]) -> list[Any]:
    """Method and limits, for a sceptical reader."""
    return [
        Heading("Method and limits", 1, "method"),
        Bullets((
            "We count people and not comments. A note whose author nobody knows is counted as a note.",
            "Those who took part came by themselves or because we went to them. They were not drawn by lot: the figures say "
            "who spoke, not what the whole place thinks.",
            "Where fewer than ten people make up a number it is not printed, nor is any number from which it follows.",
            "The number beside a sentence counts people whose words it draws on. It does not say that they agree with it.",
            "Quotes are word for word, shown only where the person agreed, with masks where a name stood.",
            "Themes were found by people reading; where a machine suggested one, a person named and accepted it.",
        )),
        *([Notice("Illustrative", "Every person, place of meeting and organisation in this report is invented.")]
          if manifest["programme"]["illustrative"] else []),
    ]  # fmt: skip
