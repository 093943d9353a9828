# SPDX-License-Identifier: AGPL-3.0-or-later
"""Themes that stood in a sheet already: each label becomes a theme, each voice that may be analysed lies under its own."""

from collections.abc import Sequence
from uuid import UUID

from coproduce.listening.queries import voices_of
from coproduce.people.verbs import User
from coproduce.process.consent import Purpose, VoiceState
from coproduce.programmes.queries import Programme
from coproduce.themes.models import Theme
from coproduce.themes.verbs.codebook import bring_in_themes
from coproduce.themes.verbs.coding import CodingRow, code_many
from coproduce.themes.verbs.passages import make_passages

#: Past this a label is somebody's sentence and no theme.
LONGEST = 120


def take_labels(programme: Programme, labelled: Sequence[tuple[UUID, Sequence[str]]], by: User | None, why: str) -> str:
    """Make the themes that are not there yet and code whole voices, in two steps of the log; says what was made."""
    rows = {row.id: row for row in voices_of(programme.pk, ids=[voice for voice, _ in labelled])}
    may = {i for i, row in rows.items() if row.state is VoiceState.HELD and Purpose.ANALYSE in row.given}
    kept = [(voice, [n for n in names if len(n) <= LONGEST]) for voice, names in labelled if voice in may]
    names = list(dict.fromkeys(name for _, some in kept for name in some))
    if not names:
        return ""
    by_name = _themes(programme)
    new = list({name.casefold(): name for name in reversed(names) if name.casefold() not in by_name}.values())[::-1]
    if new:
        bring_in_themes(programme=programme, rows=[{"name": name} for name in new], by=by, why=why)
        by_name = _themes(programme)
    passages = make_passages(programme=programme, spans=[(v, 0, rows[v].length) for v, some in kept if some], by=by)
    codings = [
        CodingRow(passage, by_name[name], coder=by, model="" if by else "the sheet")
        for passage, (_, some) in zip(passages, [one for one in kept if one[1]], strict=True)
        for name in dict.fromkeys(n.casefold() for n in some)
    ]
    code_many(programme=programme, rows=codings, by=by)
    return f"Themes that stood in the sheet: {len(names)}, of which {len(new)} are new here."


def _themes(programme: Programme) -> dict[str, str]:
    standing = Theme.objects.filter(programme=programme).exclude(state=Theme.State.RETIRED)
    return {theme.name.casefold(): theme.code for theme in standing}
