# SPDX-License-Identifier: AGPL-3.0-or-later
"""What withdrawal reaches in `themes`: passages and their codings, suggestions, phrases, vectors.

The lineage keeps ids of passages that point at nothing afterwards; replaying it shows a gap.
"""

from collections.abc import Iterable
from uuid import UUID

from coproduce.listening import voices
from coproduce.listening.queries import people_of
from coproduce.process.consent import Purpose
from coproduce.process.erasure import Consequence, Scope
from coproduce.themes.models import Coding, Passage, Suggestion, SuggestionMember, SuggestionRun, Theme, VoiceVector
from coproduce.themes.queries.sizes import people_by_theme
from coproduce.themes.verbs.coding import let_go

SLICE = 500


def erase(scope: Scope) -> list[Consequence]:
    """Erase all that was made from these voices, and say which themes draw on one person fewer."""
    gone = set(scope.voice_ids)
    if not gone:
        return []
    consequences = _consequences(scope, gone)
    _erase_vectors(scope.programme_id, gone)
    _erase_from_suggestions(scope.programme_id, gone)
    for some in _slices(gone):
        Passage.objects.filter(voice_id__in=some).delete()
    return consequences


def narrow(scope: Scope, purposes: frozenset[Purpose]) -> list[Consequence]:
    """When words may be kept but no longer analysed: no theme draws on them, and nothing computed from them is left."""
    gone = set(scope.voice_ids)
    if Purpose.ANALYSE not in purposes or not gone:
        return []
    consequences = _consequences(scope, gone)
    _erase_vectors(scope.programme_id, gone)
    _erase_from_suggestions(scope.programme_id, gone)
    for some in _slices(gone):
        SuggestionMember.objects.filter(passage__voice_id__in=some).delete()
    # Passages stay: a person may forbid analysis and still allow a quote.
    let_go(programme_id=scope.programme_id, voice_ids=gone, why="The person no longer agrees that we analyse this.")
    return consequences


def _consequences(scope: Scope, gone: set[UUID]) -> list[Consequence]:
    # Counted before anything goes: afterwards nobody could say what changed.
    people = people_by_theme(scope.programme_id)
    touched: set[int] = set()
    for some in _slices(gone):
        rows = Coding.objects.filter(passage__voice_id__in=some, ended_at__isnull=True)
        touched.update(rows.values_list("theme_id", flat=True))
    # A note without a name counts as a note, and its loss is said so.
    unsigned = scope.participant_id is None
    found = []
    for theme in Theme.objects.filter(id__in=touched).exclude(state=Theme.State.RETIRED).order_by("code"):
        held = people.get(theme.code)
        if held is None:
            continue
        stays = scope.participant_id in held.people and _others(held.voices - gone, scope.participant_id)
        said = (
            f"The theme “{theme.name}” no longer draws on these words. It still draws on others of yours."
            if stays
            else f"The theme “{theme.name}” now draws on one {'note' if unsigned else 'person'} fewer."
        )
        found.append(Consequence("themes", "theme", theme.code, said))
    return found


def _others(voice_ids: Iterable[UUID], participant_id: int | None) -> bool:
    return participant_id in people_of(voice_ids).values()


def _erase_vectors(programme_id: int, gone: set[UUID]) -> None:
    for some in _slices(gone):
        vectors = VoiceVector.objects.filter(voice_id__in=some)
        voices.erase_words(programme_id, list(vectors.values_list("entry_id", flat=True)))
        vectors.delete()


def _erase_from_suggestions(programme_id: int, gone: set[UUID]) -> None:
    names = {str(voice_id) for voice_id in gone}
    for run in SuggestionRun.objects.filter(programme_id=programme_id):
        kept = [row for row in run.not_placed if row[0] not in names]
        if len(kept) != len(run.not_placed):
            run.not_placed = kept
            run.save(update_fields=["not_placed"])
    for suggestion in Suggestion.objects.filter(run__programme_id=programme_id):
        kept = [span for span in suggestion.phrases if span[0] not in names]
        if len(kept) != len(suggestion.phrases):
            suggestion.phrases = kept
            suggestion.save(update_fields=["phrases"])


def _slices(ids: Iterable[UUID]) -> Iterable[list[UUID]]:
    wanted = list(ids)
    return (wanted[at : at + SLICE] for at in range(0, len(wanted), SLICE))
