# SPDX-License-Identifier: AGPL-3.0-or-later
"""Run the sorting machine over the voices that may be analysed, and keep what it finds as suggestions, not themes."""

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db import transaction

from coproduce.listening import voices
from coproduce.listening.queries import VoiceRow, analysable, voices_of
from coproduce.people.queries import SYSTEM
from coproduce.people.verbs import User, record
from coproduce.process import clock
from coproduce.process.consent import Reading
from coproduce.programmes.queries import Programme
from coproduce.themes.models import Suggestion, SuggestionMember, SuggestionRun
from coproduce.themes.problems import ThemeProblem
from coproduce.themes.queries.decided import decided, home_of
from coproduce.themes.verbs.passages import make_passages
from coproduce.themes.verbs.suggesting import ask_for_suggestions

FEWEST = 4
"""With fewer voices than this there is nothing to sort."""

ABANDONED = timedelta(hours=6)
_LOG = logging.getLogger(__name__)
# Reading takes nearly all of the time; where it ends depends on nothing we know beforehand.
_PARTS = {"reading": (0.02, 0.75), "grouping": (0.75, 0.8), "stability": (0.8, 0.97)}


@dataclass(frozen=True)
class _Material:
    """What one run reads. It lives for this run alone."""

    rows: list[VoiceRow]
    texts: list[str]
    left_out: list[list[str]]
    decided: dict[UUID, dict[str, int]]
    """What people decided about a voice: the themes that have it. Later suggestions obey."""


def sort_now(*, programme: Programme, by: User | None, settings: dict[str, Any] | None = None) -> int:
    """Ask for suggestions and make them at once, for commands and tests; returns the number of the run."""
    run = ask_for_suggestions(programme=programme, by=by, settings=settings)
    run_suggestions(run_id=run)
    return run


def run_suggestions(*, run_id: int) -> None:
    """Do the work of one run. Whatever goes wrong is said on the run, in words, and changes nothing else."""
    run = SuggestionRun.objects.select_related("programme").get(pk=run_id)
    # A worker that was restarted hands the same run out again; it is done once.
    if run.state != "waiting":
        return
    _say(run, state="running", message="Reading the voices.", done_part=0.01)
    try:
        _sort(run)
    except ThemeProblem as problem:
        _say(run, state="failed", message=problem.reason[:300])
    except ImportError:
        _say(run, state="failed", message="The sorting machine is not on this computer. Themes work without it.")
    except Exception as error:  # a task that dies leaves a progress bar that never ends
        # The kind of error only: its message might repeat somebody's words.
        _LOG.error("suggestions of run %s failed: %s", run.pk, type(error).__name__)
        _say(run, state="failed", message="Something went wrong while sorting. Nothing was changed. Try again.")


def _say(run: SuggestionRun, **fields: Any) -> None:
    for name, value in fields.items():
        setattr(run, name, value)
    if fields.get("state") in {"done", "failed"}:
        run.done_at = clock.now()
    run.save()


def give_up_abandoned(*, programme: Programme) -> None:
    """A run that nobody works on any more (the computer was switched off) stops saying that it runs."""
    waiting = SuggestionRun.objects.filter(programme=programme, state__in=["waiting", "running"])
    for run in waiting.filter(asked_at__lt=clock.now() - ABANDONED):
        _say(run, state="failed", message="This was broken off. Nothing was changed. Start again.")


def _material(run: SuggestionRun) -> _Material:
    rows = analysable(run.programme_id)
    words = voices.read([row.id for row in rows], purpose=Reading.ANALYSE, by=SYSTEM)
    rows = [row for row in rows if row.id in words]
    readable = {row.id for row in rows}
    left_out = [
        [str(row.id), "may not be analysed: not agreed, or put aside"]
        for row in voices_of(run.programme_id)
        if row.id not in readable
    ]
    # A group of two is a pair of people, and not a theme.
    if len(rows) < FEWEST:
        raise ThemeProblem("There are too few voices to sort. Reading them yourself is quicker.")
    return _Material(rows, [words[row.id].text for row in rows], left_out, decided(run.programme_id))


def _sort(run: SuggestionRun) -> None:
    from coproduce.analysis.embedding_choice import choose
    from coproduce.analysis.theming import METHOD_VERSION, ThemeModel
    from coproduce.themes.verbs.vectors import KeptVectors

    material = _material(run)
    languages = [row.language for row in material.rows]
    choice = choose(material.texts, languages, run.settings.get("embedder") or None)
    kept = KeptVectors(choice.embedder, dict(zip([r.id for r in material.rows], material.texts, strict=True)))
    known = {name: run.settings[name] for name in ("n_themes", "question_weight", "minority", "random_state")
             if run.settings.get(name) is not None}  # fmt: skip
    model = ThemeModel(embedder=kept, **known)
    model.fit(
        material.texts,
        questions=[row.question_text for row in material.rows],
        people=[row.participant_id for row in material.rows],
        languages=languages,
        held=[home_of(found) if (found := material.decided.get(row.id)) else None for row in material.rows],
        progress=_teller(run),
    )
    settings = {k: v for k, v in model.get_params(deep=False).items() if k not in ("embedder", "lens")}
    run.model, run.version = choice.embedder.name, choice.embedder.version
    run.settings = {**settings, "embedder": choice.embedder.name, "method": METHOD_VERSION}
    _keep(run, model, material, kept, [*choice.notes, *model.notes_])


def _teller(run: SuggestionRun) -> Callable[[str, int, int], None]:
    last = [0.0]

    def tell(what: str, done: int, total: int) -> None:
        start, end = _PARTS.get(what, (0.0, 0.0))
        part = start + (end - start) * (done / total if total else 1)
        # Each write is a transaction that a facilitator may be waiting behind.
        if part - last[0] >= 0.01:
            last[0] = part
            SuggestionRun.objects.filter(pk=run.pk).update(done_part=part)

    return tell


@transaction.atomic
def _keep(run: SuggestionRun, model: Any, material: _Material, kept: Any, notes: Sequence[str]) -> None:
    # Somebody may have taken their words back while the machine was reading: those are not brought back here.
    there = {row.id for row in analysable(run.programme_id)}
    kept.keep(run.programme_id, there)
    whole = [(row.id, 0, row.length) for row in material.rows if row.id in there]
    made = make_passages(programme=run.programme, spans=whole, by=None)
    passage = dict(zip([span[0] for span in whole], made, strict=True))
    held = _offered(model, material)
    themes = [theme for theme in model.themes_ if held[theme.id]]
    number = {theme.id: n for n, theme in enumerate(themes, start=1)}
    for theme in themes:
        suggestion = Suggestion.objects.create(
            run=run, number=number[theme.id], stability=theme.stability,
            parent_number=number.get(theme.parent or ""),
            belongs_to=theme.held, phrases=_spans(theme, material, there),
        )  # fmt: skip
        # What shows a group best is read first, so that a person decides from words and not from a label.
        best = set(theme.exemplars)
        SuggestionMember.objects.bulk_create(
            [
                SuggestionMember(suggestion=suggestion, passage_id=passage[voice], weight=weight, exemplar=row in best)
                for row, weight in held[theme.id]
                if (voice := material.rows[row].id) in passage
            ],
            batch_size=500,
        )
    run.not_placed = [
        [str(material.rows[missed.row].id), missed.reason]
        for missed in model.unassigned_
        if material.rows[missed.row].id in there
    ] + _still_there(run.programme_id, material.left_out)
    run.voices_read = len(passage)
    _say(run, state="done", done_part=1.0, message=" ".join(notes)[:300])
    record(
        action="suggestions made", by=None, programme_id=run.programme_id, about_kind="run", about_id=run.pk,
        detail={"model": run.model, "version": run.version, "voices": run.voices_read, "groups": len(number)},
    )  # fmt: skip


def _offered(model: Any, material: _Material) -> dict[str, list[tuple[int, float]]]:
    """Rows with weights by theme: what people put into a theme already is not put to them again for that theme."""
    held: dict[str, list[tuple[int, float]]] = {theme.id: [] for theme in model.themes_}
    names = {theme.id: theme.held for theme in model.themes_}
    for given in model.assignments_:
        if names[given.theme] not in material.decided.get(material.rows[given.row].id, {}):
            held[given.theme].append((given.row, given.weight))
    return held


def _spans(theme: Any, material: _Material, there: set[UUID]) -> list[list[Any]]:
    found = [(material.rows[phrase.row].id, phrase.start, phrase.end) for phrase in theme.keyphrases]
    return [[str(voice), start, end] for voice, start, end in found if voice in there]


def _still_there(programme_id: int, left_out: list[list[str]]) -> list[list[str]]:
    here = {str(row.id) for row in voices_of(programme_id)}
    return [line for line in left_out if line[0] in here]
