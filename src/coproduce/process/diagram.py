# SPDX-License-Identifier: AGPL-3.0-or-later
"""The reference page of the process, made from its tables.

`python -m coproduce.process.diagram [FILE]` writes it (by default `docs/reference/process.md`); a test fails when
the page in the docs is not the one made from the tables.
"""

import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

from coproduce.process import consent, decisions, roles, stages, thread

PAGE = Path("docs/reference/process.md")


def page() -> str:
    """The whole page, as Markdown."""
    parts = [
        "# The process\n",
        "<!-- Made by `python -m coproduce.process.diagram`. Do not edit by hand: a test compares. -->\n",
        "What a programme allows at each point, who may do what, and what people are asked to agree to. "
        "Everything here is made from the tables in `coproduce.process`, which the program itself obeys.\n",
        "## Three stages\n",
        f"```mermaid\n{stages.diagram()}```\n",
        _stages(),
        "## Roles\n",
        _roles(),
        "## Consent\n",
        f"Asked for each purpose apart, in the wording of {consent.WORDING_VERSION}.\n",
        _purposes(),
        "### Reasons to open somebody's words\n",
        _readings(),
        "## What a sentence of the strategy may lean on\n",
        _grammar(),
    ]
    return "\n".join(parts)


def _stages() -> str:
    rows = []
    for act, rule in stages.TABLE.items():
        where = ", ".join(stages.NAME[stage] for stage in stages.StageKey if stage in rule.stages)
        when = " or ".join(stages.STATE_NAME[state] for state in stages.StageState if state in rule.states)
        notes = []
        if rule.until_locked:
            notes.append("never once the decisions are locked")
        if rule.if_brought_in:
            notes.append("also before, where earlier work was brought in")
        rows.append((f"`{act}`", rule.meaning, where, when, "; ".join(notes)))
    return table(("Act", "What it is", "In which stage", "When the stage is", "Besides"), rows)


def _roles() -> str:
    described = table(
        ("Role", "In plain words"), [(f"{roles.NAME[role]} (`{role}`)", roles.DESCRIPTION[role]) for role in roles.Role]
    )
    rows = [
        (
            f"{roles.MEANING[permission]} (`{permission}`)",
            *(_mark(roles.may([role], permission)) for role in roles.Role),
        )
        for permission in roles.Permission
    ]
    return f"{described}\n{table(('May', *(roles.NAME[role] for role in roles.Role)), rows)}"


def _purposes() -> str:
    rows = []
    for purpose in consent.Purpose:
        asked = consent.wording(purpose)
        rows.append((f"`{purpose}`", asked.question, asked.hint))
    return table(("Purpose", "What we ask", "What we say below"), rows)


def _readings() -> str:
    rows = []
    for reading, rule in consent.TABLE.items():
        agreed = ", ".join(purpose for purpose in consent.Purpose if purpose in rule.purposes)
        states = (_mark(state in rule.states) for state in consent.VoiceState)
        rows.append((f"`{reading}`", rule.meaning, agreed or "nothing", *states))
    return table(("Reading", "What happens", "Needs a yes to", *consent.VoiceState), rows)


def _grammar() -> str:
    kinds = ", ".join(f"`{kind}`" for kind in thread.CitationKind)
    relations = ", ".join(f"`{relation}` ({words})" for relation, words in thread.RELATION_WORDS.items())
    authors = ", ".join(f"“{words}”" for words in thread.AUTHOR_WORDS.values())
    outcomes = ", ".join(f"“{words}”" for words in decisions.WORDS.values())
    return (
        f"It cites at least one of: {kinds}; each {relations}. A decision alone is not evidence. "
        f"Otherwise a named author marks it as one of: {authors}.\n\n"
        f"Every theme and every point ends in a dated decision with a reason: {outcomes}.\n"
    )


def _mark(yes: bool) -> str:
    return "yes" if yes else "–"


def table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A Markdown table."""
    lines = [heads, ["---"] * len(heads), *rows]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def main(arguments: Sequence[str]) -> Path:
    """Write the page to the file named in `arguments`, or to its place in the docs."""
    target = Path(arguments[0]) if arguments else PAGE
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(page(), encoding="utf-8", newline="\n")
    return target


if __name__ == "__main__":
    print(main(sys.argv[1:]))
