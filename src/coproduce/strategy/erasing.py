# SPDX-License-Identifier: AGPL-3.0-or-later
"""What withdrawal reaches in the strategy: quotes and cited passages go, sentences that lose their ground are flagged.

Figures are not changed here: a count that drops by one the moment somebody withdraws would point at them. They are
marked to be computed again before the next release, whose differencing test decides what may be shown.
"""

from collections.abc import Iterable
from uuid import UUID

from coproduce.process.consent import Purpose
from coproduce.process.erasure import Consequence, Scope
from coproduce.process.thread import EVIDENCE
from coproduce.strategy.models import Citation, Finding, Quotation, Sentence
from coproduce.strategy.queries import behind, measures
from coproduce.themes import queries as themes

QUOTED, CITED, FLAGGED, COUNTED = "quote", "citation", "sentence", "finding"


def erase(scope: Scope) -> list[Consequence]:
    """Take the voices out of everything that leans on them, and flag what leaned on nothing else."""
    changed = _drop_quotes(scope.voice_ids) + _drop_citations(scope.voice_ids) + _flag_themes(scope)
    if scope.voice_ids or scope.everything:
        changed += _mark_findings(scope)
    return changed


def narrow(scope: Scope, purposes: frozenset[Purpose]) -> list[Consequence]:
    """A purpose was taken back: without quoting, quotes go; without analysing, cited passages and themes go too."""
    changed: list[Consequence] = []
    if purposes & {Purpose.QUOTE, Purpose.ANALYSE}:
        changed += _drop_quotes(scope.voice_ids)
    if Purpose.ANALYSE in purposes:
        changed += _drop_citations(scope.voice_ids) + _flag_themes(scope) + _mark_findings(scope)
    return changed


def _drop_quotes(voice_ids: Iterable[UUID]) -> list[Consequence]:
    rows = Quotation.objects.filter(passage__voice_id__in=list(voice_ids)).select_related("sentence")
    codes = [row.sentence.code for row in rows]
    sentence_ids = [row.sentence_id for row in rows]
    rows.delete()
    _flag_bare(sentence_ids)
    said = "Your words are no longer quoted beside sentence {} of the strategy."
    return [Consequence("strategy", QUOTED, code, said.format(code)) for code in codes]


def _drop_citations(voice_ids: Iterable[UUID]) -> list[Consequence]:
    rows = Citation.objects.filter(passage__voice_id__in=list(voice_ids)).select_related("sentence")
    codes = [row.sentence.code for row in rows]
    sentence_ids = [row.sentence_id for row in rows]
    rows.delete()
    # What leaned on these very words is looked at by a person, even where it has other evidence.
    Sentence.objects.filter(pk__in=sentence_ids, removed_at__isnull=True).update(needs_look=True)
    said = "Sentence {} of the strategy leaned on your words. It does not any more, and we will look at it again."
    return [Consequence("strategy", CITED, code, said.format(code)) for code in codes]


def _flag_bare(sentence_ids: Iterable[UUID]) -> list[str]:
    """Flag sentences that are left with no evidence, no quotation and no author."""
    rows = Sentence.objects.filter(pk__in=list(sentence_ids), removed_at__isnull=True, author_kind="")
    rows = rows.exclude(citations__kind__in=[kind.value for kind in EVIDENCE]).exclude(quotations__isnull=False)
    codes = list(rows.values_list("code", flat=True))
    Sentence.objects.filter(pk__in=list(rows.values_list("pk", flat=True))).update(needs_look=True)
    return codes


def _flag_themes(scope: Scope) -> list[Consequence]:
    """Flag sentences that cite a theme with these voices, and that draw on nobody's words once they are gone."""
    held = themes.voices_by_theme(scope.programme_id)
    touched = [code for code, voices in held.items() if scope.voice_ids & voices.keys()]
    cited = Citation.objects.filter(
        sentence__section__strategy__programme_id=scope.programme_id, kind="theme", theme__code__in=touched
    )
    drawn = behind(scope.programme_id) if touched else {}
    leaning = set(cited.values_list("sentence_id", flat=True)) & drawn.keys()
    # Consent may have been narrowed already, so these voices may or may not be among those that are drawn on.
    bare = [key for key in leaning if drawn[key].voices <= scope.voice_ids]
    rows = Sentence.objects.filter(pk__in=bare, removed_at__isnull=True)
    codes = list(rows.order_by("code").values_list("code", flat=True))
    rows.update(needs_look=True)
    said = "Sentence {} of the strategy drew on your words alone. We will look at it again."
    return [Consequence("strategy", FLAGGED, code, said.format(code)) for code in codes]


def _mark_findings(scope: Scope) -> list[Consequence]:
    # One voice of several leaves its person counted; whoever withdraws everything leaves every count.
    moved = {measures.VOICES, measures.PEOPLE} if scope.everything else {measures.VOICES}
    counting = [name for name, measure in measures.REGISTER.items() if measure.counts in moved]
    rows = Finding.objects.filter(programme_id=scope.programme_id, inputs__measure__in=counting)
    for row in rows:
        row.inputs = {**row.inputs, "stale": True}
        row.save(update_fields=["inputs"])
    if not rows:
        return []
    text = "Figures in the strategy that counted you are counted again before it is next published."
    return [Consequence("strategy", COUNTED, "", text)]
